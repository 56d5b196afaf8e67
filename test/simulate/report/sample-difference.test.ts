import { expect, test } from "vitest";
import { diffSamples } from "../../../src/simulate/report/sample-difference.js";
import type { DisplayedSample, SampleMismatch } from "../../../src/simulate/test-file/outcome.js";
import { sample, samplesDiffer } from "./runs.js";

function drawn(expected: readonly DisplayedSample[], got: readonly DisplayedSample[]): string[][] {
  const failure = samplesDiffer(expected, got).failures[0] as SampleMismatch;
  return diffSamples(failure).map((lines) => lines.map(({ side, text }) => `${side}: ${text}`));
}

const up = { __name__: "up", job: "api" };

test("expected and actual samples of one series are adjacent", () => {
  expect(drawn([sample(up, "1"), sample({ a: "b" }, "2")], [sample({ a: "b" }, "2"), sample(up, "0")])).toEqual([
    ['expected: up{job="api"}  1', 'got: up{job="api"}  0'],
  ]);
});

test("series on one side only come last, missing ones first", () => {
  expect(drawn([sample({ a: "1" }, "1")], [sample({ a: "2" }, "1")])).toEqual([
    ['expected: {a="1"}  1'],
    ['got: {a="2"}  1'],
  ]);
});

test("NaN differs from NaN", () => {
  expect(drawn([sample({}, "NaN")], [sample({}, "NaN")])).toEqual([["expected: {}  NaN", "got: {}  NaN"]]);
});
