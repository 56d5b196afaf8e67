import type { RuleSubject } from "../check.js";

/** What promtool tells rules apart by: the name, and the labels that the rule adds. */
export function nameAndLabels({ data }: RuleSubject): string {
  const name = "alert" in data ? ["alert", data.alert] : ["record", data.record];
  return JSON.stringify([...name, Object.entries(data.labels ?? {}).sort()]);
}

/** Whether two rules are one and the same by their names: `definition/duplicate-name` says so when they are loaded. */
export function haveOneIdentity({ identity }: RuleSubject, other: RuleSubject): boolean {
  return identity !== undefined && identity === other.identity;
}
