import { expect, test } from "vitest";
import { summariesOf } from "./check-config.js";

const summaries = (text: string) => summariesOf("alertmanager/unused-receiver", text);

test("every receiver needs a route", () => {
  expect(summaries("route: {receiver: a}")).toEqual(['2: no route leads to the receiver "b"']);
  expect(summaries("route: {receiver: a, routes: [{receiver: b}]}")).toEqual([]);
});
