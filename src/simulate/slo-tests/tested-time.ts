import { createStore, evaluateInstant } from "../../promql/evaluate/index.js";
import { type Expr, walk } from "../../promql/index.js";
import { type ReadSeries, readSeries } from "./read-series.js";
import type { TestedInput } from "./tested-input.js";
import { type Course, sampleAfter, writeValues } from "./tested-values.js";

const minute = 60_000;
/** Combinations of courses that are tried. */
const mostTried = 1024;
/** A series that ends is seen for five minutes more, and five minutes of time are averaged. */
const lag = 12;

/**
 * The series of an SLO of time: courses for which its condition does not hold, and others for which it holds. They are
 * found by trying values, rates and observations on both sides of the numbers that it is compared with.
 */
export function testTime(failed: Expr): TestedInput | undefined {
  const read = readSeries(failed);
  if (!read) return undefined;
  const tried = combine(read.map(({ courses }) => courses));
  const good = tried.find((chosen) => !chosen.some(isMissing) && shareOfBadTime(failed, read, chosen) === 0);
  const bad = good && tried.find((chosen) => shareOfBadTime(failed, read, chosen) === 1);
  if (!good || !bad) return undefined;
  const write = (...phases: readonly { readonly times: number; readonly chosen: Chosen }[]) =>
    read.flatMap(({ members }, source) =>
      members.map(({ name, labels }, member) => {
        const courses = phases.map(({ times, chosen }) => ({ times, course: chosen[source]![member]! }));
        return { name, labels, values: writeValues(courses) };
      }),
    );
  return {
    lag: lag + longestRange(failed),
    hasHistograms: [good, bad].flat(2).some(({ kind }) => kind === "observes"),
    burn: ({ history, burning }) => write({ times: history + 1, chosen: good }, { times: burning + 1, chosen: bad }),
    quiet: (_, minutes) => write({ times: minutes + 1, chosen: good }),
  };
}

/** The courses of the members of each source. */
type Chosen = readonly (readonly Course[])[];

function isMissing(courses: readonly Course[]): boolean {
  return courses.some(({ kind }) => kind === "missing");
}

/** The longest range of a rate, in minutes: the time until it shows nothing else but what there is now. */
function longestRange(failed: Expr): number {
  let longest = 0;
  walk(failed, (node) => {
    if (node.kind !== "matrix" || node.range.kind !== "duration") return;
    longest = Math.max(longest, Math.ceil(node.range.milliseconds / minute));
  });
  return longest;
}

/** All courses for all sources; those of the first change slowest. */
function combine(courses: readonly (readonly (readonly Course[])[])[]): readonly Chosen[] {
  let all: readonly Chosen[] = [[]];
  for (const each of courses) {
    if (all.length * each.length > mostTried) return [];
    all = all.flatMap((before) => each.map((course) => [...before, course]));
  }
  return all;
}

/** Evaluates the share of five minutes in which a condition holds, as it is recorded. */
function shareOfBadTime(failed: Expr, read: readonly ReadSeries[], chosen: Chosen): number | undefined {
  const store = createStore();
  const end = 20 + longestRange(failed);
  read.forEach(({ members }, source) => {
    members.forEach(({ name, labels }, member) => {
      for (let time = 0; time <= end; time += 1) {
        const sample = sampleAfter(chosen[source]![member]!, time);
        if (sample !== undefined) store.append({ ...labels, __name__: name }, time * minute, sample);
      }
    });
  });
  const { value } = evaluateInstant(failed, { store, time: end * minute });
  return value?.kind === "vector" && value.samples.length === 1 ? Number(value.samples[0]!.value) : undefined;
}
