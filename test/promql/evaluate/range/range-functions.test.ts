import { expect, test } from "vitest";
import { rangeFunctions } from "../../../../src/promql/evaluate/range/range-functions.js";
import { functions } from "../../../../src/promql/index.js";

test("every function of a range vector is evaluated series by series, except absent_over_time", () => {
  const ofRanges = [...functions.values()].filter(({ args }) => args.includes("range vector")).map(({ name }) => name);
  expect([...rangeFunctions.keys(), "absent_over_time"].toSorted()).toEqual(ofRanges.toSorted());
});
