import { expect, test } from "vitest";
import { nearest } from "../../src/diagnostics/nearest.js";

test("the nearest name has the fewest edits; a swap of two letters is one", () => {
  expect(nearest("recieve", ["reprieve", "receive", "deceive"])).toBe("receive");
  expect(nearest("kitchen", ["chicken", "mitten"])).toBeUndefined();
  expect(nearest("abcdef", ["xxbcdef", "abcd", "abcdefgh"])).toBe("xxbcdef");
  expect(nearest("Pager", ["slack", "PAGER"])).toBe("PAGER");
  expect(nearest("zählerstand", ["Zählerstände", "ZÄHLERSTAND"])).toBe("ZÄHLERSTAND");
});

test("names differ by a third of their letters at most, or by as many as are allowed", () => {
  expect(nearest("abcdefghi", ["abcdefxyz"])).toBe("abcdefxyz");
  expect(nearest("abcdefghi", ["abcdewxyz"])).toBeUndefined();
  expect(nearest("abcdefghi", ["abcdefgyz"], 1)).toBeUndefined();
});

test("the nearest of thousands of names is found, wherever it is", () => {
  const names = Array.from({ length: 5000 }, (_, index) => `team-${((index * 7919) % 5003).toString(36)}-pager`);
  names.push("payments-oncall");
  expect(nearest("payment-oncal", names)).toBe("payments-oncall");
});

test("the search among a million names ends", () => {
  let taken = 0;
  function* names() {
    for (; taken < 1_000_000; taken++) yield `${"receiver-of-a-team-".repeat(4)}${taken}`;
  }
  expect(nearest("an-of-receiver-a-team-x".repeat(4), names())).toBeUndefined();
  expect(taken).toBeLessThan(200_000);
});
