import { join } from "node:path";
import {
  counter,
  errorRatio,
  eventRatio,
  histogram,
  http,
  logql,
  logStream,
  promql,
  type Runbook,
  receiver,
  row,
  secret,
  system,
  timeseries,
  window,
} from "telltale";
import { describe, expect, test } from "vitest";
import { defaultTemplate, renderRunbook } from "../../../src/compile/index.js";
import { parseTemplate } from "../../../src/handlebars/index.js";
import { define } from "../../../src/model/definition/definition.js";
import { compiled, config } from "../project.js";

const root = join(import.meta.dirname, "../../..");
const folder = join(root, "docs/runbooks");
const { prod } = config.environments;
const environments = { prod: prod!, staging: { ...prod!, grafana: { url: "https://staging.example.com" } } };
const everywhere = { environments, defaults: { runbooks: "https://runbooks.example.com" } };

/** A shop with two services whose alerts of one name share a page, and a job with a page of its own. */
function shopWith(runbookOf: (name: string, requests: ReturnType<typeof requestsOf>) => Runbook) {
  const onCall = receiver.webhook("on-call", { url: secret("ON_CALL_URL") });
  const team = receiver.webhook("team", { url: secret("TEAM_URL") });
  const shop = system("shop", {
    title: "The shop",
    labels: { app: 2, pod: 9 },
    serviceLabel: "app",
    environments: { prod: {}, staging: {} },
    routes: { critical: { to: [onCall, team] }, warning: [team] },
  });
  const logs = logStream({ selector: { app: "cart" }, labels: { app: 2, pod: 9 }, fields: { level: 4 } });
  const cart = shop.service("cart", { http: requestsOf("cart"), logs });
  const pay = shop.service("pay", { http: requestsOf("pay") });
  shop.dashboard("Shop", {
    description: "Does the shop sell?",
    rows: [row("Errors", [timeseries("Errors of the cart", errorRatio(cart.http))])],
  });
  const failing = Object.entries({ cart, pay }).map(([name, service]) =>
    shop.alert("RequestsFail", {
      when: errorRatio(service.http).above(shop.perEnvironment({ prod: 0.07, staging: 0.2 }), { whenBusy: 0.1 }),
      for: "5m",
      severity: shop.perEnvironment({ prod: "critical", staging: "warning" }),
      summary: "Requests fail",
      runbook: runbookOf(name, service.http),
    }),
  );
  shop.alert("OrdersStop", {
    when: promql`sum(rate(${cart.http.requests}[${window}])) == 0`,
    severity: "critical",
    summary: "Nobody orders",
    silences: failing,
    runbook: { meaning: "Nobody has ordered for five minutes.", mitigation: ["Ask in the channel of the shop."] },
    only: ["prod"],
  });
  return { shop, logs, cart };
}

const requestsOf = (name: string) =>
  http({
    requests: counter(`${name}_requests_total`, { help: "Requests", labels: { status: ["200", "500"], path: 9 } }),
    failed: { status: /5../ },
    duration: histogram(`${name}_seconds`, { help: "Time", buckets: [1] }),
  });

/** The pages of a project, by their path. */
function pagesOf(...[systems, changes]: Parameters<typeof compiled>): ReadonlyMap<string, string> {
  const { runbooks, diagnostics } = compiled(systems, changes);
  expect(diagnostics).toEqual([]);
  const template = parseTemplate(defaultTemplate);
  return new Map(runbooks.map((runbook) => [runbook.path, renderRunbook(runbook, template, { root, folder })]));
}

const shared: Runbook = {
  meaning: `More requests fail than usual.

    - Customers see an error.
    - Orders get lost.`,
  impact: "Customers cannot pay.",
  diagnosis: [
    "Was something deployed? Ask `kubectl`.\nIt knows.",
    { text: "Look at the dashboard.", panel: "Errors of the cart" },
  ],
  mitigation: [{ text: "Roll back.", command: "kubectl rollout undo deployment/<service>" }],
};

