import { expect, test } from "vitest";
import { summariesOf } from "./check-config.js";

const summaries = (text: string) => summariesOf("alertmanager/deprecated-match", text);

test("match and match_re are deprecated, in routes and inhibition rules", () => {
  expect(summaries("route: {receiver: a, routes: [{match: {x: y}}, {match_re: {x: y}}]}")).toEqual([
    "1: match is deprecated",
    "1: match_re is deprecated",
  ]);
  const rules = "inhibit_rules: [{source_match: {x: y}, target_matchers: [x=z], equal: [a]}]";
  expect(summaries(`route: {receiver: a}\n${rules}`)).toEqual(["2: source_match is deprecated"]);
});
