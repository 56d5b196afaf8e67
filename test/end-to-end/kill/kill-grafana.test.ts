import { expect, test } from "vitest";
import { normalizeDashboard } from "../../../src/sync/targets/grafana/normalize.js";
import { writeFiles } from "../../project/temporary-folder.js";
import { type GrafanaDouble, type Personality, startGrafana, token } from "../../sync/grafana/double/grafana-double.js";
import { configText, createProject, projectFiles } from "../../sync/project.js";
import { telltale } from "../../sync/telltale.js";
import { countKill } from "./kill-count.js";

/** After every so many requests, one more sync shows that nothing is left to write. */
const settledStride = 7;
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
  const run = (observe?: (kill: () => void) => void) =>
    telltale(root, ["sync", "--yes"], { GRAFANA_TOKEN: token }, observe);
  expect((await run()).code).toBe(0);
  writeFiles(root, projectFiles({ threshold: 2, more: names(4) }));
  return { grafana, run };
}

function contents({ store }: GrafanaDouble) {
  return Object.fromEntries(store.list("Dashboard").map(({ name, spec }) => [name, normalizeDashboard(spec)]));
}

test.each<Personality>(["apis", "api"])(
  "a sync with /%s converges after it was killed at any request",
  { timeout: 1_200_000 },
  async (personality) => {
    const { grafana, run } = await changedProject(personality);
    const before = grafana.store.snapshot();
    grafana.forget();
    expect((await run()).code).toBe(0);
    const requests = grafana.requests.length;
    const expected = contents(grafana);
    for (let number = 1; number <= requests; number++) {
      for (const moment of ["before", "after"] as const) {
        grafana.store.restore(before);
        grafana.forget();
        const killed = await run((kill) => {
          grafana.observe = (at, when) => {
            if (at === number && when === moment) kill();
          };
        });
        grafana.observe = undefined;
        expect(killed.code, `request ${number}`).toBe(null);
        countKill(`Grafana through /${personality}`);
        const decoy = grafana.store.get("Dashboard", "decoy")!.resourceVersion;
        const again = await run();
        expect({
          number,
          moment,
          code: again.code,
          stderr: again.stderr.replace(/^grafana: an earlier .*\n/, ""),
        }).toEqual({
          ...{ number, moment, code: 0, stderr: "" },
        });
        expect(contents(grafana)).toEqual(expected);
        expect(grafana.store.get("Dashboard", "decoy")!.resourceVersion).toBe(decoy);
        if (number % settledStride !== 1) continue;
        grafana.forget();
        expect((await run()).code).toBe(0);
        expect(grafana.writes()).toEqual([]);
      }
    }
  },
);
