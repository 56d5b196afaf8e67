import type { Route } from "telltale";
import { type BusinessHours, businessHours, type Period, receiver, secret, system, timeInterval } from "telltale";
import { describe, expect, test } from "vitest";
import { renderArtifact } from "../../../src/compile/index.js";
import type { AlertmanagerConfig } from "../../../src/formats/alertmanager/types.js";
import { simulateNotifications } from "../../../src/routing/notifications.js";
import { compiled } from "../project.js";
import { amtool } from "../tools.js";

const pager = receiver.pagerduty("on-call", { key: secret("KEY") });
const chat = receiver.slack("chat", { url: secret("CHAT"), channel: "#chat" });
const mail = receiver.slack("mail", { url: secret("MAIL"), channel: "#mail" });
const office = businessHours("office", { from: "09:00", to: "17:00", timeZone: "Europe/Berlin" });
const freeze = timeInterval("freeze", { months: ["december"], daysOfMonth: ["24:31"], timeZone: "Europe/Berlin" });

function routing(warning: Route) {
  const shop = system("shop", { routes: { critical: [pager], warning } });
  const { artifacts, diagnostics } = compiled(shop);
  const artifact = artifacts.find(({ kind }) => kind === "alertmanager")!;
  const value = artifact.value as AlertmanagerConfig;
  return {
    value,
    text: renderArtifact(artifact),
    route: value.route.routes?.[0]?.routes?.[1],
    findings: diagnostics.map(({ id, summary }) => `${id}: ${summary}`),
  };
}

describe("a route with time intervals", () => {
  test("notifies within them, and others at the other hours", () => {
    const { route, value, findings } = routing({ to: [chat, pager], active: [office], otherwise: [mail, pager] });
    expect(route).toEqual({
      receiver: "shop/chat",
      matchers: ['severity="warning"'],
      routes: [
        { receiver: "shop/chat", active_time_intervals: ["shop/office"], continue: true },
        { receiver: "shop/on-call", continue: true },
        { receiver: "shop/mail", mute_time_intervals: ["shop/office"] },
      ],
    });
    expect(value.time_intervals).toEqual([
      {
        name: "shop/office",
        time_intervals: [
          {
            weekdays: ["monday:friday"],
            times: [{ start_time: "09:00", end_time: "17:00" }],
            location: "Europe/Berlin",
          },
        ],
      },
    ]);
    expect(findings).toEqual([]);
  });

  test("and one receiver has them itself", () => {
    expect(routing({ to: [chat], active: [office], mute: [freeze], otherwise: "wait" }).route).toEqual({
      receiver: "shop/chat",
      matchers: ['severity="warning"'],
      active_time_intervals: ["shop/office"],
      mute_time_intervals: ["shop/freeze"],
    });
  });

  test.skipIf(!amtool)("is accepted by amtool", () => {
    const nights = businessHours("nights", { days: ["friday:sunday"], from: "22:00", to: "06:30", timeZone: "UTC" });
    const all = timeInterval("all", [
      { times: [{ from: "00:00", to: "24:00" }], weekdays: ["saturday:monday", "tuesday"], years: [2026, "2027:2028"] },
      { daysOfMonth: [1, "-3:-1"], months: [2, "may:august"], timeZone: "America/New_York" },
    ]);
    const { text, findings } = routing({
      to: [chat],
      active: [office, nights],
      mute: [freeze, all],
      otherwise: "wait",
    });
    expect(amtool!(text)).toMatchObject({ status: 0 });
    expect(findings).toEqual([]);
  });
});

test("a shift may end on the next day, and a range of weekdays in the next week", () => {
  const night = (days: BusinessHours["days"], to: BusinessHours["to"]) =>
    routing({
      to: [chat],
      active: [businessHours("n", { ...(days && { days }), from: "22:00", to, timeZone: "UTC" })],
      otherwise: "wait",
    }).value.time_intervals![0]!.time_intervals.map(({ weekdays, times }) => [
      weekdays?.join(" "),
      `${times?.[0]?.start_time}-${times?.[0]?.end_time}`,
    ]);
  expect(night(undefined, "06:00")).toEqual([
    ["monday:friday", "22:00-24:00"],
    ["tuesday:saturday", "00:00-06:00"],
  ]);
  expect(night(["friday:sunday"], "06:00")).toEqual([
    ["friday:saturday sunday", "22:00-24:00"],
    ["saturday sunday:monday", "00:00-06:00"],
  ]);
  expect(night(["saturday:sunday"], "00:00")).toEqual([["saturday sunday", "22:00-24:00"]]);
});

