import type { CheckContext, RuleSubject } from "../check.js";

/**
 * True if every rule and dashboard of the server is known. Of definitions it is; who else reads what files from outside
 * record, and on which server they are loaded, nobody can tell.
 */
export function isInFullView({ severities }: CheckContext): boolean {
  return severities !== undefined;
}

/** Identifies the server that evaluates a rule, as far as known: two files may well be for two servers. */
export function serverOf({ context, locate }: RuleSubject): string {
  if (isInFullView(context)) return `environment ${context.settings.environment}`;
  return `file ${locate()?.file}`;
}
