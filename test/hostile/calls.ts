import * as telltale from "telltale";
import {
  cache,
  cadvisor,
  counter,
  database,
  gauge,
  histogram,
  http,
  kubelet,
  kubeStateMetrics,
  promql,
  receiver,
  secret,
  signal,
  system,
  variable,
} from "telltale";

/** A call of an exported function, with arguments that are valid. */
export interface Call {
  readonly name: string;
  readonly run: (...parameters: never[]) => unknown;
  readonly parameters: readonly unknown[];
}

const shop = system("fixture", { labels: { app: 3, namespace: ["shop"], pod: 20 }, serviceLabel: "app" });
const requests = counter("requests_total", { help: "Requests", labels: { endpoint: 2, status: 8 } });
const duration = histogram("seconds", { help: "Time", buckets: [0.1, 1], labels: { endpoint: 2 } });
const hits = counter("hits_total", { help: "Hits" });
const misses = counter("misses_total", { help: "Misses" });
const size = gauge("entries", { help: "Entries" });
const cart = shop.service("cart", {
  http: http({ requests, failed: { status: /5../ }, duration }),
  cache: cache({ hits, misses, size }),
  db: database({ operations: counter("operations_total", { help: "Operations" }), duration }),
  open: gauge("open", { help: "Open" }),
});
const kubernetes = shop.service("kube-state-metrics", kubeStateMetrics());
const containers = shop.service("cadvisor", cadvisor());
const volumes = shop.service("kubelet", kubelet());
const failing = shop.alert("Failing", { when: promql`up == 0`, severity: "critical", summary: "Failing" });
const up = promql`up`;
const carts = signal("Carts", { query: promql`sum by (app) (${cart.open})`, unit: "short", description: "Open" });
const list = variable.list("list", ["a"]);
const key = secret("KEY");
const grouping = { by: ["pod"], where: { pod: "a" } };
const where = { where: { namespace: "shop" } };
const panel = {
  key: "key",
  movedFrom: ["a"],
  allow: { "metric/never-used": "fine" },
  only: ["prod"],
  description: "Text",
  unit: "s",
  min: 0,
  max: 1,
  decimals: 1,
  width: 6,
  height: 4,
  thresholds: { base: "green", steps: [{ from: 1, color: "red" }], lines: true },
  mappings: { "0": { text: "none", color: "red" } },
  dataSource: "metrics",
  legend: "{{app}}",
  transparent: true,
  links: [
    "https://example.com",
    { title: "A", url: "https://example.com" },
    { title: "B", dashboard: "Board", variables: { pod: "a" } },
  ],
  repeat: variable.label("pod", cart.open, "pod"),
};
const rule = {
  key: "key",
  movedFrom: "a",
  allow: { "metric/never-used": { reason: "fine", until: "2030-01-01" } },
  only: ["prod"],
};
const labels = { app: 2, tier: ["a", "b"], zone: { values: ["x"], about: 3 } };

const call = (name: string, run: unknown, ...parameters: readonly unknown[]): Call => ({
  name,
  run: run as Call["run"],
  parameters,
});

/** A method of a system of its own, so that each call starts from the same one. */
const method = (name: string, ...parameters: readonly unknown[]): Call =>
  call(
    `system(…).${name}`,
    (...given: never[]) => {
      const owner = system("owner", { labels: { app: 3, pod: 20 }, serviceLabel: "app" });
      const defined = (owner as unknown as Record<string, (...parameters: never[]) => unknown>)[name]!(...given);
      return { owningSystem: owner, defined };
    },
    ...parameters,
  );

const metric = { help: "Help", labels, unit: "s", allow: {} };

