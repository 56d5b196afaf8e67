import { expect, test } from "vitest";
import { summariesOf } from "./check-config.js";

const summaries = (text: string) => summariesOf("alertmanager/silent-root", text);

test("the root needs a receiver that notifies somebody", () => {
  expect(summaries("route: {receiver: c}\nreceivers: [{name: c}]")).toEqual([
    '1: alerts that no route takes reach nobody: the receiver "c" is empty',
  ]);
  expect(summaries("route: {receiver: a}")).toEqual([]);
});
