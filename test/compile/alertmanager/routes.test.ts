import { type LabelRoute, not, promql, type Routes, receiver, secret, system } from "telltale";
import { describe, expect, test } from "vitest";
import { renderArtifact } from "../../../src/compile/index.js";
import type { AlertmanagerConfig } from "../../../src/formats/alertmanager/types.js";
import { createRoutingTree } from "../../../src/routing/routing-tree.js";
import { compiled } from "../project.js";
import { amtool } from "../tools.js";

const [pager, chat, tenants, logistics] = ["pager", "chat", "tenants", "logistics"].map((name) =>
  receiver.slack(name, { url: secret("URL"), channel: `#${name}` }),
) as unknown as readonly [ReturnType<typeof receiver.slack>, ...ReturnType<typeof receiver.slack>[]];
const routes = { critical: [pager], warning: [chat!] } as const;

function routing(options: { routesByLabel?: readonly LabelRoute[]; owners?: Readonly<Record<string, Routes>> }) {
  const shop = system("shop", { routes, ...options });
  shop.alert("Slow", {
    when: promql`sum by (job, tenant) (waiting) > 1`,
    for: "5m",
    severity: "warning",
    summary: "…",
  });
  const { artifacts, diagnostics } = compiled(shop);
  const artifact = artifacts.find(({ kind }) => kind === "alertmanager")!;
  const value = artifact.value as AlertmanagerConfig;
  const tree = createRoutingTree(value, { major: 0, minor: 28 });
  return {
    text: renderArtifact(artifact),
    subtree: value.route.routes![0]!,
    findings: diagnostics.map(({ id, summary }) => `${id}: ${summary}`),
    to: (labels: Record<string, string>) =>
      tree.route({ system: "shop", ...labels }).map(({ receiver: name }) => name.replace("shop/", "")),
    groupBy: (labels: Record<string, string>) => tree.route({ system: "shop", ...labels })[0]?.groupBy,
  };
}

describe("routes by label", () => {
  test("take alerts before the severities, and with `continue` besides them", () => {
    const { to, groupBy, findings } = routing({
      routesByLabel: [
        { match: { tenant: "acme" }, to: [tenants!], continue: true },
        { match: { tenant: ["globex", "initech"], severity: not("critical") }, to: [tenants!], groupBy: ["tenant"] },
        { match: { tenant: /test-.*/i }, to: [chat!, logistics!] },
      ],
    });
    expect(to({ severity: "critical", tenant: "acme" })).toEqual(["tenants", "pager"]);
    expect(to({ severity: "warning", tenant: "globex" })).toEqual(["tenants"]);
    expect(to({ severity: "critical", tenant: "globex" })).toEqual(["pager"]);
    expect(to({ severity: "critical", tenant: "TEST-1" })).toEqual(["chat", "logistics"]);
    expect(to({ severity: "warning", tenant: "other" })).toEqual(["chat"]);
    expect(groupBy({ severity: "warning", tenant: "globex" })).toEqual(["tenant", "environment", "system"]);
    expect(findings).toEqual([]);
  });

  test("have routes of some of their alerts, and keep the others", () => {
    const nested = (continues: boolean) =>
      routing({
        routesByLabel: [
          {
            match: { tenant: "acme" },
            to: [tenants!],
            routes: [{ match: { severity: "critical" }, to: [pager], ...(continues && { continue: true }) }],
          },
        ],
      }).to;
    expect(nested(false)({ tenant: "acme", severity: "critical" })).toEqual(["pager"]);
    expect(nested(true)({ tenant: "acme", severity: "critical" })).toEqual(["pager", "tenants"]);
    expect(nested(false)({ tenant: "acme", severity: "warning" })).toEqual(["tenants"]);
    expect(nested(true)({ tenant: "acme", severity: "warning" })).toEqual(["tenants"]);
  });

  test.skipIf(!amtool)("are accepted by amtool", () => {
    const { text } = routing({
      routesByLabel: [
        {
          match: { tenant: not(/a.c|"d"/), job: ["a.b", 'c"d'] },
          to: [tenants!],
          routes: [{ match: { x: "" }, to: [pager] }],
        },
      ],
      owners: { 'A "team"': { critical: [logistics!] } },
    });
    expect(amtool!(text)).toMatchObject({ status: 0 });
  });

  test("that cannot be are reported", () => {
    const problems = (route: Partial<LabelRoute>) =>
      routing({ routesByLabel: [{ match: { tenant: "a" }, to: [chat!], ...route }] }).findings;
    expect(problems({ match: {} })).toEqual(["definition/wrong-type: this route takes all alerts: its match is empty"]);
    expect(problems({ to: [] })).toEqual(['definition/no-receiver: alerts with tenant="a" have no receiver']);
    expect(problems({ match: { tenant: /(?=a)/ } })[0]).toContain("refuses the matcher tenant=~");
  });
});

test("an owner has receivers by severity; the rest of its alerts go where those of the system go", () => {
  const { to, findings } = routing({ owners: { Logistics: { critical: [logistics!] } } });
  expect(to({ owner: "Logistics", severity: "critical" })).toEqual(["logistics"]);
  expect(to({ owner: "Logistics", severity: "warning" })).toEqual(["chat"]);
  expect(to({ owner: "Sales", severity: "critical" })).toEqual(["pager"]);
  expect(findings).toEqual([]);
  expect(routing({ owners: { Logistics: { critcal: [logistics!] } } }).findings).toEqual([
    'definition/no-receiver: no alert can have the severity "critcal": "routes" of the system does not list it',
  ]);
});
