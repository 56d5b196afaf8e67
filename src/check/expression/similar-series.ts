import { nearest } from "../../diagnostics/nearest.js";
import type { CatalogueSeries } from "../../model/system/catalogue.js";
import type { VectorSelector } from "../../promql/index.js";
import type { CheckContext } from "../check.js";
import type { Part } from "./parts.js";
import { counterFunctions, gaugeFunctions } from "./range.js";

/** The kind of series that the place of a selector needs. */
type Need = "buckets" | "counter" | "gauge" | "any";

/** Finds the series that a selector of an unknown name may mean: of a similar name, and of the type that it is used as. */
export function findSimilarSeries(
  name: string,
  selector: Part<VectorSelector>,
  { catalogue, recorded }: CheckContext,
): readonly string[] {
  const need = findNeed(selector);
  const known = [...(catalogue?.series.values() ?? [])].filter((one) => fits(one, need)).map((one) => one.name);
  if (need === "any") known.push(...recorded, ...(catalogue?.names ?? []));
  const translated = known.filter(
    (candidate) => candidate.includes(".") && untranslated(candidate) === untranslated(name),
  );
  if (translated.length > 0) return translated;
  // A missing prefix can be that of several services.
  const longer = known.filter((candidate) => candidate.endsWith(`_${name}`));
  if (longer.length > 0) return longer.sort();
  const ended = suffixes.map((suffix) => `${name}${suffix}`).filter((candidate) => known.includes(candidate));
  const near = ended[0] ?? nearest(name, known, maxEdits(name));
  return near === undefined ? [] : [near];
}

const suffixes = ["_total", "_bucket"];

/**
 * Names of OpenTelemetry that are stored as they are, and those that Prometheus 2 translates them to, become one:
 * `http.server.requests` and `http_server_requests_total`.
 */
function untranslated(name: string): string {
  const parts = /^(.*?)(?:_total)?(_bucket|_sum|_count)?$/.exec(name)!;
  const stem = parts[1]!.replace(/\W+/g, "_").replace(/_(?:seconds|milliseconds|bytes|ratio)$/, "");
  return `${stem}${parts[2] ?? ""}`;
}

/** The edits by which the name of a metric may differ from the one that is meant: one for each eight characters. */
export function maxEdits({ length }: string): number {
  return Math.min(Math.max(1, Math.floor(length / 8)), 4);
}

function findNeed({ parent }: Part<VectorSelector>): Need {
  let need: Need = "any";
  for (let path = parent; path; path = path.parent) {
    if (path.expr.kind !== "call") continue;
    const { name } = path.expr;
    if (name === "histogram_quantile") return "buckets";
    if (need === "any" && counterFunctions.has(name)) need = "counter";
    if (need === "any" && gaugeFunctions.has(name)) need = "gauge";
  }
  return need;
}

function fits({ type, part }: CatalogueSeries, need: Need): boolean {
  if (need === "any") return true;
  if (need === "buckets") return part === "bucket" || type === "nativeHistogram";
  return need === "gauge" ? type === "gauge" : type === "counter" || type === "nativeHistogram";
}
