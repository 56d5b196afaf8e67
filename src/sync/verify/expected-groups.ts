import type { Artifact } from "../../compile/compiled.js";
import { objectsOf } from "../../formats/grafana/plain-json.js";
import type { RulerTarget } from "../../model/project/target.js";
import { projectName } from "../project-name.js";
import type { BuiltProject } from "../targets/open-targets.js";
import { ruleFileName } from "../targets/reloaded/open-reloaded.js";
import { rulerPrefix } from "../targets/ruler/open-ruler.js";
import { collectGroups } from "../targets/ruler/ruler-group.js";
import type { ExpectedGroup } from "./rules.js";

/** The groups that a Prometheus loads from files. */
export function expectFiles(artifacts: readonly Artifact[]): readonly ExpectedGroup[] {
  return artifacts.flatMap((artifact) => {
    if (artifact.kind !== "prometheus rules") return [];
    const file = ruleFileName(artifact);
    return artifact.value.groups.map((group) => ({ file, name: group.name, rules: namesOf(group.rules) }));
  });
}

/** The groups that a ruler has in namespaces. */
export function expectNamespaces(
  artifacts: readonly Artifact[],
  { server, environment }: RulerTarget,
  { root, config }: Pick<BuiltProject, "root" | "config">,
): readonly ExpectedGroup[] {
  const prefix = rulerPrefix(projectName(root, config), environment);
  const kind = server === "loki" ? "loki rules" : "prometheus rules";
  return collectGroups(artifacts, kind, prefix).map(({ namespace, group }) => ({
    ...{ file: namespace, name: group.name, rules: namesOf(group.rules) },
  }));
}

/** The groups that Grafana evaluates in folders. */
export function expectFolders(artifacts: readonly Artifact[]): readonly ExpectedGroup[] {
  return artifacts.flatMap((artifact) => {
    if (artifact.kind !== "grafana alerting") return [];
    const file = artifact.settings.grafana.folder?.uid ?? "";
    return (artifact.value.groups ?? []).map(({ name, rules }) => ({
      file,
      name,
      rules: rules.map(({ title }) => title),
    }));
  });
}

function namesOf(rules: unknown): readonly string[] {
  return objectsOf(rules).map(({ alert, record }) => String(alert ?? record));
}
