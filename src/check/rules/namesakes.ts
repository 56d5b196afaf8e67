import type { RuleSubject } from "../check.js";

/** Key by which promtool tells rules apart: the name and the labels that the rule adds. */
export function nameAndLabels({ data }: RuleSubject): string {
  const name = "alert" in data ? ["alert", data.alert] : ["record", data.record];
  return JSON.stringify([...name, Object.entries(data.labels ?? {}).sort()]);
}

/** True if two rules have the same identity: loading reports that as `definition/duplicate-name`. */
export function haveOneIdentity({ identity }: RuleSubject, other: RuleSubject): boolean {
  return identity !== undefined && identity === other.identity;
}
