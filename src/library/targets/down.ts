import { checkArguments } from "../../model/definition/check-arguments.js";
import { type OptionTable, object, record, required, string } from "../../model/definition/option-table.js";
import { mapVarying, type Varying } from "../../model/definition/per-environment.js";
import { promql } from "../../model/expression/promql.js";
import { Condition, noTraits, Query } from "../../model/expression/query.js";
import type { Labels, Where } from "../../model/metric/label.js";
import type { VaryingSelector } from "../../model/metric/metric.js";
import type { ServiceDefinition, ServiceFacts } from "../../model/system/service.js";
import { kubeStateMetricsShape, serviceShape } from "../arguments/shapes.js";
import type { KubeStateMetrics } from "../exporters/kubernetes/kube-state-metrics.js";
import { sumBy } from "../grouping.js";
import { up } from "./scrapes.js";

export interface DownOptions {
  /**
   * Selects targets of the service, by labels that scraping adds.
   *
   * @default the selector of the service
   */
  readonly where?: Readonly<Record<string, string>>;
  /**
   * The service that exposes the metrics of kube-state-metrics. The condition then also holds while the deployment of the
   * service should have replicas, and none is available. One missing replica of many is not an outage: alert on
   * `missingReplicas` for that.
   *
   * @default only targets are watched
   */
  readonly kubernetes?: ServiceDefinition & KubeStateMetrics;
  /**
   * The deployment of the service, for `kubernetes`.
   *
   * @default the value of the service label in the selector
   */
  readonly deployment?: string;
  /**
   * The namespace of the deployment, for `kubernetes`.
   *
   * @default the `namespace` in the selector of the service, or else any
   */
  readonly namespace?: string;
}

const downOptions = {
  where: record(string),
  kubernetes: kubeStateMetricsShape,
  deployment: string,
  namespace: string,
} as const satisfies OptionTable<DownOptions>;

/**
 * True while a service is down: none of its targets can be scraped, or it has no targets at all. Ratios and quantiles
 * vanish with the traffic, so an alert on them is silent in a total outage; this one is not.
 *
 * The result has the service label only, so that the alert stays the same one, whatever is missing.
 *
 * @example
 * shop.alert("CartDown", {
 *   when: down(cart),
 *   for: "2m",
 *   severity: "critical",
 *   summary: "{{ $labels.app }} is down",
 * })
 * @example
 * down(cart, { kubernetes, deployment: "cart", namespace: "shop" })
 */
export function down(watched: ServiceDefinition, options: DownOptions = {}): Condition {
  const origin = checkArguments("down(…)", [
    ["service", watched, required(serviceShape)],
    ["options", options, object(downOptions)],
  ]);
  const { service } = watched;
  const targets = up(watched).where(options.where ?? {});
  const matchers: VaryingSelector = { ...service.selector, ...options.where };
  const { label, value } = identify(service, matchers);
  const { kubernetes, deployment = value, namespace = matchers.namespace } = options;
  const wanted = { deployment, ...(namespace !== undefined && { namespace }) };
  const healthy = sumBy([label], promql`${targets}`);
  const gone = sumBy([label], promql`absent(${targets})`);
  const query = kubernetes
    ? promql`${healthy} == 0 or ${gone} or ${withLabel(lacksReplicas(kubernetes, wanted), label, value)}`
    : promql`${healthy} == 0 or ${gone}`;
  return new Condition(query, undefined, origin, {
    ...noTraits,
    outageOf: [{ system: service.system, name: service.name }],
  });
}

/** The label that tells the targets of a service from those of others, and its value. */
function identify(service: ServiceFacts, matchers: VaryingSelector) {
  const label = targetLabel(service, matchers);
  return { label, value: matchers[label] ?? service.name };
}

/** The label that tells the targets of a service from those of others. */
export function targetLabel({ owner }: ServiceFacts, matchers: VaryingSelector): string {
  const [other] = Object.keys(matchers);
  return owner.ownLabel in matchers || other === undefined ? owner.ownLabel : other;
}

/** A deployment that is scaled to 0 is not down. */
function lacksReplicas({ deployment }: KubeStateMetrics, where: Where<Labels>): Query {
  const available = promql`sum(${deployment.availableReplicas.where(where)})`;
  return promql`${available} == 0 and ${promql`sum(${deployment.specReplicas.where(where)})`} > 0`;
}

/** Adds a label with a fixed value to a result. */
function withLabel(result: Query, label: string, value: Varying<string>): Query {
  const chunks = ["label_replace(", `, ${JSON.stringify(label)}, `, `, "", "")`];
  return new Query({ language: "promql", chunks, holes: [result, mapVarying(value, (one) => JSON.stringify(one))] });
}