describe("a mistake in a time interval is reported", () => {
  const problems = (period: unknown) =>
    routing({ to: [chat], active: [timeInterval("i", period as Period)], otherwise: "wait" }).findings;
  const hours = (options: Partial<BusinessHours>) =>
    routing({
      to: [chat],
      active: [businessHours("i", { from: "09:00", to: "17:00", timeZone: "UTC", ...options })],
      otherwise: "wait",
    }).findings;

  test.each([
    ["a zone that does not exist", hours({ timeZone: "Europe/Berln" }), 'unknown time zone "Europe/Berln"'],
    ["a time without a zero", hours({ from: "9:00" }), '"9:00" is not a time of day, such as 08:30'],
    ["no time at all", hours({ to: "09:00" }), "start_time must be before end_time"],
    ["a day that does not exist", hours({ days: ["mondy" as "monday"] }), 'weekdays: "mondy" is not a range'],
    ["a range of months backwards", problems({ months: ["may:april"] }), 'months: "may:april" ends before it starts'],
    ["a day beyond the month", problems({ daysOfMonth: [32] }), 'days_of_month: "32" is out of range'],
    ["no field", problems({ timeZone: "UTC" }), "every moment is in this time interval"],
    ["no period", problems([]), "no moment is in this time interval"],
    ["no day", problems({ months: ["february"], daysOfMonth: [30] }), "no moment is in this period"],
    ["no leap day in its years", problems({ months: [2], daysOfMonth: [29], years: ["2025:2027"] }), "no moment"],
    ["an empty list of times", problems({ times: [] }), "no moment is in this period"],
  ])("%s", (_, findings, summary) => {
    expect(findings[0]).toContain(`definition/bad-interval: ${summary}`);
  });

  test("but not one that is right", () => {
    expect(problems({ months: [2], daysOfMonth: [29] })).toEqual([]);
    expect(problems({ years: [2031], weekdays: ["sunday"] })).toEqual([]);
  });

  test("two of one name", () => {
    const again = businessHours("office", { from: "08:00", to: "16:00", timeZone: "UTC" });
    expect(routing({ to: [chat], active: [office, again], otherwise: "wait" }).findings).toEqual([
      'definition/bad-interval: two time intervals are named "office"',
    ]);
  });
});

describe("the other hours", () => {
  test("cannot have other receivers if Alertmanager could not tell them", () => {
    expect(routing({ to: [chat], active: [office], mute: [freeze], otherwise: [mail] }).findings).toEqual([
      'definition/exclusive-options: "routes.warning" has active and mute, so that Alertmanager cannot tell its other hours',
    ]);
    expect(routing({ to: [chat], otherwise: [mail] }).findings).toEqual([
      'definition/wrong-type: "routes.warning.otherwise" needs active or mute: the route notifies at all hours',
    ]);
  });
});

test("daylight saving time moves the hours of a zone in the simulation", () => {
  const { value } = routing({ to: [chat], active: [office], otherwise: [mail] });
  const version = { major: 0, minor: 28 };
  const notified = (time: string) => {
    const at = Date.parse(time);
    const labels = { alertname: "A", severity: "warning", system: "shop" };
    const delivery = { at, labels, startsAt: at, endsAt: at + 600_000 };
    return simulateNotifications(value, { version, deliveries: [delivery], end: at + 60_000 }).map(
      ({ receiver: name }) => name,
    );
  };
  // 09:00 in Berlin is 08:00 UTC in winter, and 07:00 UTC from 29 March on.
  expect(notified("2027-03-26T07:30:00Z")).toEqual(["shop/mail"]);
  expect(notified("2027-03-26T08:00:00Z")).toEqual(["shop/chat"]);
  expect(notified("2027-03-29T07:00:00Z")).toEqual(["shop/chat"]);
  expect(notified("2027-03-29T15:00:00Z")).toEqual(["shop/mail"]);
  expect(notified("2027-10-29T15:00:00Z")).toEqual(["shop/mail"]);
  expect(notified("2027-11-01T15:30:00Z")).toEqual(["shop/chat"]);
  expect(notified("2027-10-30T10:00:00Z")).toEqual(["shop/mail"]);
});
