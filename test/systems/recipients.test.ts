import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compileProject } from "../../src/compile/index.js";
import { releaseOrDefault } from "../../src/model/project/releases.js";
import { loadProject } from "../../src/project/load/load-project.js";
import { createRoutingTree } from "../../src/routing/routing-tree.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Every alert of every system with its receivers, by environment: `HighErrorRate critical → on-call, team`. */
async function listRecipients(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { project, sourceFiles: sources } = await loadProject({ cwd: repository });
  const { artifacts } = compileProject(project!, { sources });
  const alertmanagers = artifacts.filter((artifact) => artifact.kind === "alertmanager");
  const lists = new Map<string, string[]>();
  for (const artifact of artifacts) {
    if (artifact.kind !== "prometheus rules" && artifact.kind !== "loki rules") continue;
    const { system, settings } = artifact;
    const version = releaseOrDefault("alertmanager", settings.versions.alertmanager);
    const prefix = new RegExp(`^(?:${settings.environment}/)?${system.name}/`);
    const trees = alertmanagers
      .filter(({ path }) => path.startsWith(`${settings.environment}/`) || path.startsWith("alertmanagers/"))
      .map(({ value }) => createRoutingTree(value, version));
    const name = `${settings.environment}/${system.name}`;
    for (const rule of artifact.value.groups.flatMap(({ rules }) => rules)) {
      if (!("alert" in rule)) continue;
      // Alerts of objectives have the system and the environment from recorded series.
      const origin = { system: system.name, environment: settings.environment };
      const labels = { ...origin, ...settings.externalLabels, ...rule.labels, alertname: rule.alert };
      const reached = trees.flatMap((tree) => tree.route(labels)).map(({ receiver }) => receiver);
      const own = reached.filter((receiver) => prefix.test(receiver)).map((receiver) => receiver.replace(prefix, ""));
      const line = `${rule.alert} ${rule.labels?.severity} → ${[...new Set(own)].join(", ")}`;
      lists.set(name, [...(lists.get(name) ?? []), line]);
    }
  }
  return lists;
}

test("every alert reaches the channels that its document names", async () => {
  const lists = await listRecipients();
  const text = Array.from(lists, ([name, lines]) => `${name}\n${[...new Set(lines)].sort().join("\n")}\n`).join("\n");
  await expect(text).toMatchFileSnapshot("recipients.txt");
  for (const [name, lines] of lists) {
    for (const line of lines) {
      expect(line, name).toMatch(/→ ./);
      if (line.includes(" critical ") && !name.startsWith("staging/")) expect(line, name).toMatch(/on-call|pagerduty/);
      // Staging never wakes anyone, nor does a warning.
      else expect(line, name).not.toMatch(/on-call|pagerduty/);
    }
  }
});
