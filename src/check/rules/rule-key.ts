import type { RuleSubject } from "../check.js";

/** Key by which promtool compares rules: the name and the labels that the rule sets. */
export function ruleKey({ data }: RuleSubject): string {
  const name = "alert" in data ? ["alert", data.alert] : ["record", data.record];
  return JSON.stringify([...name, Object.entries(data.labels ?? {}).sort()]);
}

/** True if two rules have the same identity: the loader reports that as `definition/duplicate-name`. */
export function haveSameIdentity({ identity }: RuleSubject, other: RuleSubject): boolean {
  return identity !== undefined && identity === other.identity;
}
