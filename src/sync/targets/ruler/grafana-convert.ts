import type { Config } from "../../../model/project/config.js";
import { resolveSettings, type Settings } from "../../../model/project/project.js";
import type { RulerTarget } from "../../../model/project/target.js";
import { SyncError } from "../../sync-error.js";
import type { NamedGroup } from "./ruler-group.js";

/**
 * The headers by which Grafana converts rules of Prometheus to its own: the data source that they query, and the one that
 * recording rules write to.
 */
export function convertHeaders(name: string, { environment }: RulerTarget, config: Config): Record<string, string> {
  const { dataSource, dataSources } = resolveSettings(config, environment);
  const found = dataSource === undefined ? undefined : dataSources[dataSource];
  if (found?.type !== "prometheus") {
    const fix = "set `dataSource` of the environment to one of type prometheus";
    throw new SyncError(`the rules of the target "${name}" have no data source to query in Grafana`, fix);
  }
  const prefix = "x-grafana-alerting";
  return { [`${prefix}-datasource-uid`]: found.uid, [`${prefix}-target-datasource-uid`]: found.uid };
}

/** Writes a group as Grafana returns it: with its interval, and with its labels on each rule. */
export function convertGroup(
  { namespace, group }: NamedGroup,
  { evaluationInterval }: Pick<Settings, "evaluationInterval">,
): NamedGroup {
  const { labels, rules, ...fields } = group;
  const shared = labels as Readonly<Record<string, string>> | undefined;
  const list = rules as readonly { readonly labels?: Readonly<Record<string, string>> }[];
  const labelled =
    shared === undefined ? list : list.map((rule) => ({ ...rule, labels: { ...shared, ...rule.labels } }));
  return { namespace, group: { interval: evaluationInterval, ...fields, rules: labelled } };
}
