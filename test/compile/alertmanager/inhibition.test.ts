import {
  cadvisor,
  counter,
  down,
  errorRatio,
  histogram,
  http,
  latency,
  promql,
  receiver,
  type System,
  secret,
  system,
} from "telltale";
import { describe, expect, test } from "vitest";
import { renderArtifact } from "../../../src/compile/index.js";
import type { InhibitRule } from "../../../src/formats/alertmanager/types.js";
import { compiled } from "../project.js";
import { missingAlertmanager, startAlertmanager, startInbox, waitFor } from "./alertmanager-server.js";

const team = receiver.webhook("team", { url: secret("URL") });
const texts = { severity: "page", summary: "…", for: "5m" } as const;
const equal = ["app", "environment", "system"];
/** Only alerts of this system. */
const own = 'system="shop"';

function defineShop() {
  const shop = system("shop", {
    labels: { app: 2, pod: 9 },
    serviceLabel: "app",
    routes: { page: { to: [team], groupWait: "1s", groupInterval: "1s" } },
  });
  const serve = (name: string) =>
    shop.service(name, {
      http: http({
        requests: counter(`${name}_requests_total`, { help: "Requests", labels: { endpoint: 5, status: 8 } }),
        failed: { status: /5../ },
        duration: histogram(`${name}_duration_seconds`, { help: "Duration", buckets: [0.1, 1] }),
      }),
    });
  const services = [serve("cart"), serve("stock")] as const;
  const [cart, stock] = services;
  const fails = services.map((service) =>
    shop.alert("Fails", { ...texts, when: errorRatio(service.http).above(0.05).orWhile(down(service)) }),
  );
  return { shop, services, cart, stock, fails };
}

function inhibition(shop: System<never> | object) {
  const { artifacts, diagnostics } = compiled(shop as ReturnType<typeof defineShop>["shop"]);
  const configuration = artifacts.find(({ kind }) => kind === "alertmanager")!;
  const value = configuration.value as { readonly inhibit_rules?: readonly InhibitRule[] };
  return { rules: value.inhibit_rules ?? [], findings: diagnostics.map(({ id, summary }) => `${id}: ${summary}`) };
}

describe("an alert that silences others", () => {
  test("inhibits them while service, environment and system are the same", () => {
    const { shop, services, fails } = defineShop();
    const slow = services.map((service) =>
      shop.alert("Slow", { ...texts, when: latency(service.http, 0.95).above(0.5).orWhile(down(service)) }),
    );
    for (const service of services) {
      shop.alert("Down", { ...texts, when: down(service), silences: [...fails, ...slow] });
    }
    expect(inhibition(shop)).toEqual({
      rules: [{ source_matchers: [own, 'alertname="Down"'], target_matchers: [own, 'alertname=~"Fails|Slow"'], equal }],
      findings: [],
    });
  });

  test("may name those of its own service only: the labels tell them apart", () => {
    const { shop, cart, stock, fails } = defineShop();
    const slow = shop.alert("Slow", { ...texts, when: latency(cart.http, 0.95).above(0.5).orWhile(down(cart)) });
    shop.alert("Down", { ...texts, when: down(cart), silences: [fails[0]!, slow] });
    shop.alert("Down", { ...texts, when: down(stock), silences: [fails[1]!] });
    const { rules, findings } = inhibition(shop);
    expect(rules.map(({ target_matchers: matchers }) => matchers)).toEqual([[own, 'alertname=~"Fails|Slow"']]);
    expect(findings).toEqual([]);
  });

  test("is selected by its own labels where another alert of its name and service silences nothing", () => {
    const { shop, cart, fails } = defineShop();
    shop.alert("Down", { ...texts, when: down(cart), labels: { team: "a" }, silences: [fails[0]!] });
    shop.alert("Down", { ...texts, when: down(cart), labels: { team: "b", page: "{{ $value }}" } });
    expect(inhibition(shop).rules).toEqual([
      {
        source_matchers: [own, 'alertname="Down"', 'severity="page"', 'team="a"'],
        target_matchers: [own, 'alertname="Fails"', 'severity="page"'],
        equal,
      },
    ]);
  });

  test("leaves those of the same name and service alone that it does not name", () => {
    const { shop, cart, fails } = defineShop();
    const options = { ...texts, labels: { team: "b" }, when: errorRatio(cart.http).above(0.5).orWhile(down(cart)) };
    shop.alert("Fails", options);
    shop.alert("Down", { ...texts, when: down(cart), silences: fails });
    expect(inhibition(shop).rules.map(({ target_matchers: matchers }) => matchers)).toEqual([
      [own, 'alertname="Fails"', 'severity="page"'],
    ]);
  });

  test("of an exporter compares its job; without labels, nothing but environment and system", () => {
    const { shop } = defineShop();
    const containers = shop.service("cadvisor", cadvisor());
    const busy = shop.alert("Busy", { ...texts, when: promql`sum by (job) (${containers.cpu}) > 1` });
    shop.alert("NoContainers", { ...texts, when: down(containers), silences: [busy] });
    const late = shop.alert("Late", { ...texts, when: promql`sum(late) > 1` });
    shop.alert("Never", { ...texts, when: promql`sum(absent(late)) > 0`, silences: [late] });
    expect(inhibition(shop)).toMatchObject({
      rules: [
        { source_matchers: [own, 'alertname="Never"'], equal: ["environment", "system"] },
        { source_matchers: [own, 'alertname="NoContainers"'], equal: ["job", "environment", "system"] },
      ],
      findings: [],
    });
  });

  test("and the one that it silences are quoted as Alertmanager reads them", () => {
    const { shop, cart } = defineShop();
    const odd = ['A|"b"', "A.c"].map((name) => shop.alert(name, { ...texts, when: errorRatio(cart.http).above(0.5) }));
    shop.alert("Down\\", { ...texts, when: down(cart), silences: odd });
    expect(inhibition(shop).rules).toMatchObject([
      {
        source_matchers: [own, 'alertname="Down\\\\"'],
        target_matchers: [own, String.raw`alertname=~"A\\.c|A\\|\"b\""`],
      },
    ]);
  });
});

