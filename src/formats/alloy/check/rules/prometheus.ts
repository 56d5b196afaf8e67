import { goUrlProblem } from "../../values/urls.js";
import type { BlockValues } from "./block-values.js";
import {
  atLeast,
  atLeastOne,
  atMostOne,
  boolAt,
  isSet,
  needs,
  notEmpty,
  numberAt,
  oneOf,
  positive,
  type Rule,
  secondsAt,
  textAt,
  textsAt,
  valueAt,
  when,
} from "./conditions.js";

const protocols = [
  ...["OpenMetricsText0.0.1", "OpenMetricsText1.0.0", "PrometheusProto", "PrometheusText0.0.4", "PrometheusText1.0.0"],
];

const scrape: readonly Rule[] = [
  (block) => {
    const interval = secondsAt(block, "scrape_interval", 60);
    const timeout = secondsAt(block, "scrape_timeout", 10);
    if (interval === undefined || timeout === undefined || timeout <= interval) return undefined;
    const name = block.attributes.has("scrape_timeout") ? "scrape_timeout" : "scrape_interval";
    const summary = `"scrape_timeout" (${timeout}s) is longer than "scrape_interval" (${interval}s)`;
    return { summary, at: block.attributes.get(name)!.range };
  },
  (block) => {
    const wrong = textsAt(block, "scrape_protocols")?.find((one) => !protocols.includes(one));
    if (wrong === undefined) return undefined;
    const at = block.attributes.get("scrape_protocols")!.range;
    return { summary: `there is no scrape protocol "${wrong}"`, at, fix: `use ${protocols.join(", ")}` };
  },
  when(
    (block) => {
      const list = textsAt(block, "scrape_protocols") ?? [];
      return new Set(list).size < list.length;
    },
    "scrape_protocols",
    '"scrape_protocols" has a protocol twice',
  ),
  atMostOne("enable_protobuf_negotiation", "scrape_protocols"),
  when(
    (block) => {
      const list = textsAt(block, "scrape_protocols");
      return boolAt(block, "scrape_native_histograms", false) === true && list?.includes("PrometheusProto") === false;
    },
    "scrape_protocols",
    'native histograms need PrometheusProto in "scrape_protocols"',
  ),
  oneOf("scrape_fallback_protocol", [...protocols, ""]),
  oneOf("metric_name_validation_scheme", ["legacy", "utf8"]),
  oneOf("metric_name_escaping_scheme", ["allow-utf-8", "underscores", "dots", "values", ""]),
  when(
    (block) =>
      textAt(block, "metric_name_escaping_scheme") === "allow-utf-8" &&
      (textAt(block, "metric_name_validation_scheme") ?? "legacy") !== "utf8",
    "metric_name_escaping_scheme",
    'allow-utf-8 needs "metric_name_validation_scheme" utf8',
  ),
];

const targetTemplate = /^(?:(?:[a-zA-Z_]|\$(?:\{\w+\}|\w+))+\w*)+$/;
const withTarget = ["replace", "hashmod", "lowercase", "uppercase", "keepequal", "dropequal"];

/** Prometheus' rules of relabelling, which loki.* and discovery.* have too. */
const relabelRule: Rule = (block) => {
  if (block.attributes.has("action") && textAt(block, "action") === undefined) return undefined;
  const action = textAt(block, "action") ?? "replace";
  const at = (name: string) => block.attributes.get(name)?.range ?? block.head;
  const known = (name: string) => !block.attributes.has(name) || textAt(block, name) !== undefined;
  const target = textAt(block, "target_label") ?? "";
  const differs = (name: string, otherwise: string | number) =>
    isSet(block, name) && known(name) && textAt(block, name) !== String(otherwise);
  if (action === "hashmod" && known("modulus") && !isSet(block, "modulus")) {
    return { summary: 'the action hashmod needs a "modulus" above 0', at: at("modulus") };
  }
  if (withTarget.includes(action) && known("target_label")) {
    if (target === "") return { summary: `the action ${action} needs a "target_label"`, at: at("target_label") };
    if (!isTarget(target, action)) return { summary: `"${target}" is not a label name`, at: at("target_label") };
  }
  if (action === "labelmap" && known("replacement") && !targetTemplate.test(textAt(block, "replacement") ?? "$1")) {
    return { summary: 'the "replacement" of labelmap must be a label name', at: at("replacement") };
  }
  const isEqual = action === "keepequal" || action === "dropequal";
  const foreign =
    action === "labeldrop" || action === "labelkeep"
      ? ["target_label", "modulus", "separator", "replacement"]
      : isEqual
        ? ["modulus", "separator", "replacement", "regex"]
        : action === "lowercase" || action === "uppercase"
          ? ["replacement"]
          : [];
  const defaults: Readonly<Record<string, string | number>> = {
    separator: ";",
    replacement: "$1",
    regex: "(.*)",
    modulus: 0,
  };
  const given = foreign.find((name) => differs(name, defaults[name] ?? ""));
  const hasSource =
    action.startsWith("label") && action !== "labelmap" && valueAt(block, "source_labels")?.kind === "array";
  const wrong = hasSource ? "source_labels" : given;
  if (wrong === undefined) return undefined;
  return { summary: `the action ${action} takes no "${wrong}"`, at: at(wrong), fix: `remove ${wrong}` };
};

/** Prometheus 3 accepts label names in UTF-8; a name with a reference to a group is a template. */
function isTarget(target: string, action: string): boolean {
  return action !== "replace" || !target.includes("$") || targetTemplate.test(target);
}

