import type { Related } from "../../diagnostics/diagnostic.js";
import { metricName, walk } from "../../promql/index.js";
import type { Check, EstateSubject, Finding, QuerySubject } from "../check.js";
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
const counterFunctions = new Set(["rate", "irate", "increase"]);
const gaugeFunctions = new Set(["delta", "idelta", "deriv", "predict_linear"]);

interface Use {
  readonly name: string;
  readonly function: string;
  readonly query: QuerySubject;
  readonly start: number;
  readonly end: number;
}

/** Reports a metric of unknown type that is used as a counter here, and as a gauge there. */
function* inUses({ queries }: EstateSubject): Iterable<Finding> {
  const asGauge = firstUses(queries, gaugeFunctions, () => true);
  if (asGauge.size === 0) return;
  const asCounter = firstUses(queries, counterFunctions, (name) => asGauge.has(name));
  for (const [name, counter] of asCounter) yield conflict(counter, asGauge.get(name)!);
}

/** Finds the first use of each metric of unknown type by one of some functions. */
function firstUses(
  queries: readonly QuerySubject[],
  functions: ReadonlySet<string>,
  isWanted: (name: string) => boolean,
): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  const names = [...functions];
  for (const query of queries) {
    if (!names.some((name) => query.text.includes(name))) continue;
    walk(query.expr, (node) => {
      if (node.kind !== "call" || !functions.has(node.name)) return;
      const [range] = node.args;
      const name = range?.kind === "matrix" ? metricName(range.selector) : undefined;
      // Where the type is known, by the catalogue or by the name, the wrong use has a finding of its own.
      if (name === undefined || uses.has(name) || !isWanted(name) || isKnown(name, query)) return;
      uses.set(name, { name, function: node.name, query, start: node.start, end: node.end });
    });
  }
  return uses;
}

function isKnown(name: string, { context }: QuerySubject): boolean {
  return (
    context.catalogue?.series.has(name) ||
    context.recorded.has(name) ||
    name.includes(":") ||
    /_(?:total|bucket|count|sum)$/.test(name)
  );
}

/** Points at the use as a gauge, and relates it to that as a counter. */
function conflict(counter: Use, gauge: Use): Finding {
  const { query, name } = gauge;
  const at = counter.query.locate(counter.start, counter.end).span;
  const related: Related = { message: `${counter.function}() needs a counter`, ...(at && { span: at }) };
  return {
    severity: "warning",
    summary: `${gauge.function}() of ${name}, which ${counter.query.name} uses with ${counter.function}()`,
    details: `A metric is either a counter or a gauge: ${counter.function}() of a gauge means nothing, and ${gauge.function}() of a counter breaks when it restarts.`,
    fix: "look up its # TYPE, and use functions for that type in both places",
    at: query.locate(gauge.start, gauge.end),
    subject: query.name,
    allow: query.allow,
    related: [related],
  };
}
