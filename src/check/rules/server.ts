import type { CheckContext, RuleSubject } from "../check.js";

/**
 * Whether everything that belongs together is in view. Of definitions it is; who else reads what files from outside
 * record, and on which server they are loaded, nobody can tell.
 */
export function isInFullView({ severities }: CheckContext): boolean {
  return severities !== undefined;
}

/** What a rule is evaluated together with, as far as that can be told: two files may well be for two servers. */
export function serverOf({ context, locate }: RuleSubject): string {
  if (isInFullView(context)) return `environment ${context.settings.environment}`;
  return `file ${locate()?.file}`;
}
