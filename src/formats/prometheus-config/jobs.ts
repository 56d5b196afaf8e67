import { formatDuration, isAtLeast, type PrometheusVersion } from "../../promql/index.js";
import type { Labels, NameScheme, RelabelRule, ScrapeJob } from "../../relabel/index.js";
import type { YamlNode } from "../../yaml/index.js";
import type { GlobalSettings } from "./checks/global.js";
import {
  type Fields,
  getBool,
  getItems,
  getLists,
  getNumber,
  getText,
  getTextMap,
  getTextNodes,
  getTexts,
} from "./shapes/fields.js";

/** A target that a configuration lists itself, under `static_configs`. */
export interface StaticTarget {
  readonly node: YamlNode;
  readonly labels: Labels;
}

/** A job of a configuration. */
export interface SourceJob {
  readonly fields: Fields;
  /** What relabelling needs to know, with the defaults of `global` filled in. */
  readonly job: ScrapeJob;
  /** The names that labels of the job may have. */
  readonly scheme: NameScheme;
  readonly metricRules: readonly RelabelRule[];
  readonly targets: readonly StaticTarget[];
}

/** Fills in what a job inherits. Targets get the settings about histograms as labels since 3.13. */
export function toScrapeJob(
  fields: Fields,
  rules: readonly RelabelRule[],
  global: GlobalSettings,
  version: PrometheusVersion,
): ScrapeJob {
  const interval = getNumber(fields, "scrape_interval") || global.interval;
  const timeout = getNumber(fields, "scrape_timeout") || Math.min(global.timeout, interval);
  const setting = (name: string) => String(getBool(fields, name, global.histograms.get(name) ?? false));
  const settings = [...global.histograms.keys()].map((name): [string, string] => [`__${name}__`, setting(name)]);
  return {
    name: getText(fields, "job_name"),
    interval: formatDuration(interval),
    timeout: formatDuration(timeout),
    metricsPath: getText(fields, "metrics_path", "/metrics"),
    scheme: getText(fields, "scheme", "http"),
    params: new Map(
      [...getLists(fields, "params")].flatMap(([name, [first]]) => (first === undefined ? [] : [[name, first]])),
    ),
    rules,
    ...(isAtLeast(version, 3, 13) && { settings: new Map(settings) }),
  };
}

/** The nodes of the job's relabelling rules, in order. */
export function ruleNodes({ fields }: SourceJob): readonly YamlNode[] {
  return getItems(fields, "relabel_configs").map(({ node }) => node);
}

/** The targets of `static_configs`. */
export function staticTargets(fields: Fields): readonly StaticTarget[] {
  return getItems(fields, "static_configs").flatMap(({ fields: group }) => {
    if (group === undefined) return [];
    const shared = getTextMap(group, "labels").map(({ name, value }): [string, string] => [name.value, value.value]);
    const nodes = getTextNodes(group, "targets");
    return getTexts(group, "targets").map((address, index) => ({
      node: nodes[index]!,
      labels: new Map([...shared, ["__address__", address]]),
    }));
  });
}
