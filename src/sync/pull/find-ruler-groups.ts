import type { PrometheusVersion } from "../../promql/index.js";
import { renderYaml, type YamlValue } from "../../yaml/index.js";
import type { RulerApi, RulerServer } from "../targets/ruler/ruler-api.js";
import type { NamedGroup } from "../targets/ruler/ruler-group.js";
import { describeRules } from "./describe-rules.js";
import type { FoundRules } from "./found-object.js";

/** Finds the namespaces of others in a ruler. Those of the project begin with its prefix. */
export async function findNamespaces(
  api: RulerApi,
  {
    server,
    prefix,
    version,
  }: { readonly server: RulerServer; readonly prefix: string; readonly version: PrometheusVersion },
): Promise<readonly FoundRules[]> {
  const namespaces = new Map<string, NamedGroup["group"][]>();
  for (const { namespace, group } of await api.list()) {
    if (namespace.startsWith(prefix)) continue;
    const groups = namespaces.get(namespace) ?? [];
    namespaces.set(namespace, groups);
    groups.push(group);
  }
  const language = server === "loki" ? "logql" : "promql";
  return [...namespaces].map(([namespace, groups]) => {
    const found = describeRules(
      { id: `rules/${encodeURIComponent(namespace)}`, name: namespace, deployedAs: namespace, language },
      renderYaml({ groups } as unknown as YamlValue),
      version,
    );
    const manager = /^(telltale-[^.]+)\./.exec(namespace)?.[1];
    return { ...found, manager };
  });
}
