import { logQueries } from "../../logql/index.js";
import type { Alert } from "../../model/alert/alert.js";
import type { RecordingRule } from "../../model/alert/recording-rule.js";
import type { LogStream } from "../../model/metric/log-stream.js";
import type { Catalogue } from "../../model/system/catalogue.js";
import { selectors } from "../../promql/index.js";
import type { CompiledQuery } from "../compiled.js";
import { listStreams } from "../log-streams.js";
import type { Scope } from "../scope.js";

/** A rule and its compiled expression. */
export interface QueriedRule {
  readonly definition: Alert | RecordingRule;
  readonly query: CompiledQuery;
}

/** Finds the services whose metrics or logs a rule reads, through recording rules if it reads their results. */
export function findOwners(
  { query }: QueriedRule,
  recordings: ReadonlyMap<string, readonly QueriedRule[]>,
  { catalogue, settings: { environment } }: Pick<Scope, "catalogue" | "settings">,
): ReadonlySet<string> {
  const owners = new Set<string>();
  const seen = new Set<string>();
  const open: CompiledQuery[] = [query];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const service of ownersOfLogs(next, catalogue, environment)) owners.add(service);
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

/** The services whose streams an expression in LogQL reads. */
function ownersOfLogs(
  { logql, composed }: CompiledQuery,
  catalogue: Catalogue,
  environment: string,
): readonly string[] {
  if (!logql) return [];
  const sources = { streams: [...composed.references.logs], catalogue, environment };
  const read = logQueries(logql).flatMap((query) => listStreams(query, sources));
  const isRead = (stream: LogStream) => read.some((one) => isWithin(one, stream));
  return catalogue.services.filter(({ logs }) => logs.some(isRead)).map(({ name }) => name);
}

/** True for streams that are selected from another one. */
function isWithin({ selector }: LogStream, other: LogStream): boolean {
  return Object.entries(other.selector).every(([label, match]) => selector[label] === match);
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
