import { expect, test } from "vitest";
import { normalizeDashboard } from "../../../src/sync/targets/grafana/normalize.js";
import { writeFiles } from "../../project/temporary-folder.js";
import { type GrafanaDouble, type Personality, startGrafana, token } from "../../sync/grafana/double/grafana-double.js";
import { configText, createProject, projectFiles } from "../../sync/project.js";
import { telltale } from "../../sync/telltale.js";
import { killAtRequests } from "./kill-at-requests.js";

const dashboards = 9;

const names = (from: number) => Array.from({ length: dashboards }, (_, index) => `D${from + index}`);

/** A Grafana with what an earlier sync wrote, and a project that changed since: it creates, updates and orphans. */
async function changedProject(personality: Personality) {
  const grafana = await startGrafana(personality);
  const decoy = { kind: "Dashboard", name: "decoy", annotations: {}, labels: {}, storedVersion: "v1beta1" } as const;
  grafana.store.put({ ...decoy, spec: { title: "Decoy" } });
  const target = `grafana: { kind: "grafana", environment: "prod", url: "${grafana.url}", token: env("GRAFANA_TOKEN") }`;
  const config = configText(`targets: { ${target} },`);
  const root = createProject({ "telltale.config.ts": config, ...projectFiles({ more: names(1) }) });
  expect((await telltale(root, ["sync", "--yes"], { GRAFANA_TOKEN: token })).code).toBe(0);
  writeFiles(root, projectFiles({ threshold: 2, more: names(4) }));
  return { grafana, root };
}

function contents({ store }: GrafanaDouble) {
  return Object.fromEntries(store.list("Dashboard").map(({ name, spec }) => [name, normalizeDashboard(spec)]));
}

test.each<Personality>(["apis", "api"])(
  "a sync with /%s converges after it was killed at any request",
  { timeout: 1_200_000 },
  async (personality) => {
    const { grafana, root } = await changedProject(personality);
    const decoy = grafana.store.get("Dashboard", "decoy");
    await killAtRequests({
      ...{ place: `Grafana through /${personality}` as const, server: grafana, root, args: ["sync", "--yes"] },
      env: { GRAFANA_TOKEN: token },
      save: () => grafana.store.snapshot(),
      restore: (state) => grafana.store.restore(state),
      contents: () => contents(grafana),
      check: () => expect(grafana.store.get("Dashboard", "decoy")).toEqual(decoy),
      settledStride: 7,
    });
  },
);
