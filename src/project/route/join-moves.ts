import type { MovedAlert } from "../../compile/index.js";

/** An alert that moves from and to the same receivers in some environments. */
export interface JoinedMove {
  readonly move: MovedAlert;
  readonly environments: readonly string[];
}

/** Joins the moves of an alert that are the same in several environments. */
export function joinMoves(moved: readonly MovedAlert[]): readonly JoinedMove[] {
  const joined = new Map<string, { readonly move: MovedAlert; readonly environments: string[] }>();
  for (const move of moved) {
    const { environment, ...rest } = move;
    const key = JSON.stringify(rest);
    const known = joined.get(key) ?? { move, environments: [] };
    known.environments.push(environment);
    joined.set(key, known);
  }
  return [...joined.values()];
}

/** `CartFails (critical) of shop in prod, staging` */
export function nameMove({ move: { alert, severity, system }, environments }: JoinedMove): string {
  return `${alert}${severity === "" ? "" : ` (${severity})`} of ${system} in ${environments.join(", ")}`;
}