describe("the page of several alerts", () => {
  test("shows what they share once, and the rest for each", async () => {
    const { shop } = shopWith((_, { requests }) => ({
      ...shared,
      diagnosis: [
        ...shared.diagnosis!,
        { text: "Which paths fail?", query: promql`sum by (path) (rate(${requests}{status="500"}[${window}]))` },
      ],
    }));
    const pages = pagesOf(shop, everywhere);
    expect([...pages.keys()]).toEqual(["shop/orders-stop", "shop/requests-fail"]);
    await expect(pages.get("shop/requests-fail")).toMatchFileSnapshot("several-alerts.md");
    await expect(pages.get("shop/orders-stop")).toMatchFileSnapshot("one-alert.md");
  });

  test("is the same in whatever order they are defined", () => {
    const { shop } = shopWith(() => shared);
    const page = (reversed: boolean) => {
      const definitions = reversed ? shop.definitions.toReversed() : shop.definitions;
      return pagesOf(define({ ...shop, definitions }, shop.origin), everywhere).get("shop/orders-stop");
    };
    expect(page(true)).toBe(page(false));
  });

  test("tells the alerts of an SLO apart by their tier", () => {
    const shop = system("shop", { labels: { app: 2 }, serviceLabel: "app", environments: { prod: {} } });
    const cart = shop.service("cart", { http: requestsOf("cart") });
    shop.slo("cart-availability", {
      description: "Requests succeed.",
      indicator: eventRatio(cart.http),
      objective: "99%",
      window: "30d",
      runbook: { meaning: "Too many requests fail.", mitigation: ["Roll back."] },
    });
    const page = pagesOf(shop, {
      defaults: { retention: "90d", runbooks: "https://runbooks.example.com" },
    }).get("shop/cart-availability-budget-burn");
    expect(page).toContain("| Severity | critical (fast, medium); warning (slow, steady) |");
    expect(page).toContain(
      "- [fast](#fast): The objective is 99% over 30d. " +
        "Its error budget is being used up 14.4 times as fast as that allows: 2% of it in 1h\n- [medium](#medium): ",
    );
  });

  test("says for which of them a text holds, if it differs", () => {
    const { shop } = shopWith((name) => ({ ...shared, meaning: `Requests to ${name} fail.` }));
    const page = pagesOf(shop, everywhere).get("shop/requests-fail");
    expect(page).toContain("**cart**: Requests to cart fail.\n\n**pay**: Requests to pay fail.\n");
  });

  test("says in which environments a text holds, if it differs", () => {
    const { shop } = shopWith(() => shared);
    const impact = shop.perEnvironment({ prod: "Customers cannot pay.", staging: "None." });
    const { shop: varying } = shopWith(() => ({ ...shared, impact }));
    const page = pagesOf(varying, everywhere).get("shop/requests-fail");
    expect(page).toContain("**prod**: Customers cannot pay.\n\n**staging**: None.\n");
    expect(page).toContain("| Severity | critical (prod); warning (staging) |");
  });
});

