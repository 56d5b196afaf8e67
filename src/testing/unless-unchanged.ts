import type { SystemFacts } from "../model/system/system.js";
import { mutationSession } from "../mutate/session.js";

export interface MatcherState {
  readonly isNot?: boolean;
}

/** In a mutation test, passes over the systems that no mutant changes: their results are the same for each. */
export function unlessUnchanged<Parameters extends readonly unknown[], Result>(
  matcher: (this: MatcherState, received: unknown, ...parameters: Parameters) => Result,
) {
  return function match(this: MatcherState, received: unknown, ...parameters: Parameters) {
    const system = systemName(received);
    const session = system === undefined ? undefined : mutationSession();
    if (!session || session.systems.has(system!)) return matcher.call(this, received, ...parameters);
    session.reach?.systems.add(system!);
    return { pass: this.isNot !== true, message: () => `no mutant changes the system "${system}"` };
  };
}

/** The name of the system that a matcher looks at; undefined if it is given something else. */
function systemName(received: unknown): string | undefined {
  if (typeof received !== "object" || received === null) return undefined;
  const { kind, system = received } = received as { readonly kind?: unknown; readonly system?: unknown };
  if (kind !== "simulation" && kind !== "system") return undefined;
  return (system as Pick<SystemFacts, "name">).name;
}