/** A call of every function that definitions import. */
export const calls: readonly Call[] = [
  call("counter", telltale.counter, "a_total", metric),
  call("gauge", telltale.gauge, "a", metric),
  call("info", telltale.info, "a_info", metric),
  call("histogram", telltale.histogram, "a", { ...metric, buckets: [1, 2] }),
  call("summary", telltale.summary, "a", { ...metric, quantiles: [0.5] }),
  call("metric.where", (matchers: never) => cart.http.requests.where(matchers), {
    status: ["200", "201"],
    endpoint: telltale.not(/a/),
  }),
  call("nativeHistogram", telltale.nativeHistogram, "a", { ...metric, buckets: [1, 2] }),
  call("up", telltale.up, cart),
  call("scrapes", telltale.scrapes, cart),
  call("average", telltale.average, cart.http.duration, grouping),
  call("observations", telltale.observations, cart.http.duration, { where: { pod: "a" } }),
  call("autoscalerUse", telltale.autoscalerUse, kubernetes, where),
  call("histogram.where", (matchers: never) => cart.http.duration.where(matchers), { endpoint: "a" }),
  call("not", telltale.not, ["a", "b"]),
  call("logStream", telltale.logStream, {
    selector: { app: "cart" },
    labels: { app: 2 },
    fields: { level: ["ERROR"] },
    format: "json",
  }),
  call("traceStream", telltale.traceStream, { service: "cart" }),
  call("http", telltale.http, { requests, failed: { status: /5../ }, duration }),
  call("cache", telltale.cache, { hits, misses, size }),
  call("database", telltale.database, { operations: requests, failed: { status: "500" }, duration }),
  call("everyService", telltale.everyService, cart.http),
  call(
    "promql",
    telltale.promql,
    Object.assign(["sum by (", ") (", ")"], { raw: ["sum by (", ") (", ")"] }),
    ["app"],
    cart.open,
  ),
  call(
    "logql",
    telltale.logql,
    Object.assign(["", ""], { raw: ["", ""] }),
    telltale.logStream({ selector: { app: "a" }, labels: {}, fields: {} }),
  ),
  call("signal", telltale.signal, "Carts", {
    query: up,
    unit: "short",
    description: "D",
    by: ["app"],
    legend: "{{app}}",
    max: 1,
    traffic: up,
  }),
  ...["above", "atLeast", "below", "atMost", "equals", "differsFrom"].map((name) =>
    call(
      `signal.${name}`,
      (...given: never[]) =>
        (telltale.errorRatio(cart.http) as never as Record<string, (...given: never[]) => unknown>)[name]!(...given),
      1,
      { whenBusy: 0.1 },
    ),
  ),
  ...["and", "unless", "or", "orWhile"].map((name) =>
    call(
      `condition.${name}`,
      (...given: never[]) =>
        (carts.above(1) as never as Record<string, (...given: never[]) => unknown>)[name]!(...given),
      carts.below(5),
    ),
  ),
  call("perEnvironment", telltale.perEnvironment, { prod: 1 }),
  call("secret", telltale.secret, "KEY"),
  call("receiver.pagerduty", receiver.pagerduty, "pager", {
    key,
    description: "D",
    severity: "s",
    class: "c",
    component: "c",
    group: "g",
    source: "s",
    links: { a: "b" },
    details: { a: "b" },
    sendResolved: true,
  }),
  call("receiver.slack", receiver.slack, "slack", {
    url: key,
    channel: "#a",
    title: "T",
    text: "T",
    color: "good",
    footer: "F",
    sendResolved: true,
  }),
  call("receiver.email", receiver.email, "mail", {
    to: "a@b",
    from: "b@a",
    smarthost: "h:25",
    username: "u",
    password: key,
    subject: "S",
    text: "T",
    html: "H",
  }),
  call("receiver.webhook", receiver.webhook, "hook", { url: key, sendResolved: false }),
  call("variable.label", variable.label, "app", cart.open, "app", {
    label: "App",
    description: "D",
    allow: {},
    only: ["prod"],
    multiple: true,
    all: true,
    initial: "a",
  }),
  call("variable.list", variable.list, "v", ["a", "b"], { label: "V", multiple: true, all: true, initial: "a" }),
  call("variable.query", variable.query, "v", up, { label: "V", regex: /a/, multiple: true }),
  call("variable.dataSource", variable.dataSource, "v", "prometheus", { label: "V", regex: /a/ }),
  call("variable.filters", variable.filters, "v", { label: "V" }),
  call("variable.groupBy", variable.groupBy, "v", { label: "V" }),
  call("variable.intervals", variable.intervals, "v", ["1m"], { label: "V" }),
  call("variable.text", variable.text, "v", "a", { label: "V" }),
  call("variable.constant", variable.constant, "v", "a", { label: "V" }),
  call("row", telltale.row, "R", [telltale.text("A", "a"), [telltale.text("B", "b")]], {
    key: "k",
    collapsed: true,
    only: ["prod"],
  }),
  call("annotation", telltale.annotation, "A", up, { color: "red", title: "T", only: ["prod"] }),
  call("defineConfig", telltale.defineConfig, {
    environments: { prod: { dataSources: { a: { type: "prometheus", uid: "a" } } } },
  }),
  call("system", telltale.system, "shop", {
    title: "Shop",
    labels,
    serviceLabel: "app",
    environments: { prod: { dataSource: "metrics", logs: "logs" } },
    routes: {
      critical: [receiver.webhook("a", { url: key })],
      warning: { to: [receiver.webhook("b", { url: key })], groupWait: "1m" },
    },
    unrouted: receiver.webhook("c", { url: key }),
    groupBy: ["alertname"],
  }),
  method("service", "cart", {
    port: 80,
    exporter: true,
    labels: { app: 2 },
    selector: { app: "cart" },
    only: ["prod"],
    open: size,
    http: http({ requests, failed: {}, duration }),
    deep: { hits },
  }),
  method("dashboard", "Board", {
    ...rule,
    description: "D",
    tags: ["a"],
    links: panel.links,
    variables: [list],
    annotations: [telltale.annotation("A", up)],
    rows: [telltale.row("R", [telltale.text("A", "a")])],
    panels: [telltale.stat("S", up)],
    last: "1h",
    refresh: "1m",
  }),
  method(
    "dashboardJson",
    {
      title: "Old",
      panels: [{ type: "text", title: "A", gridPos: { h: 1, w: 1, x: 0, y: 0 } }],
      templating: { list: [] },
    },
    rule,
  ),
  method("alert", "A", {
    ...rule,
    when: promql`up == 0`,
    for: "5m",
    keepFiringFor: "1m",
    severity: "critical",
    summary: "S",
    description: "D",
    runbook: "https://example.com",
    labels: { a: "b" },
    annotations: { a: "b" },
    window: "5m",
    dashboard: "Board",
    panel: "P",
    silences: [],
  }),
  method("recordingRule", "a:b", up, { ...rule, labels: { a: "b" }, window: "5m" }),
  method("group", "g", { interval: "1m", limit: 1, queryOffset: "1m", only: ["prod"] }),
  method("ruleFile", "old", { text: "groups: []", path: "old.yml" }, { only: ["prod"] }),
  method("perEnvironment", { prod: 1 }),
  call("barGauge", telltale.barGauge, "P", up, { ...panel, reduce: "max", direction: "vertical" }),
  call("gaugePanel", telltale.gaugePanel, "P", carts, { ...panel, reduce: "max" }),
  call("heatmap", telltale.heatmap, "P", up, { ...panel, scheme: "Blues" }),
  call("logs", telltale.logs, "P", telltale.logql`{app="a"}`, { ...panel, newestFirst: true, wrap: true }),
  call("pie", telltale.pie, "P", up, { ...panel, donut: true, reduce: "max" }),
  call("stat", telltale.stat, "P", { a: up }, { ...panel, reduce: "max", sparkline: true, color: "value" }),
  call("stateTimeline", telltale.stateTimeline, "P", up, { ...panel, merge: true }),
  call(
    "table",
    telltale.table,
    "P",
    { a: up },
    {
      ...panel,
      columns: {
        a: {
          title: "A",
          unit: "s",
          decimals: 1,
          width: 1,
          thresholds: panel.thresholds,
          mappings: panel.mappings,
          show: "text",
        },
      },
      sortBy: "a",
      descending: true,
    },
  ),
  call("text", telltale.text, "P", "Text", { key: "k", width: 4, height: 4, transparent: true }),
  call(
    "timeseries",
    telltale.timeseries,
    "P",
    { a: up, b: carts },
    {
      ...panel,
      stack: "normal",
      showLegend: "table",
      lines: "bars",
      fill: 1,
      logScale: 2,
      colors: { a: "red" },
      exemplars: true,
    },
  ),
  call("barChart", telltale.barChart, "P", up, panel),
  call("histogramPanel", telltale.histogramPanel, "P", up, panel),
  call("statusHistory", telltale.statusHistory, "P", up, panel),
  call("trend", telltale.trend, "P", up, panel),
  call("xyChart", telltale.xyChart, "P", up, panel),
  call("panelJson", telltale.panelJson, { type: "text", title: "A" }, { key: "k", allow: {}, only: ["prod"] }),
  call("redAbove", telltale.redAbove, 1, { warn: 0.5 }),
  call("redBelow", telltale.redBelow, 1, { warn: 2 }),
  call("requestRate", telltale.requestRate, cart.http, grouping),
  call("failureRate", telltale.failureRate, cart.http, grouping),
  call("errorRatio", telltale.errorRatio, cart.http, grouping),
  call("latency", telltale.latency, cart.http, 0.95, grouping),
  call("slowerThan", telltale.slowerThan, cart.http, 0.1, grouping),
  call("red", telltale.red, cart.http, {
    name: "N",
    status: "status",
    by: ["endpoint"],
    where: { endpoint: "a" },
    errorLimit: 0.1,
    latencyLimit: 1,
  }),
  call("cacheHitRatio", telltale.cacheHitRatio, cart.cache, grouping),
  call("cacheLookups", telltale.cacheLookups, cart.cache, grouping),
  call("cachePanels", telltale.cachePanels, cart.cache, { name: "N", where: { pod: "a" }, hitLimit: 0.5 }),
  call("databaseRate", telltale.databaseRate, cart.db, grouping),
  call(
    "databaseErrorRatio",
    telltale.databaseErrorRatio,
    database({ operations: requests, failed: { status: "500" } }),
    grouping,
  ),
  call("databaseLatency", telltale.databaseLatency, cart.db, 0.5, grouping),
  call("databasePanels", telltale.databasePanels, cart.db, { name: "N", where: { pod: "a" } }),
  call("quantile", telltale.quantile, cart.http.duration, 0.5, grouping),
  call("shareAbove", telltale.shareAbove, cart.http.duration, 1, grouping),
  call("shareAtMost", telltale.shareAtMost, cart.http.duration, 1, grouping),
  call("down", telltale.down, cart, { where: { app: "a" }, kubernetes, deployment: "cart", namespace: "shop" }),
  call("eventRate", telltale.eventRate, cart.cache.hits, grouping),
  call("cadvisor", telltale.cadvisor, { nodes: 1, namespaces: 1, pods: 1 }),
  call("kubelet", telltale.kubelet, { nodes: 1, namespaces: 1, pods: 1, claims: 1 }),
  call("kubeStateMetrics", telltale.kubeStateMetrics, { nodes: 1, namespaces: 1, pods: 1 }),
  call("nodeCpu", telltale.nodeCpu, containers, kubernetes, { where: { node: "a" } }),
  call("nodeMemory", telltale.nodeMemory, containers, kubernetes, { where: { node: "a" } }),
  call("nodeDisk", telltale.nodeDisk, containers, { where: { node: "a" } }),
  call("requestedOfAllocatable", telltale.requestedOfAllocatable, kubernetes, "cpu", { where: { node: "a" } }),
  call("nodePanels", telltale.nodePanels, containers, kubernetes, { where: { node: "a" } }),
  call("containerPanels", telltale.containerPanels, containers, { ...where, memoryLimit: 0.9 }),
  call("podPanels", telltale.podPanels, kubernetes, where),
  call("networkPanels", telltale.networkPanels, containers, where),
  call("cpuUse", telltale.cpuUse, containers, where),
  call("cpuThrottling", telltale.cpuThrottling, containers, where),
  call("memoryUse", telltale.memoryUse, containers, where),
  call("memoryOfLimit", telltale.memoryOfLimit, containers, where),
  call("networkReceived", telltale.networkReceived, containers, where),
  call("networkSent", telltale.networkSent, containers, where),
  call("restarts", telltale.restarts, kubernetes, { ...where, over: "5m" }),
  call("crashLooping", telltale.crashLooping, kubernetes, { ...where, over: "5m" }),
  call("podsByPhase", telltale.podsByPhase, kubernetes, where),
  call("podsReady", telltale.podsReady, kubernetes, where),
  call("missingReplicas", telltale.missingReplicas, kubernetes, where),
  call("quotaUse", telltale.quotaUse, kubernetes, where),
  call("volumeUse", telltale.volumeUse, volumes, where),
  call("workloadPanels", telltale.workloadPanels, kubernetes, where),
  call("storagePanels", telltale.storagePanels, volumes, kubernetes, where),
  call("firing", telltale.firing, [failing], { by: ["app"] }),
  call("pending", telltale.pending, failing, { by: ["app"] }),
  call("activeSince", telltale.activeSince, failing, { by: ["app"] }),
  call("quotaPanels", telltale.quotaPanels, kubernetes, where),
];
