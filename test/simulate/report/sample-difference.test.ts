import { expect, test } from "vitest";
import { diffSamples } from "../../../src/simulate/report/sample-difference.js";
import type { DisplayedSample, SampleMismatch } from "../../../src/simulate/test-file/outcome.js";
import { sample, samplesDiffer } from "./runs.js";

function drawn(expected: readonly DisplayedSample[], got: readonly DisplayedSample[]): string[][] {
  const failure = samplesDiffer(expected, got).failures[0] as SampleMismatch;
  return diffSamples(failure).map((lines) => lines.map(({ side, text }) => `${side}: ${text}`));
}

const up = { __name__: "up", job: "api" };

test("of the same series, what was expected and what came stand one below the other", () => {
  expect(drawn([sample(up, "1"), sample({ a: "b" }, "2")], [sample({ a: "b" }, "2"), sample(up, "0")])).toEqual([
    ['expected: up{job="api"}  1', 'got: up{job="api"}  0'],
  ]);
});

test("series that only one side has come after them, first the missing ones", () => {
  expect(drawn([sample({ a: "1" }, "1")], [sample({ a: "2" }, "1")])).toEqual([
    ['expected: {a="1"}  1'],
    ['got: {a="2"}  1'],
  ]);
});

test("NaN is no NaN", () => {
  expect(drawn([sample({}, "NaN")], [sample({}, "NaN")])).toEqual([["expected: {}  NaN", "got: {}  NaN"]]);
});