const isAuthenticated = (block: BlockValues) =>
  ["basic_auth", "oauth2", "authorization", "bearer_token", "bearer_token_file"].some((name) => isSet(block, name));

const endpoint: readonly Rule[] = [
  (block) => {
    const own = ["sigv4", "azuread", "google_iam"].filter((name) => isSet(block, name));
    const count = own.length + (isAuthenticated(block) ? 1 : 0);
    if (count < 2) return undefined;
    return { summary: "an endpoint takes one kind of authentication", fix: `keep ${own[0]}, or the other one` };
  },
];

/** Rules of components that discover, scrape, relabel and send metrics. */
export const prometheusRules: Readonly<Record<string, readonly Rule[]>> = {
  rule: [relabelRule],
  "prometheus.scrape": scrape,
  "prometheus.relabel": [
    atLeast(["max_cache_size", "cache_ttl"], (value) => value >= 0, "0 or more"),
    (block) => {
      const size = block.attributes.has("max_cache_size") ? numberAt(block, "max_cache_size") : 100_000;
      const ttl = secondsAt(block, "cache_ttl", 0);
      if (size === undefined || ttl === undefined) return undefined;
      if (size > 0 && ttl > 0)
        return { summary: '"cache_ttl" needs "max_cache_size" 0', fix: "add max_cache_size = 0" };
      return size === 0 && ttl === 0
        ? { summary: 'one of "max_cache_size" and "cache_ttl" must be above 0' }
        : undefined;
    },
  ],
  "prometheus.remote_write > endpoint": endpoint,
  "prometheus.remote_write > endpoint > sigv4": [
    needs(["access_key"], ["secret_key"]),
    needs(["secret_key"], ["access_key"]),
    needs(["external_id"], ["role_arn"]),
  ],
  "prometheus.remote_write > endpoint > azuread": [
    atLeastOne("managed_identity", "workload_identity", "oauth", "sdk"),
    atMostOne("managed_identity", "workload_identity", "oauth", "sdk"),
  ],
  "prometheus.remote_write > wal": [
    atLeast(["truncate_frequency"], (value) => value !== 0, "other than 0"),
    (block) => {
      const [least, most] = [
        secondsAt(block, "min_keepalive_time", 300),
        secondsAt(block, "max_keepalive_time", 28_800),
      ];
      if (least === undefined || most === undefined || least < most) return undefined;
      return { summary: '"min_keepalive_time" must be smaller than "max_keepalive_time"' };
    },
  ],
  "prometheus.exporter.blackbox": [
    atMostOne("config", "config_file"),
    atLeastOne("config", "config_file"),
    atMostOne("target", "targets"),
  ],
  "prometheus.exporter.postgres": [
    needs(["disable_default_metrics"], ["custom_queries_config_path"]),
    atMostOne("disable_default_metrics", "enabled_collectors"),
  ],
  "prometheus.exporter.redis": [atMostOne("script_path", "script_paths")],
  "discovery.dns": [
    (block) => {
      const type = (textAt(block, "type") ?? "SRV").toUpperCase();
      const isKnown = ["SRV", "A", "AAAA", "MX", "NS"].includes(type);
      const at = block.attributes.get("type")?.range ?? block.head;
      if (!isKnown) return { summary: `there is no record type ${type}`, at, fix: "use SRV, A, AAAA, MX or NS" };
      const hasPort = isSet(block, "port") || type === "SRV";
      return hasPort ? undefined : { summary: `records of type ${type} need a "port"`, at };
    },
  ],
  "discovery.docker": [notEmpty("host"), url("host"), positive("refresh_interval")],
  "remote.http": [
    positive("poll_frequency", "poll_timeout"),
    (block) => {
      const [frequency, timeout] = [secondsAt(block, "poll_frequency", 60), secondsAt(block, "poll_timeout", 10)];
      if (frequency === undefined || timeout === undefined || timeout < frequency) return undefined;
      return { summary: '"poll_timeout" must be shorter than "poll_frequency"' };
    },
    url("url"),
  ],
  "remote.kubernetes.secret": [positive("poll_frequency", "poll_timeout")],
  "remote.kubernetes.configmap": [positive("poll_frequency", "poll_timeout")],
  remotecfg: [atLeast(["poll_frequency"], (value) => value >= 10, "10s or more")],
  "import.git": [
    when(
      (block) => /^(?:HEAD|FETCH_HEAD|ORIG_HEAD|MERGE_HEAD|CHERRY_PICK_HEAD)$/.test(textAt(block, "revision") ?? ""),
      "revision",
      '"revision" cannot be a special reference such as HEAD',
      "name a branch, a tag or a commit",
    ),
  ],
  "pyroscope.scrape": [
    positive("scrape_timeout"),
    (block) => {
      const interval = secondsAt(block, "scrape_interval", 15);
      const delta = secondsAt(block, "delta_profiling_duration", 14);
      if (interval === undefined || delta === undefined) return undefined;
      if (interval < 2) return { summary: '"scrape_interval" must be 2s or more for delta profiles' };
      if (delta <= 1) return { summary: '"delta_profiling_duration" must be longer than 1s' };
      if (delta <= interval - 1) return undefined;
      return { summary: '"delta_profiling_duration" must be at least 1s shorter than "scrape_interval"' };
    },
  ],
};

/** An attribute that Go can parse as a URL. */
export function url(name: string): Rule {
  return (block) => {
    const text = textAt(block, name);
    const problem = text === undefined ? undefined : goUrlProblem(text);
    if (problem === undefined) return undefined;
    return { summary: `"${name}" ${problem}`, at: block.attributes.get(name)!.range };
  };
}
