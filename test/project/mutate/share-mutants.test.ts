import { expect, test } from "vitest";
import { shareMutants } from "../../../src/project/mutate/run-mutants.js";

/** Mutants that are numbered as a project lists them: by environment, so that systems alternate. */
function mutantsOf(...systems: readonly string[]) {
  return systems.map((system, id) => ({ id, system }));
}

function describeShares(shares: ReturnType<typeof shareMutants>) {
  return shares.map((share) =>
    share
      .map(({ id, system }) => `${system} ${id}`)
      .sort()
      .join(", "),
  );
}

test("each process takes the mutants of as few systems as possible", () => {
  expect(describeShares(shareMutants(mutantsOf("shop", "bank", "bank", "shop"), 2))).toEqual([
    "shop 0, shop 3",
    "bank 1, bank 2",
  ]);
});

test("processes that share a system each take some mutants of a rule", () => {
  expect(describeShares(shareMutants(mutantsOf("shop", "shop", "shop", "shop"), 2))).toEqual([
    "shop 0, shop 2",
    "shop 1, shop 3",
  ]);
});

test("every mutant is in one share, and shares differ by one at most", () => {
  const mutants = mutantsOf(...Array.from({ length: 50 }, (_, id) => ["shop", "bank", "blog"][(id * id) % 3]!));
  for (const processes of [1, 2, 3, 4, 7, 50]) {
    const shares = shareMutants(mutants, processes);
    const ids = shares.flat().map(({ id }) => id);
    expect(ids.sort((a, b) => a - b)).toEqual(mutants.map(({ id }) => id));
    const sizes = shares.map(({ length }) => length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  }
});
