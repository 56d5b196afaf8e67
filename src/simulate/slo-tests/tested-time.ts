import { createStore, evaluateInstant } from "../../promql/evaluate/index.js";
import { type Expr, selectors, walk } from "../../promql/index.js";
import { type Labels, sampleLabels } from "./sample-labels.js";
import type { TestedInput, TestedSeries } from "./tested-input.js";

/** A series that a condition reads. */
interface ReadSeries {
  readonly name: string;
  readonly labels: Labels;
}

/** The value of each series all the time; undefined for one that is not there. */
type Values = readonly (number | undefined)[];

const minute = 60_000;
/** Combinations of values that are tried. */
const mostTried = 256;

/**
 * The series of an SLO of time: values for which its condition does not hold, and others for which it holds. They are found
 * by trying the numbers that it is compared with, so that a condition on rates, which no constant changes, has none.
 */
export function testTime(failed: Expr): TestedInput | undefined {
  const series = readSeries(failed);
  if (!series) return undefined;
  const tried = combine(series.length, candidates(failed)).slice(0, mostTried);
  const good = tried.find((values) => !values.includes(undefined) && shareOfBadTime(failed, series, values) === 0);
  const bad = good && tried.find((values) => shareOfBadTime(failed, series, values) === 1);
  if (!good || !bad) return undefined;
  return {
    burn({ history, burning }) {
      const phases = (index: number) => `${repeat(good[index], history + 1)} ${repeat(bad[index], burning + 1)}`;
      return series.map((one, index) => ({ ...one, values: phases(index) }));
    },
    quiet(_, minutes): readonly TestedSeries[] {
      return series.map((one, index) => ({ ...one, values: repeat(good[index], minutes + 1) }));
    },
  };
}

function repeat(value: number | undefined, times: number): string {
  return value === undefined ? `_x${times}` : `${value}x${times - 1}`;
}

/** One series for each name and labels that are selected; undefined if a selector has no name, or no value can match it. */
function readSeries(failed: Expr): readonly ReadSeries[] | undefined {
  const series = new Map<string, ReadSeries>();
  for (const { name, matchers } of selectors(failed)) {
    const labels = sampleLabels(matchers, {});
    if (name === undefined || !labels) return undefined;
    series.set(JSON.stringify([name, Object.entries(labels).toSorted()]), { name, labels });
  }
  return Array.from(series.values());
}

/** Values on both sides of every number of an expression. Last, none at all. */
function candidates(failed: Expr): Values {
  const numbers = new Set([1, 0]);
  walk(failed, (node) => {
    if (node.kind === "number" && Number.isFinite(node.value)) numbers.add(2 * node.value).add(-2 * node.value);
  });
  return [...Array.from(numbers, (number) => (Object.is(number, -0) ? 0 : number)), undefined];
}

/** All values for all series; those of the first change slowest. */
function combine(count: number, values: Values): readonly Values[] {
  let all: readonly Values[] = [[]];
  for (let index = 0; index < count && all.length < mostTried; index += 1) {
    all = all.flatMap((before) => values.map((value) => [...before, value]));
  }
  return all.filter(({ length }) => length === count);
}

/** Evaluates the share of five minutes in which a condition holds, as it is recorded. */
function shareOfBadTime(failed: Expr, series: readonly ReadSeries[], values: Values): number | undefined {
  const store = createStore();
  series.forEach(({ name, labels }, index) => {
    const value = values[index];
    if (value === undefined) return;
    const samples = store.series({ ...labels, __name__: name });
    for (let time = 0; time <= 20; time += 1) samples.append(time * minute, value);
  });
  const { value } = evaluateInstant(failed, { store, time: 20 * minute });
  return value?.kind === "vector" && value.samples.length === 1 ? Number(value.samples[0]!.value) : undefined;
}
