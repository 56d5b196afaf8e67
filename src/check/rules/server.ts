import type { RuleSubject } from "../check.js";

/**
 * What a rule is evaluated together with, as far as that can be told: everything that is compiled for one environment,
 * but only the same file where files are from outside. Two of those may well be for two servers.
 */
export function serverOf(rule: RuleSubject): string {
  const { catalogue, settings } = rule.surroundings;
  return catalogue ? `environment ${settings.environment}` : `file ${rule.locate()?.file}`;
}
