import type { Alert } from "../../model/alert/alert.js";
import type { RecordingRule } from "../../model/alert/recording-rule.js";
import type { Catalogue } from "../../model/system/catalogue.js";
import { selectors } from "../../promql/index.js";
import type { CompiledQuery } from "../compiled.js";

/** A rule and its compiled expression. */
export interface QueriedRule {
  readonly definition: Alert | RecordingRule;
  readonly query: CompiledQuery;
}

/** Finds the services whose metrics a rule reads, through recording rules if it reads their results. */
export function findOwners(
  { query }: QueriedRule,
  recordings: ReadonlyMap<string, readonly QueriedRule[]>,
  catalogue: Catalogue,
): ReadonlySet<string> {
  const owners = new Set<string>();
  const seen = new Set<string>();
  const open: CompiledQuery[] = [query];
  for (let next = open.pop(); next; next = open.pop()) {
    const metrics = [...next.composed.references.metrics];
    for (const name of seriesNames(next)) {
      if (seen.has(name)) continue;
      seen.add(name);
      const used = metrics.flatMap((metric) => (metric.name === name && metric.owner ? [metric.owner] : []));
      const known = used.length > 0 ? used : (catalogue.series.get(name)?.owners ?? []);
      for (const { service } of known) owners.add(service);
      for (const recording of chooseRead(recordings.get(name) ?? [], next)) open.push(recording.query);
    }
  }
  return owners;
}

/** Of rules that record the same name, those that an expression refers to; all of them, if it only names them. */
function chooseRead(sameName: readonly QueriedRule[], { composed }: CompiledQuery): readonly QueriedRule[] {
  const referenced: ReadonlySet<unknown> = composed.references.recorded;
  const read = sameName.filter(({ definition }) => referenced.has(definition));
  return read.length > 0 ? read : sameName;
}

/** The metric names in an expression. */
export function seriesNames({ expr }: CompiledQuery): readonly string[] {
  return expr ? selectors(expr).flatMap(({ name }) => name ?? []) : [];
}
