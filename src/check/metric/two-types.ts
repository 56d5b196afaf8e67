import type { Related } from "../../diagnostics/diagnostic.js";
import { metricName } from "../../promql/index.js";
import type { AnalyzedQuery, Check, EstateSubject, Finding, QuerySubject } from "../check.js";
import { declaredMetrics } from "./declared.js";
import { type ExposedMetric, exposedType } from "./declared-types.js";

export const twoTypes: Check = {
  id: "metric/two-types",
  on: "estate",
  *run(estate) {
    yield* inDeclarations(estate);
    yield* inUses(estate);
  },
};

/** Reports a metric that another service declares with another type. */
function* inDeclarations(estate: EstateSubject): Iterable<Finding> {
  const { conflicts } = estate.context;
  if (!conflicts || conflicts.size === 0) return;
  for (const { metric, name, span } of declaredMetrics(estate)) {
    const type = exposedType(metric);
    const other = conflicts.get(metric.name)?.find((exposed) => exposedType(exposed.metric) !== type);
    if (!other) continue;
    const at = other.metric.origin.span;
    yield {
      summary: `${metric.name} is a ${type} here, and a ${exposedType(other.metric)} of ${serviceName(other, estate)}`,
      details: "Prometheus keeps both under one name: an expression that is right for one is wrong for the other.",
      fix: "give one of them another name, such as one that begins with its service",
      at: span,
      subject: name,
      allow: metric.allow,
      ...(at && { related: [{ message: "the other one", span: at }] }),
    };
  }
}

function serviceName({ system, definition }: ExposedMetric, { context }: EstateSubject): string {
  const ofSystem = system.name === context.catalogue?.system ? "" : ` of system "${system.name}"`;
  return `service "${definition.service.name}"${ofSystem}`;
}

/** Functions that are right for counters only, or for gauges only. */
const usedAs: Readonly<Record<string, "counter" | "gauge">> = {
  rate: "counter",
  irate: "counter",
  increase: "counter",
  delta: "gauge",
  idelta: "gauge",
  deriv: "gauge",
  predict_linear: "gauge",
};

interface Use {
  readonly type: "counter" | "gauge";
  readonly function: string;
  readonly query: QuerySubject;
  readonly start: number;
  readonly end: number;
}

/** Reports a metric of unknown type that is used as a counter here, and as a gauge there. */
function* inUses({ queries }: EstateSubject): Iterable<Finding> {
  const firstUses = new Map<string, Use>();
  const reported = new Set<string>();
  for (const query of queries) {
    for (const [name, use] of usesIn(query)) {
      const first = firstUses.get(name);
      if (!first) firstUses.set(name, use);
      else if (first.type !== use.type && !reported.has(name)) {
        reported.add(name);
        yield conflict(name, first, use);
      }
    }
  }
}

function* usesIn(query: QuerySubject): Iterable<readonly [string, Use]> {
  if (!/\b(?:delta|idelta|deriv|predict_linear|i?rate|increase)\b/.test(query.text)) return;
  const { parts }: AnalyzedQuery = query.analyze();
  for (const { expr, parent } of parts.matrices) {
    const call = parent?.expr;
    const type = call?.kind === "call" && Object.hasOwn(usedAs, call.name) ? usedAs[call.name] : undefined;
    const name = metricName(expr.selector);
    // Where the type is known, by the catalogue or by the name, the wrong use has a finding of its own.
    if (call?.kind !== "call" || !type || name === undefined || isKnown(name, query)) continue;
    yield [name, { type, function: call.name, query, start: call.start, end: call.end }];
  }
}

function isKnown(name: string, { context }: QuerySubject): boolean {
  return (
    context.catalogue?.series.has(name) ||
    context.recorded.has(name) ||
    name.includes(":") ||
    /_(?:total|bucket|count|sum)$/.test(name)
  );
}

function conflict(name: string, first: Use, use: Use): Finding {
  const at = first.query.locate(first.start, first.end).span;
  const related: Related = { message: `${first.function}() needs a ${first.type}`, ...(at && { span: at }) };
  return {
    severity: "warning",
    summary: `${use.function}() of ${name}, which ${first.query.name} uses with ${first.function}()`,
    details: `A metric is either a counter or a gauge: ${counterUse(first, use)} of a gauge means nothing, and ${gaugeUse(first, use)} of a counter breaks when it restarts.`,
    fix: "look up its # TYPE, and use functions for that type in both places",
    at: use.query.locate(use.start, use.end),
    subject: use.query.name,
    allow: use.query.allow,
    related: [related],
  };
}

function counterUse(...uses: readonly Use[]): string {
  return `${uses.find(({ type }) => type === "counter")!.function}()`;
}

function gaugeUse(...uses: readonly Use[]): string {
  return `${uses.find(({ type }) => type === "gauge")!.function}()`;
}
