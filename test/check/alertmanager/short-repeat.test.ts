import { expect, test } from "vitest";
import { summariesOf } from "./check-config.js";

const summaries = (text: string) => summariesOf("alertmanager/short-repeat", text);

test("a repeat interval is at least the group interval, inherited or not", () => {
  const found = ["1: a notification cannot be repeated every 1m: its group is flushed every 5m"];
  expect(summaries("route: {receiver: a, repeat_interval: 1m}")).toEqual(found);
  expect(summaries("route: {receiver: a, group_interval: 5m, routes: [{repeat_interval: 1m}]}")).toEqual(found);
  expect(summaries("route: {receiver: a, group_interval: 1m, routes: [{repeat_interval: 1m}]}")).toEqual([]);
});
