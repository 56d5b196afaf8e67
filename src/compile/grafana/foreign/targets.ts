import { refIdAt } from "../../../formats/grafana/ref-id.js";
import type { DataSource, Target } from "../../../formats/grafana/types.js";
import type { Origin } from "../../../model/definition/origin.js";
import { Query } from "../../../model/expression/query.js";
import type { CompiledPanel } from "../../compiled.js";
import { compileQuery } from "../../query/query.js";
import type { Scope, Subject } from "../../scope.js";

/** A JSON object of unknown shape. */
export type JsonObject = { readonly [field: string]: unknown };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export interface ForeignTargets {
  readonly targets: readonly Target[] | undefined;
  readonly queries: CompiledPanel["queries"];
}

/** Compiles the expressions of a foreign panel, and adds the refIds that its targets lack. */
export function compileForeignTargets(scope: Scope, subject: Subject, at: Origin, panel: JsonObject): ForeignTargets {
  if (!Array.isArray(panel.targets)) return { targets: undefined, queries: [] };
  const objects = panel.targets.filter(isJsonObject);
  const taken = new Set(objects.map(({ refId }) => refId));
  const queries: { refId: string; query: CompiledPanel["queries"][number]["query"] }[] = [];
  let next = 0;
  const targets = objects.map((target): Target => {
    let { refId } = target;
    if (typeof refId !== "string" || refId === "") {
      while (taken.has(refIdAt(next))) next += 1;
      refId = refIdAt(next);
      taken.add(refId);
    }
    const named = { ...target, refId: refId as string };
    const language = detectLanguage(target, panel);
    if (typeof target.expr === "string" && target.expr !== "" && language !== undefined) {
      const query = new Query({ language, chunks: [target.expr], holes: [] }, at);
      queries.push({ refId: named.refId, query: compileQuery(scope, subject, query, { in: "panel" }) });
    }
    return named;
  });
  return { targets, queries };
}

/** The language of a target, by its data source or that of its panel. The default is PromQL. */
function detectLanguage(target: JsonObject, panel: JsonObject): "promql" | "logql" | undefined {
  const { type } = (target.datasource ?? panel.datasource ?? {}) as Partial<DataSource>;
  if (type === undefined || type === "prometheus") return "promql";
  return type === "loki" ? "logql" : undefined;
}
