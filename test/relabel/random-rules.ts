import { findRuleProblem, type RelabelAction, type RelabelRule, relabelActions } from "../../src/relabel/index.js";

export interface RandomJob {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly address: string;
  readonly params: Readonly<Record<string, string>>;
  readonly rules: readonly RelabelRule[];
}

const version = { major: 2, minor: 42 };

const addresses = ["db:9100", "db", "[::1]:9090", "10.0.0.7:80", "web-1.example.org:8080", "[::1]", "cache:6379"];
const values = [
  "prod",
  "Prod-EU",
  "eu-west-1a",
  "ÄÖÜß",
  "a;b;c",
  "",
  "line\nbreak",
  "https",
  "30s",
  "1m",
  "x=1",
  "İstanbul",
];
const names = ["env", "zone", "team", "__meta_pod", "__meta_pod_label_app", "__meta_pod_label_app_kubernetes_io_name"];
const sources = [
  ...names,
  "__address__",
  "__scheme__",
  "__metrics_path__",
  "__param_module",
  "job",
  "missing",
  "instance",
];
const targets = [
  ...names,
  "instance",
  "__address__",
  "__scheme__",
  "__scrape_interval__",
  "__scrape_timeout__",
  "job",
  "new",
];
const templates = ["$1", "${1}_x", "${app}", "prefix_$1", "$2", "$$1", "${1}", "a$", "new", ""];
const patterns = [
  "(.*)",
  "(.+)",
  "prod|dev",
  "(?i)prod.*",
  "([^:]+)(?::\\d+)?",
  "(?P<app>[a-z]+)(.*)",
  "__meta_pod_label_(.+)",
  "__meta_(.*)",
  "env|zone",
  "(.*);(.*)",
  "a)|(b",
  "",
  ".*\\d",
  "[[:alpha:]]+.*",
  "line.break",
  "\\PL+",
];
const replacements = [
  "$1",
  "${1}:9100",
  "$2",
  "fixed",
  "",
  "${app}-x",
  "$1$1",
  "[$0]",
  "https",
  "2m",
  "$$",
  "10s",
  "a/b",
];
const separators = [";", "", "/", "--"];

/** Creates a job with one target and a chain of rules that Prometheus accepts. */
export function createRandomJob(random: () => number, index: number): RandomJob {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const some = (chance: number) => random() < chance;
  const labels = Object.fromEntries(names.filter(() => some(0.6)).map((name) => [name, pick(values)]));
  const rules: RelabelRule[] = [];
  const length = 1 + Math.floor(random() * 5);
  while (rules.length < length) {
    const rule = createRule(pick, some);
    if (findRuleProblem(rule, version, "legacy") === undefined) rules.push(rule);
  }
  const params: RandomJob["params"] = some(0.2) ? { module: pick(values) } : {};
  return { name: `job${index}`, labels, address: pick(addresses), params, rules };
}

function createRule(pick: <Item>(items: readonly Item[]) => Item, some: (chance: number) => boolean): RelabelRule {
  // Without a bias, most chains end after a rule or two, because the target was dropped.
  const action: RelabelAction = some(0.5) ? "replace" : pick(relabelActions);
  const changesNames = action === "labeldrop" || action === "labelkeep";
  const compares = action === "keepequal" || action === "dropequal";
  return {
    ...(action === "replace" && some(0.5) ? {} : { action }),
    ...(!changesNames && some(0.9) && { sourceLabels: Array.from({ length: some(0.6) ? 1 : 2 }, () => pick(sources)) }),
    ...(!changesNames && !compares && some(0.3) && { separator: pick(separators) }),
    ...(!compares && some(0.8) && { regex: pick(patterns) }),
    ...(action === "hashmod" && { modulus: BigInt(1 + Math.floor(pick([1, 7, 2 ** 40]))) }),
    ...(!changesNames &&
      action !== "keep" &&
      action !== "drop" &&
      action !== "labelmap" && { targetLabel: some(0.8) ? pick(targets) : pick(templates) }),
    ...((action === "replace" || action === "labelmap") &&
      some(0.7) && { replacement: pick(some(0.5) ? replacements : templates) }),
  };
}
