import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Mutant } from "../../src/mutate/mutant.js";
import { startMutationSession } from "../../src/mutate/session.js";
import { series } from "../../src/testing/index.js";
import { cart, manyOpen, run } from "./shop.js";

const many = () => run([series(cart.open, 500)], 20);

function changeSystem(system: string): void {
  const routing = { kind: "routing", path: "alertmanager.yml", config: {} } as const;
  const mutant = { id: 0, kind: "route", system, owner: "routes", subject: "routes", before: "", after: "" } as const;
  startMutationSession([{ ...mutant, patches: [routing], alerts: [], series: undefined } as unknown as Mutant]);
}

describe("in a mutation test", () => {
  beforeEach(() => changeSystem("bank"));
  afterEach(() => void Reflect.deleteProperty(globalThis, Symbol.for("telltale.mutation")));

  test("matchers pass for a system that no mutant changes", () => {
    expect(many()).toStayQuiet(manyOpen);
    expect(many()).not.toFire(manyOpen);
    expect(many()).toFire(manyOpen);
  });

  test("matchers judge a system that mutants change", () => {
    changeSystem("shop");
    expect(many()).toFire(manyOpen);
    expect(() => expect(many()).toStayQuiet(manyOpen)).toThrow("to stay quiet");
  });
});

test("in a usual test, matchers judge every system", () => {
  expect(() => expect(many()).not.toFire(manyOpen)).toThrow("not to fire");
});
