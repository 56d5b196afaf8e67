import { type Matcher, selectors } from "../../promql/index.js";
import type { Artifact, CompiledQuery } from "../compiled.js";

/** A definition that reads a series. */
export interface Use {
  readonly kind: "alerts" | "rules" | "dashboards";
  readonly name: string;
  /** The matchers that select the series. */
  readonly matchers: readonly Matcher[];
}

/** Collects who reads each series of a system, by the name of the series. */
export function collectUses(artifacts: readonly Artifact[]): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>();
  const add = (kind: Use["kind"], user: string, { expr }: CompiledQuery) => {
    for (const { name, matchers } of expr ? selectors(expr) : []) {
      if (name === undefined) continue;
      const own = uses.get(name) ?? [];
      own.push({ kind, name: user, matchers });
      uses.set(name, own);
    }
  };
  for (const artifact of artifacts) {
    if (artifact.kind === "prometheus rules") {
      for (const rule of artifact.rules) {
        if (rule.kind === "alert") add("alerts", rule.data.alert, rule.query);
        else add("rules", rule.data.record, rule.query);
      }
    }
    if (artifact.kind !== "grafana dashboard") continue;
    const drawn = [...artifact.panels.flatMap(({ queries }) => queries), ...artifact.annotations];
    for (const { query } of [...drawn, ...artifact.variableQueries])
      add("dashboards", artifact.value.title ?? "", query);
  }
  return uses;
}
