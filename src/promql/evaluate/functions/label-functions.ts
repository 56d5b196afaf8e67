import { isLabelName } from "../labels/label-name.js";
import { labelOf, metricNameLabel, withLabel } from "../labels/metric.js";
import { fail } from "../query/failure.js";
import { toFloatColumn } from "../vector/legacy-samples.js";
import { mergeSameLabels } from "../vector/merge.js";
import { type Column, createVector, relabel } from "../vector/value.js";
import { compileReplacement } from "./label-replacement.js";
import { stringArgument, type VectorCall, type VectorFunction, vectorArgument } from "./vector-call.js";

function checkLabel(name: string, what: string, call: VectorCall): void {
  const { node, context } = call;
  if (!isLabelName(name, context.semantics)) fail(`invalid ${what} label name in ${node.name}(): ${name}`);
}

/** Sets a label. A metric name set explicitly is not dropped later. */
function setLabel(column: Column, target: string, value: string): Column {
  return relabel(column, withLabel(column.metric, target, value), target === metricNameLabel ? false : column.dropName);
}

function columnsToLabel(call: VectorCall): readonly Column[] {
  const columns = vectorArgument(call, 0);
  return call.context.semantics.histogramsAreFloats ? columns.map(toFloatColumn) : columns;
}

const labelReplace: VectorFunction = (call) => {
  const target = stringArgument(call, 1);
  const source = stringArgument(call, 3);
  const pattern = stringArgument(call, 4);
  const replacement = compileReplacement(pattern, stringArgument(call, 2), call.context.semantics.dotMatchesNewline);
  if (!replacement) fail(`invalid regular expression in label_replace(): ${pattern}`);
  checkLabel(target, "destination", call);
  const columns = columnsToLabel(call).map((column) => {
    const value = replacement(labelOf(column.metric, source));
    return value === undefined ? column : setLabel(column, target, value);
  });
  return createVector(mergeSameLabels(columns));
};

const labelJoin: VectorFunction = (call) => {
  const target = stringArgument(call, 1);
  const separator = stringArgument(call, 2);
  const sources = call.values.slice(3).map((_, index) => stringArgument(call, index + 3));
  for (const source of sources) checkLabel(source, "source", call);
  checkLabel(target, "destination", call);
  const columns = columnsToLabel(call).map((column) =>
    setLabel(column, target, sources.map((source) => labelOf(column.metric, source)).join(separator)),
  );
  return createVector(mergeSameLabels(columns));
};

export const labelFunctions: readonly (readonly [string, VectorFunction])[] = [
  ["label_join", labelJoin],
  ["label_replace", labelReplace],
];
