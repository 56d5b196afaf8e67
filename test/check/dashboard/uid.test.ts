import { expect, test } from "vitest";
import { uid } from "../../../src/check/dashboard/uid.js";
import { dashboard, findings, summaries } from "../build-subjects.js";

test("a uid has at most 40 characters", () => {
  expect(summaries(uid, dashboard({ uid: "a".repeat(40) }))).toEqual([]);
  expect(findings(uid, dashboard({ uid: "a".repeat(41) }))).toMatchObject([
    {
      summary: `the uid "${"a".repeat(41)}" has 41 characters; 40 are allowed`,
      fix: `shorten it: "${"a".repeat(40)}"`,
    },
  ]);
});

test("a uid is letters, digits, - and _", () => {
  expect(summaries(uid, dashboard({ uid: "cart-Service_2" }))).toEqual([]);
  expect(summaries(uid, dashboard({ uid: "cart service" }))).toEqual(['the uid "cart service" contains " "']);
});

test("a missing uid is left to Grafana", () => {
  expect(summaries(uid, dashboard({ uid: "" }))).toEqual([]);
});
