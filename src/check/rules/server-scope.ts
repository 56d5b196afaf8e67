import type { CheckContext, RuleSubject } from "../check.js";

/**
 * True if every rule and dashboard of the server is known, as it is for definitions. For files from outside, neither the
 * server nor the other readers of their series are known.
 */
export function coversWholeServer({ severities }: CheckContext): boolean {
  return severities !== undefined;
}

/** Key of the server that evaluates a rule. Two files from outside may be for two servers. */
export function serverKey({ context, locate }: RuleSubject): string {
  if (coversWholeServer(context)) return `environment ${context.settings.environment}`;
  return `file ${locate()?.file}`;
}
