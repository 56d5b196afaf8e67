import {
  type Alert,
  businessHours,
  promql,
  type Receiver,
  receiver,
  type SystemOptions,
  secret,
  system,
} from "telltale";
import { describe, expect, test } from "vitest";
import { diagnosticsOf, findingsOf, lineOf } from "./project-findings.js";

const chat = receiver.slack("chat", { url: secret("URL"), channel: "#chat" });
const onCall = receiver.pagerduty("on-call", { key: secret("KEY") });
const office = businessHours("office", { from: "09:00", to: "18:00", timeZone: "Europe/Berlin" });
const early = businessHours("early", { from: "00:00", to: "12:00", timeZone: "America/New_York" });
const id = "notification/unheard-hours";

function shopWith(given: Partial<SystemOptions>, more: Partial<Alert> = {}) {
  const shop = system("shop", { routes: { critical: [onCall], warning: [chat] }, ...given });
  shop.alert("QueueIsLong", {
    when: promql`sum by (job, tenant) (waiting) > 1`,
    for: "5m",
    severity: "warning",
    summary: "…",
    owner: "Logistics",
    ...more,
  });
  return shop;
}

describe("hours in which an alert reaches nobody", () => {
  test("are reported at the alert", () => {
    const [found, ...others] = diagnosticsOf(id, shopWith({ routes: { warning: { to: [chat], active: [office] } } }));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      subject: 'alert "QueueIsLong"',
      severity: "warning",
      summary: "reaches nobody: Saturday and Sunday all day, weekdays 18:00–09:00 Europe/Berlin",
    });
    expect(lineOf(found!)).toContain('shop.alert("QueueIsLong"');
    expect(found!.related).toHaveLength(1);
  });

  test("not for a severity that no alert has", () => {
    const routes = { critical: { to: [onCall], active: [office] }, warning: [chat] };
    expect(findingsOf(id, shopWith({ routes }))).toEqual([]);
  });

  test("are none if the alerts can wait, if others hear of them, or if another route continues", () => {
    const timed = { to: [chat], active: [office] };
    expect(findingsOf(id, shopWith({ routes: { warning: { ...timed, otherwise: "wait" } } }))).toEqual([]);
    expect(findingsOf(id, shopWith({ routes: { warning: { ...timed, otherwise: [onCall] } } }))).toEqual([]);
    const before = { match: { owner: "Logistics" }, to: [onCall], mute: [office], continue: true };
    expect(findingsOf(id, shopWith({ routes: { warning: timed }, routesByLabel: [before] }))).toEqual([]);
  });

  test("are found in the route of an owner, and in a nested one", () => {
    const owners = { Logistics: { warning: { to: [chat], mute: [office] } } };
    const words = 'alert "QueueIsLong": reaches nobody';
    expect(findingsOf(id, shopWith({ owners }))).toEqual([`${words}: weekdays 09:00–18:00 Europe/Berlin`]);
    const nested = {
      match: { owner: "Logistics" },
      to: [chat],
      routes: [{ match: { tenant: ["acme", "b.c"] }, to: [chat], mute: [office] }],
    };
    expect(findingsOf(id, shopWith({ routesByLabel: [nested] }))).toEqual([
      `${words} if tenant=~"acme|b\\\\.c": weekdays 09:00–18:00 Europe/Berlin`,
    ]);
  });

  test("of two zones differ while only one of them has changed its clocks", () => {
    const routes = { warning: { to: [chat], active: [office] } };
    const byLabel = [{ match: { severity: "warning" }, to: [onCall], active: [early], continue: true }];
    expect(findingsOf(id, shopWith({ routes, routesByLabel: byLabel }))).toEqual([
      'alert "QueueIsLong": reaches nobody: Saturday and Sunday all day, weekdays 12:00–24:00 from 1 January 2028 to 12 March 2028 and from 27 March 2028 to 29 October 2028 and from 6 November 2028 to 31 December 2028; Saturday and Sunday all day, weekdays 13:00–24:00 from 13 March 2028 to 26 March 2028 and from 30 October 2028 to 5 November 2028, America/New_York',
    ]);
  });

  test("are all hours for a receiver that sends nothing", () => {
    const nobody: Receiver = receiver.raw("nobody", {});
    expect(findingsOf(id, shopWith({ routes: { warning: [nobody] } }))).toEqual([
      'alert "QueueIsLong": reaches nobody',
    ]);
  });

  test("can be intended", () => {
    const routes = { warning: { to: [chat], active: [office] } };
    const allow = { [id]: "emptied every night" };
    expect(findingsOf(id, shopWith({ routes }, { allow }))).toEqual([]);
  });
});
