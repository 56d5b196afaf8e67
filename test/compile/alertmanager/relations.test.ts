import { counter, down, errorRatio, http, promql, receiver, secret, system } from "telltale";
import { describe, expect, test } from "vitest";
import { renderArtifact } from "../../../src/compile/index.js";
import type { AlertmanagerConfig } from "../../../src/formats/alertmanager/types.js";
import { isInhibited } from "../../../src/routing/route-alert.js";
import { compiled } from "../project.js";
import { amtool } from "../tools.js";

const team = receiver.slack("team", { url: secret("URL"), channel: "#shop" });
const texts = { summary: "…", for: "5m" } as const;
const version = { major: 0, minor: 28 };
const origin = { environment: "prod", system: "shop" };

function defineShop() {
  const shop = system("shop", {
    labels: { app: 9, node: 9 },
    serviceLabel: "app",
    routes: { critical: [team], warning: [team] },
  });
  const serve = (name: string, dependsOn: readonly ReturnType<typeof shop.service>[]) =>
    shop.service(name, {
      dependsOn,
      http: http({
        requests: counter(`${name}_requests_total`, { help: "Requests", labels: { status: 8 } }),
        failed: { status: /5../ },
      }),
    });
  return { shop, serve };
}

function configuration(shop: ReturnType<typeof defineShop>["shop"]) {
  const { artifacts, diagnostics } = compiled(shop);
  const artifact = artifacts.find(({ kind }) => kind === "alertmanager")!;
  const value = artifact.value as AlertmanagerConfig;
  return {
    text: renderArtifact(artifact),
    rules: value.inhibit_rules ?? [],
    findings: diagnostics.map(({ id, summary }) => `${id}: ${summary}`),
    fixes: diagnostics.map(({ fix }) => fix),
    silences: (source: Record<string, string>, target: Record<string, string>) =>
      isInhibited(value, { ...origin, ...target }, [{ ...origin, ...source }], version),
  };
}

describe("the outage of a service silences the alerts of those that depend on it", () => {
  const define = (severity: "critical" | "warning" = "critical") => {
    const { shop, serve } = defineShop();
    const database = shop.service("database", {});
    const api = serve("api", [database]);
    const page = serve("page", [api]);
    const other = serve("other", []);
    for (const service of [database, api, page, other]) {
      shop.alert("ServiceDown", { ...texts, when: down(service), severity });
    }
    for (const service of [api, page, other]) {
      shop.alert("Fails", {
        ...texts,
        when: errorRatio(service.http).above(0.05).orWhile(down(service)),
        severity: "critical",
      });
    }
    return configuration(shop);
  };

  test("directly and through others, and no other alerts", () => {
    const { silences, findings } = define();
    const gone = { alertname: "ServiceDown", severity: "critical", app: "database" };
    const fails = (app: string) => ({ alertname: "Fails", severity: "critical", app });
    expect(["api", "page", "other"].map((app) => silences(gone, fails(app)))).toEqual([true, true, false]);
    expect(["api", "page", "other"].map((app) => silences(gone, { ...gone, app }))).toEqual([true, true, false]);
    expect(silences({ ...gone, app: "api" }, fails("page"))).toBe(true);
    expect(silences({ ...gone, app: "page" }, fails("api"))).toBe(false);
    expect(silences({ ...gone, app: "api" }, gone)).toBe(false);
    expect(silences({ ...gone, environment: "staging" }, fails("api"))).toBe(false);
    // An alert that keeps firing in an outage is no outage.
    expect(silences({ ...fails("api") }, fails("page"))).toBe(false);
    expect(findings).toEqual([]);
  });

  test("but not more urgent ones", () => {
    const { silences } = define("warning");
    const gone = { alertname: "ServiceDown", severity: "warning", app: "database" };
    expect(silences(gone, { alertname: "Fails", severity: "critical", app: "api" })).toBe(false);
    expect(silences(gone, { ...gone, app: "api" })).toBe(true);
  });

  test.skipIf(!amtool)("in a form that amtool accepts", () => {
    expect(amtool!(define().text)).toMatchObject({ status: 0 });
  });
});

describe("inhibit", () => {
  const define = (
    change: (
      shop: ReturnType<typeof defineShop>["shop"],
      alerts: readonly ReturnType<ReturnType<typeof defineShop>["shop"]["alert"]>[],
    ) => void,
  ) => {
    const { shop } = defineShop();
    const node = shop.alert("NodeNotReady", { ...texts, severity: "critical", when: promql`sum by (node) (up) == 0` });
    const pod = shop.alert("PodRestarts", { ...texts, severity: "warning", when: promql`sum by (node, app) (up) > 3` });
    const queue = shop.alert("QueueIsLong", { ...texts, severity: "warning", when: promql`sum by (app) (up) > 9` });
    change(shop, [node, pod, queue]);
    return configuration(shop);
  };

  test("a node silences every alert with the same node", () => {
    const { rules, silences, findings } = define((shop, [node]) => shop.inhibit({ when: node!, equal: ["node"] }));
    expect(rules).toEqual([
      {
        source_matchers: ['system="shop"', 'alertname="NodeNotReady"', 'severity="critical"'],
        target_matchers: ['system="shop"', 'alertname="PodRestarts"', 'severity="warning"'],
        equal: ["node", "environment", "system"],
      },
    ]);
    const source = { alertname: "NodeNotReady", severity: "critical", node: "a" };
    const target = { alertname: "PodRestarts", severity: "warning", app: "api", node: "a" };
    expect(silences(source, target)).toBe(true);
    expect(silences(source, { ...target, node: "b" })).toBe(false);
    expect(findings).toEqual([]);
  });

  test("reports labels that one side does not have", () => {
    const { rules, findings } = define((shop, [node, , queue]) =>
      shop.inhibit({ when: node!, silences: [queue!], equal: ["node"] }),
    );
    expect(rules).toEqual([]);
    expect(findings).toEqual(['definition/never-silenced: "QueueIsLong" is never silenced: it has no label node']);
    expect(
      define((shop, [node, pod]) => shop.inhibit({ when: pod!, silences: [node!], equal: ["app"] })).findings,
    ).toEqual(['definition/never-silenced: "NodeNotReady" is never silenced: it has no label app']);
    const misspelt = define((shop, [node]) => shop.inhibit({ when: node!, equal: ["nod"] }));
    expect(misspelt.fixes).toEqual(['did you mean "node"?']);
    expect(define((shop, [node]) => shop.inhibit({ when: node!, equal: ["app"] })).findings).toEqual([
      'definition/never-silenced: "NodeNotReady" silences nothing: it has no label app',
    ]);
  });

  test("needs labels to compare", () => {
    expect(define((shop, [node]) => shop.inhibit({ when: node!, equal: [] })).findings[0]).toContain(
      "definition/wrong-type",
    );
  });

  test("is left out of environments that it does not name", () => {
    expect(define((shop, [node]) => shop.inhibit({ when: node!, equal: ["node"], only: ["staging"] })).rules).toEqual(
      [],
    );
  });
});