describe("a step", () => {
  test("has logs, a LogQL expression, a dashboard and commands", () => {
    const { shop, logs, cart } = shopWith(() => shared);
    shop.alert("CartIsSlow", {
      when: promql`sum(rate(${cart.http.requests}[5m])) > 5`,
      severity: "warning",
      summary: "Slow",
      runbook: {
        meaning: "Slow.",
        diagnosis: [
          { text: "Read the logs.", logs },
          { text: "Count them.", query: logql`sum(count_over_time(${logs} |= "slow" [5m]))` },
          { text: "Look.", dashboard: "Shop", command: "echo '```'" },
          { text: "Compare.", query: errorRatio(cart.http) },
        ],
        mitigation: [],
      },
    });
    const page = pagesOf(shop, everywhere).get("shop/cart-is-slow")!;
    expect(page).toContain('1. Read the logs.\n\n   - Logs `{app="cart"}`: [prod][1] · [staging][2]\n');
    expect(page).toContain('   ```logql\n   sum(count_over_time({app="cart"} |= "slow" [5m]))\n   ```\n');
    expect(page).toContain("   ````sh\n   echo '```'\n   ````\n");
    expect(page).toContain("   - Dashboard “Shop”: [prod](https://grafana.example.com/d/shop-shop/shop)");
    expect(page).toContain("4. Compare.\n\n   Explore: [prod][");
  });

  test.each([
    [{ text: "x", dashboard: "Shp" }, "definition/unknown-dashboard", 'did you mean "Shop"?'],
    [
      { text: "x", dashboard: "Shop", panel: "Errors of cart" },
      "definition/unknown-panel",
      'did you mean "Errors of the cart"?',
    ],
    [{ text: "x", query: promql`sum(` }, "promql/syntax", undefined],
    [{ text: "x", query: promql`sum(${undefined as never})` }, "definition/unfilled-hole", undefined],
    [{ text: "x", query: requestsOf("cart").requests as never }, "definition/wrong-type", undefined],
  ])("that is wrong is reported: %o", (step, id, fix) => {
    const { shop } = shopWith(() => ({ ...shared, diagnosis: [step] }));
    const found = compiled(shop, everywhere).diagnostics.filter((diagnostic) => diagnostic.id === id);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]!.span?.file).toBe(import.meta.filename);
    if (fix !== undefined) expect(found[0]!.fix).toBe(fix);
  });
});

test("the texts are typed, and options that do not exist are reported", () => {
  const { shop } = shopWith(() => ({
    ...shared,
    meening: "x",
    // @ts-expect-error
    mitigation: [{ txt: "x" }],
  }));
  const problems = compiled(shop, everywhere).diagnostics.map(({ id, summary }) => `${id}: ${summary}`);
  expect(problems).toContain('definition/unknown-option: unknown option "meening" in "runbook"');
  expect(problems).toContain('definition/unknown-option: unknown option "txt" in "runbook.mitigation.0"');
});

test("two alerts cannot have a page of one path", () => {
  const { shop } = shopWith(() => shared);
  const options = { when: promql`up == 0`, severity: "warning", summary: "x", runbook: shared } as const;
  shop.alert("orders-stop", options);
  const [first] = compiled(shop, everywhere).diagnostics;
  expect(first).toMatchObject({
    id: "definition/duplicate-file",
    summary: 'the runbooks of "OrdersStop" and "orders-stop" have the same path, shop/orders-stop.md',
  });
});

describe("runbook_url", () => {
  const own: Runbook = { meaning: "The cart fails.", mitigation: [] };

  const urls = (base: string | undefined, runbook: string | Runbook) => {
    const shop = system("shop", {});
    shop.alert("CartFails", { when: promql`up == 0`, severity: "x", summary: "x", runbook });
    const result = compiled(shop, base === undefined ? {} : { defaults: { runbooks: base } });
    const rules = result.artifacts.find(({ kind }) => kind === "prometheus rules");
    const { rules: list } = rules as Extract<typeof rules, { kind: "prometheus rules" }>;
    return {
      url: list.map(({ data }) => "alert" in data && data.annotations?.runbook_url)[0],
      ids: result.diagnostics.map(({ id }) => id),
    };
  };

  test.each([
    ["https://r.example", own, "https://r.example/shop/cart-fails"],
    ["https://r.example/", "other/page", "https://r.example/other/page"],
    ["https://r.example/", "/other/page#step-2", "https://r.example/other/page#step-2"],
    [
      "https://github.com/a/b/blob/main/docs/runbooks/{page}.md",
      own,
      "https://github.com/a/b/blob/main/docs/runbooks/shop/cart-fails.md",
    ],
    ["https://r.example/", "https://wiki.example/x y", "https://wiki.example/x y"],
  ])("of %s and %o", (base, runbook, url) => {
    expect(urls(base, runbook)).toEqual({ url, ids: [] });
  });

  test("without a base URL is reported", () => {
    expect(urls(undefined, own)).toEqual({ url: "shop/cart-fails", ids: ["definition/no-runbook-address"] });
  });
});
