import {
  type Annotation,
  type AnnotationOptions,
  annotation,
  annotationOptions,
} from "../model/dashboard/annotation.js";
import { checkArguments } from "../model/definition/check-arguments.js";
import { define } from "../model/definition/definition.js";
import { list, type OptionTable, object, required, string } from "../model/definition/option-table.js";
import { promql } from "../model/expression/promql.js";
import type { Gauge, Info, Series } from "../model/metric/metric.js";
import { seriesShape } from "../model/metric/metric-shapes.js";
import { groupingLabels, type LabelOf } from "./grouping.js";

export interface DeploymentOptions<Label extends string = string>
  extends Omit<AnnotationOptions, "step" | "valueIsTime"> {
  /**
   * The name of the switch on the dashboard.
   *
   * @default "Deployments"
   */
  readonly name?: string;
  /**
   * Labels that tell deployments apart, besides the service label of the system.
   *
   * @default none
   */
  readonly by?: readonly Label[];
}

const { step: _step, valueIsTime: _valueIsTime, ...shared } = annotationOptions;

const deploymentOptions = {
  ...shared,
  name: string,
  by: list(string),
} as const satisfies OptionTable<DeploymentOptions>;

/**
 * Marks deployments: the times at which a version appears that has not run for ten minutes. The metric is one that is
 * exposed with the version as a label, such as `…_build_info`.
 *
 * @example
 * shop.dashboard("Cart", { annotations: [deployments(cart.build, "version")], … })
 */
export function deployments<const M extends Gauge | Info | Series>(
  metric: M,
  label: LabelOf<M>,
  options: DeploymentOptions<LabelOf<M>> = {},
): Annotation {
  const origin = checkArguments("deployments(…)", [
    ["metric", metric, required(seriesShape)],
    ["label", label, required(string)],
    ["options", options, object(deploymentOptions)],
  ]);
  const { name = "Deployments", by, ...rest } = options;
  const labels = [...groupingLabels(metric, by), label];
  const versions: Gauge | Info | Series = metric;
  const tags = labels.filter((one) => one !== label);
  const text = labels.map((one) => `{{${one}}}`).join(" ");
  // Grafana replaces $__interval by the step of the query, so that each deployment is found at one step.
  const query = promql`group by (${labels}) (${versions}) unless group by (${labels}) (last_over_time(${versions}[10m] offset $__interval))`;
  const marks = annotation(name, query, { title: "Deployment", text, tags, ...rest });
  return define({ ...marks }, origin);
}