describe("a critical alert inhibits the warning of its name", () => {
  const defineQueues = (name: string) => {
    const queues = system("queues", { routes: { critical: [team], warning: [team] } });
    const options = { for: "5m", summary: "…", when: promql`sum by (job) (queue) > 1` } as const;
    queues.alert("Long", { ...options, severity: "warning", key: "a" });
    queues.alert(name, { ...options, severity: "critical", key: "b" });
    return queues;
  };
  const inPrometheusFormat = (...severities: readonly string[]) => {
    const rules = severities.map((severity) => `{ alert: Long, expr: queue > 1, labels: { severity: ${severity} } }`);
    return `groups: [{ name: old, rules: [${rules.join(", ")}] }]`;
  };
  const rule = (matcher: string) => ({
    source_matchers: [matcher, 'severity="critical"'],
    target_matchers: [matcher, 'severity="warning"'],
    equal: ["alertname", "job", "environment", "system"],
  });

  test("where there are both", () => {
    expect(inhibition(defineQueues("Long")).rules).toEqual([rule('system="queues"')]);
  });

  test("and is matched by name in Prometheus' own format, which has no label of the system", () => {
    const queues = defineQueues("Other");
    queues.ruleFile("old", inPrometheusFormat("critical", "warning"));
    expect(inhibition(queues).rules).toEqual([rule('alertname="Long"')]);
  });

  test("and there is no rule that never applies: for other names, or labels that only one of them has", () => {
    const queues = defineQueues("Longer");
    queues.ruleFile("old", inPrometheusFormat("critical"));
    expect(inhibition(queues).rules).toEqual([]);
  });
});

describe("an alert that is never silenced is reported", () => {
  const never = (summary: string) => [`definition/never-silenced: ${summary}`];

  test("if it belongs to another service", () => {
    const { shop, cart, fails } = defineShop();
    shop.alert("Down", { ...texts, when: down(cart), silences: [fails[1]!] });
    expect(inhibition(shop)).toEqual({
      rules: [],
      findings: never('"Fails" is never silenced: its app is "stock", not "cart"'),
    });
  });

  test("if it lacks the label of the service, or only it has one", () => {
    const { shop, cart } = defineShop();
    const total = shop.alert("Total", { ...texts, when: promql`sum(${cart.http.requests}) > 1` });
    shop.alert("Down", { ...texts, when: down(cart), silences: [total] });
    expect(inhibition(shop).findings).toEqual(never('"Total" is never silenced: it has no label app'));
    const labelled = defineShop();
    const { shop: other, cart: basket, fails } = labelled;
    other.alert("NoRequests", {
      ...texts,
      when: promql`sum(${basket.http.requests}) < 1`,
      labels: { environment: "x" },
      silences: fails,
    });
    expect(inhibition(other).findings).toEqual(never('"Fails" is never silenced: its environment is "prod", not "x"'));
  });

  test("once for all alerts of its name", () => {
    const { shop, services, cart } = defineShop();
    const total = services.map((service) =>
      shop.alert("Total", { ...texts, when: promql`sum(${service.http.requests}) > 1` }),
    );
    shop.alert("Down", { ...texts, when: down(cart), silences: total });
    expect(inhibition(shop).findings).toHaveLength(1);
  });
});

