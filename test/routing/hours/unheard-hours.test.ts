import { describe, expect, test } from "vitest";
import type { AlertmanagerConfig, NamedTimeInterval, Route } from "../../../src/formats/alertmanager/types.js";
import { IntervalHours } from "../../../src/routing/hours/interval-hours.js";
import { UnheardHoursFinder } from "../../../src/routing/hours/unheard-hours.js";
import { isActive } from "../../../src/routing/is-active.js";
import { createRoutingTree } from "../../../src/routing/routing-tree.js";
import { compileIntervals } from "../../../src/routing/time-intervals.js";
import { largeTree, manyAlerts } from "../large-tree.js";

const version = { major: 0, minor: 28 };
const office: NamedTimeInterval = {
  name: "office",
  time_intervals: [
    {
      weekdays: ["monday:friday"],
      times: [{ start_time: "09:00", end_time: "18:00" }],
      location: "Europe/Berlin",
    },
  ],
};

function interval(name: string, start_time: string, end_time: string, location?: string): NamedTimeInterval {
  return {
    name,
    time_intervals: [{ times: [{ start_time, end_time }], ...(location !== undefined && { location }) }],
  };
}

function configOf(routes: readonly Route[], intervals: readonly NamedTimeInterval[] = [office]): AlertmanagerConfig {
  return {
    route: { receiver: "team", routes },
    receivers: [{ name: "team", webhook_configs: [{ url: "http://team" }] }, { name: "nobody" }],
    time_intervals: intervals,
  };
}

function hoursOf(
  routes: readonly Route[],
  intervals?: readonly NamedTimeInterval[],
  unknown: readonly string[] = [],
  canWait: (route: Route) => boolean = () => false,
) {
  const finder = new UnheardHoursFinder(configOf(routes, intervals), version, canWait);
  const found = finder.find({ labels: { alertname: "Down" }, mayHave: (label) => unknown.includes(label) });
  return found && (found.hours ?? "at any hour");
}

describe("the hours at which nobody hears of an alert", () => {
  test.each<[string, readonly Route[], string | undefined]>([
    ["no route", [], undefined],
    [
      "office hours",
      [{ active_time_intervals: ["office"] }],
      "Saturday and Sunday all day, weekdays 18:00–09:00 Europe/Berlin",
    ],
    ["muted in office hours", [{ mute_time_intervals: ["office"] }], "weekdays 09:00–18:00 Europe/Berlin"],
    [
      "two routes that complete each other",
      [{ active_time_intervals: ["office"], continue: true }, { mute_time_intervals: ["office"] }],
      undefined,
    ],
    [
      "a route that continues and is muted hides the root",
      [{ mute_time_intervals: ["office"], continue: true }],
      "weekdays 09:00–18:00 Europe/Berlin",
    ],
    ["a receiver that sends nothing", [{ receiver: "nobody" }], "at any hour"],
    [
      "a nested route, whose parent has other hours",
      [
        {
          mute_time_intervals: ["office"],
          routes: [{ matchers: ['alertname="Down"'], active_time_intervals: ["office"] }],
        },
      ],
      "Saturday and Sunday all day, weekdays 18:00–09:00 Europe/Berlin",
    ],
    ["a route of other alerts", [{ matchers: ['alertname="Up"'], active_time_intervals: ["office"] }], undefined],
  ])("with %s", (_, routes, hours) => {
    expect(hoursOf(routes)).toBe(hours);
  });

  test("are none where the alert may wait", () => {
    expect(hoursOf([{ active_time_intervals: ["office"] }], [office], [], () => true)).toBeUndefined();
  });

  test("depend on labels that are not known", () => {
    const routes = [
      { matchers: ['tenant="acme"'], continue: true, receiver: "nobody" },
      { matchers: ['tenant!="acme"'], active_time_intervals: ["office"] },
    ];
    expect(hoursOf(routes, [office], ["tenant"])).toBe("at any hour");
    expect(hoursOf(routes)).toBe("Saturday and Sunday all day, weekdays 18:00–09:00 Europe/Berlin");
    const both = [
      { matchers: ['tenant=~"acme|globex"'], continue: true },
      { matchers: ['tenant="initech"'], receiver: "nobody" },
    ];
    const finder = new UnheardHoursFinder(configOf(both), version, () => false);
    const found = finder.find({ labels: {}, mayHave: () => true });
    expect(found?.conditions).toEqual([expect.objectContaining({ name: "tenant", operator: "=", value: "initech" })]);
  });
});

