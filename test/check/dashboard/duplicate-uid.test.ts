import { expect, test } from "vitest";
import { duplicateUid } from "../../../src/check/dashboard/duplicate-uid.js";
import { dashboard, estate, findings, line, summaries } from "../build-subjects.js";

test("two dashboards with one uid are reported", () => {
  const one = dashboard({ title: "Cart", span: line(1, "cart.json") });
  const copy = dashboard({ title: "Checkout", span: line(1, "checkout.json") });
  expect(findings(duplicateUid, estate({ dashboards: [one, copy] }))).toMatchObject([
    {
      summary: 'dashboard "Cart" also has the uid "cart"',
      subject: 'dashboard "Checkout"',
      at: line(1, "checkout.json"),
      related: [{ span: line(1, "cart.json") }],
    },
  ]);
});

test("a file of the same name elsewhere is the same dashboard for another Grafana", () => {
  const staging = dashboard({ span: line(1, "staging/cart.json") });
  const production = dashboard({ span: line(1, "production/cart.json") });
  expect(summaries(duplicateUid, estate({ dashboards: [staging, production] }))).toEqual([]);
});

test("two dashboards of one file are two", () => {
  expect(
    summaries(duplicateUid, estate({ dashboards: [dashboard({ span: line(1) }), dashboard({ span: line(9) })] })),
  ).toHaveLength(1);
});

test("dashboards that Grafana gives a uid do not collide", () => {
  expect(summaries(duplicateUid, estate({ dashboards: [dashboard({ uid: "" }), dashboard({ uid: "" })] }))).toEqual([]);
});