test("an alert that is left out of the environment is neither silenced nor reported", () => {
  const { shop, cart } = defineShop();
  const silenced = shop.alert("Silenced", { ...texts, when: errorRatio(cart.http).above(0.5), only: ["staging"] });
  shop.alert("Down", { ...texts, when: down(cart), silences: [silenced] });
  const config = { environments: { prod: { dataSources: {} }, staging: { dataSources: {} } } };
  const { artifacts, diagnostics } = compiled(shop, config);
  const rulesIn = (environment: string) =>
    artifacts.flatMap(({ kind, path, value }) =>
      kind === "alertmanager" && path.startsWith(environment)
        ? ((value as object as { inhibit_rules?: [] }).inhibit_rules ?? [])
        : [],
    );
  expect(diagnostics).toEqual([]);
  expect([rulesIn("prod").length, rulesIn("staging").length]).toEqual([0, 1]);
});

describe.skipIf(missingAlertmanager())("real Alertmanager", () => {
  const { shop, services, fails } = defineShop();
  for (const service of services) shop.alert("Down", { ...texts, when: down(service), silences: fails });
  const { artifacts } = compiled(shop, { versions: { alertmanager: "0.25" } });
  const text = (kind: string) => renderArtifact(artifacts.find((artifact) => artifact.kind === kind)!);

  /** An alert as Prometheus posts it: firing, or resolved now. */
  const posted = (alertname: string, app: string, isResolved = false) => ({
    labels: { alertname, app, severity: "page", environment: "prod", system: "shop" },
    startsAt: new Date(Date.now() - 60_000),
    endsAt: new Date(Date.now() + (isResolved ? -1 : 600_000)),
  });

  async function start() {
    const inbox = await startInbox();
    const files = {
      // 0.25 does not read the address of a webhook from a file.
      "alertmanager.yml": text("alertmanager").replace(/url_file: .*/, `url: ${inbox.url}`),
      "templates/telltale.tmpl": text("notification templates"),
    };
    const alertmanager = await startAlertmanager(files, "http://alerts.example");
    /** What was notified so far: `firing Fails cart`. */
    const notified = () =>
      inbox.received.flatMap(({ body }) => {
        const { alerts } = body as { alerts: { status: string; labels: Record<string, string> }[] };
        return alerts.map(({ status, labels }) => `${status} ${labels.alertname} ${labels.app}`);
      });
    const stop = async () => {
      await alertmanager.stop();
      inbox.stop();
    };
    return { send: alertmanager.send, notified, stop };
  }

  const aFewIntervals = () => new Promise((resolve) => setTimeout(resolve, 3500));

  test("pages once in an outage, keeps what was notified open, and resolves it afterwards", {
    timeout: 60_000,
  }, async () => {
    const { send, notified, stop } = await start();
    try {
      await send([posted("Fails", "cart")]);
      await waitFor(() => notified().includes("firing Fails cart"));
      await send([posted("Down", "cart"), posted("Down", "stock")]);
      await waitFor(() => notified().includes("firing Down stock"));
      await send([posted("Fails", "stock"), posted("Fails", "elsewhere")]);
      await waitFor(() => notified().includes("firing Fails elsewhere"));
      await aFewIntervals();
      expect(notified().sort()).toEqual(
        ["Down cart", "Down stock", "Fails cart", "Fails elsewhere"].map((one) => `firing ${one}`),
      );
      await send(["Down", "Fails"].flatMap((name) => [posted(name, "cart", true), posted(name, "stock", true)]));
      await waitFor(() => notified().includes("resolved Fails cart"));
      await aFewIntervals();
      expect(
        notified()
          .filter((one) => one.startsWith("resolved"))
          .sort(),
      ).toEqual(["resolved Down cart", "resolved Down stock", "resolved Fails cart"]);
    } finally {
      await stop();
    }
  });

  test("never tells that an alert has resolved while it was inhibited: so it must not", {
    timeout: 60_000,
  }, async () => {
    const { send, notified, stop } = await start();
    try {
      await send([posted("Fails", "cart")]);
      await waitFor(() => notified().includes("firing Fails cart"));
      await send([posted("Down", "cart")]);
      await waitFor(() => notified().includes("firing Down cart"));
      await send([posted("Fails", "cart", true)]);
      await aFewIntervals();
      await send([posted("Down", "cart", true)]);
      await waitFor(() => notified().includes("resolved Down cart"));
      await aFewIntervals();
      expect(notified()).not.toContain("resolved Fails cart");
    } finally {
      await stop();
    }
  });
});