describe("daylight saving time", () => {
  test("opens a gap between hours of two zones in summer", () => {
    const routes = [{ active_time_intervals: ["day"], continue: true }, { active_time_intervals: ["night"] }];
    const intervals = [
      interval("day", "08:00", "20:00", "Europe/Berlin"),
      {
        name: "night",
        time_intervals: [
          ...interval("", "19:00", "24:00").time_intervals,
          ...interval("", "00:00", "07:00").time_intervals,
        ],
      },
    ];
    expect(hoursOf(routes, intervals)).toBe(
      "every day 20:00–21:00 from 26 March 2028 to 28 October 2028, Europe/Berlin",
    );
  });

  test("moves the hours of a zone, and not their times of day", () => {
    expect(
      hoursOf([{ mute_time_intervals: ["night"] }], [interval("night", "01:30", "03:30", "America/New_York")]),
    ).toBe("every day 01:30–03:30 America/New_York");
  });

  test.each([
    ["02:00", "04:00"],
    ["01:00", "02:30"],
    ["02:15", "02:45"],
    ["00:00", "02:00"],
    ["03:00", "05:00"],
  ])("does not show where the clocks skip a part of %s to %s", (start_time, end_time) => {
    const times = [{ start_time, end_time }];
    const sunday = { name: "sunday", time_intervals: [{ weekdays: ["sunday"], times, location: "Europe/Berlin" }] };
    expect(hoursOf([{ mute_time_intervals: ["sunday"] }], [sunday])).toBe(
      `Sunday ${start_time}–${end_time} Europe/Berlin`,
    );
    const daily = interval("daily", start_time, end_time, "America/New_York");
    expect(hoursOf([{ mute_time_intervals: ["daily"] }], [daily])).toBe(
      `every day ${start_time}–${end_time} America/New_York`,
    );
  });

  test("is exact: each moment around the changes of the clocks is as Alertmanager sees it", () => {
    const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns", ""];
    const intervals = zones.flatMap((zone) => [
      interval(`${zone} a`, "00:10", "02:20", zone),
      interval(`${zone} b`, "02:00", "03:00", zone),
      interval(`${zone} c`, "23:30", "24:00", zone),
    ]);
    const hours = new IntervalHours([office, ...intervals]);
    const tests = compileIntervals({ time_intervals: [office, ...intervals] });
    const changes = ["2028-03-12", "2028-03-26", "2028-04-01", "2028-09-30", "2028-10-29", "2028-11-05", "2028-02-29"];
    for (const { name } of [office, ...intervals]) {
      const ranges = hours.hoursOf(name);
      for (const change of changes) {
        const start = Date.parse(`${change}T00:00:00Z`) - 14 * 3_600_000;
        const wrong = Array.from({ length: 48 * 6 }, (_, index) => start + index * 600_000).filter(
          (time) => ranges.some(({ from, to }) => from <= time && time < to) !== tests.get(name)!(time),
        );
        expect([name, wrong.map((time) => new Date(time).toISOString())]).toEqual([name, []]);
      }
    }
  });
});

describe("dates", () => {
  test("are those of an example year", () => {
    const freeze: NamedTimeInterval = {
      name: "freeze",
      time_intervals: [{ months: ["december"], days_of_month: ["24:31"], location: "Europe/Berlin" }],
    };
    expect(hoursOf([{ mute_time_intervals: ["freeze"] }], [freeze])).toBe(
      "all day from 24 December 2028 to 31 December 2028, Europe/Berlin",
    );
  });

  test("of many seasons are counted", () => {
    const payday: NamedTimeInterval = { name: "payday", time_intervals: [{ days_of_month: ["-1"] }] };
    expect(hoursOf([{ mute_time_intervals: ["payday"] }], [payday])).toBe(
      "288 hours of a year, first on 31 January 2028 all day UTC",
    );
  });

  test("of a weekday are found in the years that have them", () => {
    const fridays: NamedTimeInterval = {
      name: "fridays",
      time_intervals: [{ months: ["december"], days_of_month: ["24"], weekdays: ["friday"] }],
    };
    expect(hoursOf([{ mute_time_intervals: ["fridays"] }], [fridays])).toBe(
      "3 hours of a year, first on 24 December 2032 all day UTC",
    );
  });
});

test("the hours of random trees are those of each moment of a week", () => {
  const names = ["office", "evening", "week"];
  const intervals: readonly NamedTimeInterval[] = [
    office,
    interval("evening", "17:00", "23:30", "America/New_York"),
    { name: "week", time_intervals: [{ weekdays: ["tuesday:thursday"] }] },
  ];
  let seed = 7;
  const random = (bound: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * bound);
  };
  const randomRoute = (depth: number): Route => ({
    ...(random(3) === 0 && { matchers: [`x="${random(2)}"`] }),
    ...(random(2) === 0 && { continue: true }),
    ...(random(2) === 0 && { active_time_intervals: [names[random(3)]!] }),
    ...(random(3) === 0 && { mute_time_intervals: [names[random(3)]!] }),
    ...(random(5) === 0 && { receiver: "nobody" }),
    ...(depth > 0 && { routes: Array.from({ length: random(3) }, () => randomRoute(depth - 1)) }),
  });
  const tests = compileIntervals({ time_intervals: intervals });
  let silent = 0;
  for (let round = 0; round < 60; round += 1) {
    const config = configOf(
      Array.from({ length: 1 + random(3) }, () => randomRoute(2)),
      intervals,
    );
    const labels = { x: String(random(2)) };
    const nodes = createRoutingTree(config, version).route(labels);
    const isHeard = (time: number) => nodes.some((node) => node.receiver !== "nobody" && isActive(node, tests, time));
    const start = Date.UTC(2028, 2, 20);
    const quarters = Array.from({ length: 7 * 96 }, (_, index) => start + index * 900_000);
    const isAlwaysHeard = quarters.every(isHeard);
    const found = new UnheardHoursFinder(config, version, () => false).find({ labels, mayHave: () => false });
    expect([round, found === undefined]).toEqual([round, isAlwaysHeard]);
    if (!isAlwaysHeard) silent += 1;
  }
  expect(silent).toBeGreaterThan(20);
});

test("10,000 alerts in 500 routes take less than a second", () => {
  const rounds = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    const finder = new UnheardHoursFinder(largeTree, version, () => false);
    expect(manyAlerts.filter(({ labels }) => finder.find({ labels, mayHave: () => false }) !== undefined)).toEqual([]);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  expect(Math.min(...rounds)).toBeLessThan(1000);
});
