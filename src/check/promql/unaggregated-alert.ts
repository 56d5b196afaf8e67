import { cardinality } from "../../model/metric/label.js";
import type { Expr, VectorSelector } from "../../promql/index.js";
import { metricName, walk } from "../../promql/index.js";
import { findThresholds } from "../../promql/values/comparison.js";
import type { AnalyzedQuery, Check, Finding } from "../check.js";
import { isRecorded, knownSeries } from "../expression/series.js";

export const unaggregatedAlert: Check = {
  id: "promql/unaggregated-alert",
  on: "query",
  of: "alert",
  reads: "binaries",
  *run(subject) {
    if (!subject.parts.calls.some(({ expr }) => growth.has(expr.name))) return;
    for (const { compared, operator } of findThresholds(subject.expr)) {
      if (operator === "==" || operator === "!=") continue;
      const selector = unaggregatedCounter(compared);
      const finding = selector && judge(selector, subject);
      if (finding) yield { ...finding, at: subject.locate(compared.start, compared.end) };
    }
  },
};

const growth: ReadonlySet<string> = new Set(["rate", "irate", "increase"]);

/** Finds a counter whose rate is compared without aggregation. */
function unaggregatedCounter(compared: Expr): VectorSelector | undefined {
  let counter: VectorSelector | undefined;
  walk(compared, (node, parent) => {
    if (node.kind === "aggregation" || counter) return false;
    if (node.kind === "call" && node.name === "histogram_quantile") return false;
    const call = parent?.expr;
    if (node.kind === "matrix" && call?.kind === "call" && growth.has(call.name)) counter = node.selector;
    return true;
  });
  return counter;
}

/** Labels that identify the replicas of a service. */
const replicaLabels = ["instance", "pod", "replica", "task", "container_id", "k8s.pod.name", "service.instance.id"];

/** Names of request counters, for which only the sum over all replicas matters. */
const requestCounter = /^(?:\w+_)?(?:http|grpc)_(?:\w+_)?(?:requests?|responses?|errors?|handled)(?:_\w+)?$/;

function judge(selector: VectorSelector, { context }: AnalyzedQuery): Finding | undefined {
  const name = metricName(selector);
  if (name === undefined || isRecorded(name, context)) return undefined;
  const series = knownSeries(selector, context);
  const isOutside = context.catalogue === undefined || context.catalogue.origin !== undefined;
  if (!series && !isOutside) return undefined;
  if (!series || isOutside)
    return requestCounter.test(name.replaceAll(".", "_"))
      ? { ...finding(name, "instance"), severity: "info" }
      : undefined;
  const added = new Set(
    (context.catalogue?.services ?? [])
      .filter((service) => series.owners.some((owner) => owner.service === service.name))
      .flatMap((service) => Object.keys(service.addedLabels)),
  );
  const pinned = new Set(selector.matchers.map(({ label }) => label));
  const replica = replicaLabels.find((label) => {
    const spec = series.labels[label];
    return spec !== undefined && added.has(label) && !pinned.has(label) && cardinality(spec) > 1;
  });
  return replica === undefined ? undefined : finding(name, replica);
}

function finding(name: string, replica: string): Finding {
  return {
    summary: `the rate of ${name} is compared separately for each ${replica}`,
    details: `The more replicas share the load, the later the alert fires, and each ${replica} alerts on its own.`,
    fix: "aggregate first: sum by (…) (rate(…))",
    at: undefined,
  };
}
