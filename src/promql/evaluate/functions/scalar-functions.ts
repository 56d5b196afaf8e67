import { noMetric } from "../labels/metric.js";
import { greatest, least } from "../numeric/go-math.js";
import { type Grid, timeAt } from "../query/grid.js";
import { toFloatColumn } from "../vector/legacy-samples.js";
import { emptyColumn, float, type Value } from "../vector/value.js";
import { scalarArgument, scalarToVector, type VectorFunction, vectorArgument } from "./vector-call.js";

function createScalar(grid: Grid, value: (step: number) => number): Value {
  return { kind: "scalar", values: Float64Array.from({ length: grid.count }, (_, step) => value(step)) };
}

export const scalarFunctions: readonly (readonly [string, VectorFunction])[] = [
  ["pi", ({ grid }) => createScalar(grid, () => Math.PI)],
  ["time", ({ grid }) => createScalar(grid, (step) => timeAt(grid, step) / 1000)],
  ["start", ({ grid, context }) => createScalar(grid, () => context.grid.start / 1000)],
  ["end", ({ grid, context }) => createScalar(grid, () => context.grid.end / 1000)],
  ["step", ({ grid, context }) => createScalar(grid, () => (context.isRange ? context.grid.step / 1000 : 0))],
  ["range", ({ grid, context }) => createScalar(grid, () => (context.grid.end - context.grid.start) / 1000)],
  [
    "min_of",
    (call) => {
      const [left, right] = [scalarArgument(call, 0), scalarArgument(call, 1)];
      return createScalar(call.grid, (step) => least(left[step]!, right[step]!));
    },
  ],
  [
    "max_of",
    (call) => {
      const [left, right] = [scalarArgument(call, 0), scalarArgument(call, 1)];
      return createScalar(call.grid, (step) => greatest(left[step]!, right[step]!));
    },
  ],
  ["vector", (call) => scalarToVector(scalarArgument(call, 0), emptyColumn(noMetric, false, call.grid.count))],
  [
    "scalar",
    (call) => {
      const vector = vectorArgument(call, 0);
      const columns = call.context.semantics.histogramsAreFloats ? vector.map(toFloatColumn) : vector;
      return createScalar(call.grid, (step) => {
        const floats = columns.filter(({ kinds }) => kinds[step] === float);
        return floats.length === 1 ? floats[0]!.values[step]! : Number.NaN;
      });
    },
  ],
];
