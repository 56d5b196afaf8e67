import { formatLabels, labelOf, type Metric } from "../../../promql/evaluate/index.js";
import { errorLabel } from "../labels/special-labels.js";

/** A query that Loki does not answer. */
export class QueryFailure extends Error {}

/** The failure of a metric query because of a line with an error, at a step. */
export class PipelineFailure extends QueryFailure {
  readonly step: number;

  constructor(labels: Metric, step: number) {
    super(pipelineMessage(labels));
    this.step = step;
  }
}

function pipelineMessage(labels: Metric): string {
  const error = labelOf(labels, errorLabel);
  return (
    `pipeline error: '${error}' for series: '${formatLabels(labels)}'.\n` +
    `Use a label filter to intentionally skip this error. (e.g | __error__!="${error}").\n` +
    'To skip all potential errors you can match empty errors.(e.g __error__="")\n' +
    'The label filter can also be specified after unwrap. (e.g | unwrap latency | __error__="" )\n'
  );
}
