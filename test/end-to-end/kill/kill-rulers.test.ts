import { expect, test } from "vitest";
import { parseYaml } from "../../../src/sync/objects/parse-yaml.js";
import { writeFiles } from "../../project/temporary-folder.js";
import { endWithTest } from "../../sync/double/end-with-test.js";
import { startServer } from "../../sync/double/server.js";
import { configText, createProject, projectFiles } from "../../sync/project.js";
import { answerAlertmanager } from "../../sync/ruler/answer-alertmanager.js";
import { type RulerDouble, startRuler, tenant } from "../../sync/ruler/ruler-double.js";
import { telltale } from "../../sync/telltale.js";
import { killAtRequests } from "./kill-at-requests.js";

/** A project with an alert in a group of its own for each name. */
function withAlerts(names: readonly string[], threshold: number): Record<string, string> {
  const alerts = names.map((name) => {
    const options = `group: shop.group("${name}"), severity: "page", summary: "${name}", for: "5m"`;
    return `export const a${name} = shop.alert("${name}", { when: promql\`cart_orders_total < ${threshold}\`, ${options} });\n`;
  });
  const head = 'import { promql } from "telltale";\nimport { shop } from "../systems/shop.js";\n';
  return { ...projectFiles(), "alerts/more.ts": head + alerts.join("") };
}

type Namespaces = RulerDouble["namespaces"];

function restoreNamespaces(namespaces: Namespaces, state: Namespaces): void {
  namespaces.clear();
  for (const [name, groups] of structuredClone(state)) namespaces.set(name, groups);
}

test.each(["sync", "prune"] as const)(
  "a %s of rules converges after it was killed at any request",
  { timeout: 1_200_000 },
  async (command) => {
    const ruler = await startRuler("mimir");
    const decoy = { name: "decoy", rules: [{ alert: "Theirs", expr: "up == 0" }] };
    ruler.namespaces.set("infra", new Map([["decoy", decoy]]));
    const target = `ruler: { kind: "ruler", environment: "prod", url: "${ruler.url}", tenant: "${tenant}" }`;
    const files = { "telltale.config.ts": configText(`targets: { ${target} },`), ...withAlerts(["One", "Two"], 1) };
    const root = createProject(files);
    expect((await telltale(root, ["sync", "--yes"])).code).toBe(0);
    writeFiles(root, withAlerts(["Two", "Three"], 2));
    await killAtRequests({
      ...{ place: `ruler, ${command}`, server: ruler, root, args: [command, "--yes"] },
      save: () => structuredClone(ruler.namespaces),
      restore: (state) => restoreNamespaces(ruler.namespaces, state),
    });
    expect(ruler.namespaces.get("infra")).toEqual(new Map([["decoy", decoy]]));
  },
);

test("a sync of a tenant's Alertmanager converges after it was killed at any request", {
  timeout: 600_000,
}, async () => {
  const state: Parameters<typeof answerAlertmanager>[0] = { stored: undefined };
  const server = endWithTest(await startServer((request) => answerAlertmanager(state, request)));
  const target = `alerts: { kind: "mimir-alertmanager", environment: "prod", url: "${server.url}", tenant: "shop" }`;
  const root = createProject({ "telltale.config.ts": configText(`targets: { ${target} },`), ...projectFiles() });
  const env = { SLACK_URL: "https://hooks.example.com/ours" };
  expect((await telltale(root, ["sync", "--yes"], env)).code).toBe(0);
  const { "systems/shop.ts": text = "" } = projectFiles();
  writeFiles(root, { "systems/shop.ts": text.replace('"#shop"', '"#cart"') });
  await killAtRequests({
    ...{ place: "Alertmanager of a tenant" as const, server, root, args: ["sync", "--yes"], env },
    save: () => parseYaml(state.stored!),
    restore: (saved) => (state.stored = JSON.stringify(saved)),
  });
});
