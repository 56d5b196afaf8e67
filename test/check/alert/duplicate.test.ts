import { expect, test } from "vitest";
import { duplicateAlert } from "../../../src/check/alert/duplicate.js";
import { alert, estate, summaries } from "../build-subjects.js";

test("equal conditions are reported, whatever their layout", () => {
  const rules = [
    alert({ alert: "CartDown", expr: 'up{job="cart"}==0', for: "5m" }),
    alert({ alert: "NoCart", expr: 'up{ job = "cart" }\n  == 0', for: "5m" }),
  ];
  expect(summaries(duplicateAlert, estate({ rules }))).toEqual([
    'alert "CartDown" has the same expression and the same `for`',
  ]);
});

test("another `for` is another alert", () => {
  const rules = [alert({ alert: "CartDown", for: "5m" }), alert({ alert: "CartDownForLong", for: "1h" })];
  expect(summaries(duplicateAlert, estate({ rules }))).toEqual([]);
});

test("different files may be for different servers", () => {
  const elsewhere = { ...alert({ alert: "NoCart" }), locate: () => ({ file: "b.yml", start: { line: 1, column: 1 } }) };
  expect(summaries(duplicateAlert, estate({ rules: [alert(), elsewhere] }))).toEqual([]);
});

test("alerts with the same name and labels are left to rules/duplicate-rules", () => {
  const sameInAFile = [alert(), alert()];
  expect(summaries(duplicateAlert, estate({ rules: sameInAFile }))).toEqual([]);
  const one = { ...alert({ labels: { team: "a" } }), identity: "alert CartFails cart" };
  const other = { ...alert({ labels: { team: "b" } }), identity: "alert CartFails cart" };
  expect(summaries(duplicateAlert, estate({ rules: [one, other] }))).toEqual([]);
});
