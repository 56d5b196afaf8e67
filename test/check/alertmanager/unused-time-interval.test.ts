import { expect, test } from "vitest";
import { summariesOf } from "./check-config.js";

const summaries = (text: string) => summariesOf("alertmanager/unused-time-interval", text);

const intervals = "time_intervals: [{name: x, time_intervals: [{years: ['2026']}]}]";

test("every time interval needs a route", () => {
  expect(summaries(`route: {receiver: a}\n${intervals}`)).toEqual(['2: no route uses the time interval "x"']);
  expect(summaries(`route: {receiver: a, routes: [{mute_time_intervals: [x]}]}\n${intervals}`)).toEqual([]);
});
