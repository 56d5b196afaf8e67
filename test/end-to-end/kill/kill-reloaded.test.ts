import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { type ServerProcess, startServerProcess } from "../../oracles/server-process.js";
import { missingTool } from "../../oracles/tools.js";
import { filesIn, temporaryFolder, writeFiles } from "../../project/temporary-folder.js";
import { configText, createProject, projectFiles } from "../../sync/project.js";
import { telltale } from "../../sync/telltale.js";
import { countKill, type KilledPlace } from "./kill-count.js";

const preload = pathToFileURL(fileURLToPath(new URL("./kill-at-call.mjs", import.meta.url))).href;

interface Reloaded {
  readonly place: KilledPlace;
  /** The target, and the folder that its server reads. */
  readonly target: string;
  readonly folder: string;
  readonly server: ServerProcess;
  /** What the server has loaded. */
  readonly loaded: () => Promise<unknown>;
}

/** Kills a sync before and after each of its calls of the file system, between which it reloads the server. */
async function killAtCalls({ place, target, folder, server, loaded }: Reloaded): Promise<void> {
  onTestFinished(() => server.stop());
  const root = createProject({ "telltale.config.ts": configText(`targets: { ${target} },`), ...projectFiles() });
  const sync = (env: Readonly<Record<string, string>> = {}) => telltale(root, ["sync", "--yes", "--adopt"], env);
  expect(await sync()).toMatchObject({ code: 0, stderr: "" });
  const { "systems/shop.ts": text = "" } = projectFiles({ threshold: 2 });
  writeFiles(root, { "systems/shop.ts": text.replace('"#shop"', '"#cart"') });
  const [state, saved] = [join(root, ".telltale"), temporaryFolder()];
  cpSync(folder, join(saved, "folder"), { recursive: true });
  if (existsSync(state)) cpSync(state, join(saved, "state"), { recursive: true });
  const reset = async () => {
    for (const [path, name] of [
      [folder, "folder"],
      [state, "state"],
    ] as const) {
      rmSync(path, { recursive: true, force: true });
      if (existsSync(join(saved, name))) cpSync(join(saved, name), path, { recursive: true });
    }
    const reload = await fetch(`${server.url}/-/reload`, { method: "POST" });
    expect(reload.status).toBe(200);
  };
  const kill = { NODE_OPTIONS: `--import=${preload}`, KILL_IN: folder };
  const counted = await sync({ ...kill, COUNT_CALLS: "1" });
  const steps = Number(/calls: (\d+)/.exec(counted.stderr)?.[1]);
  expect(steps).toBeGreaterThan(5);
  const snapshot = async () => {
    const files = Object.entries(filesIn(folder)).filter(([path]) => !/telltale-|\.telltale/.test(path));
    return { files, loaded: await loaded() };
  };
  const expected = await snapshot();
  for (let step = 1; step <= steps; step++) {
    for (const after of ["0", "1"]) {
      await reset();
      const killed = await sync({ ...kill, KILL_AT: String(step), KILL_AFTER: after });
      expect(killed.code, `step ${step}`).toBe(null);
      countKill(place);
      const again = await sync();
      const stderr = again.stderr.replace(/^server: an earlier .*\n/, "");
      expect({ step, after, code: again.code, stderr }).toEqual({ step, after, code: 0, stderr: "" });
      expect(await snapshot(), `step ${step}, ${after}`).toEqual(expected);
    }
  }
}

const decoy = "groups: [{ name: decoy, rules: [{ record: 'a:b', expr: '1' }] }]\n";

test.skipIf(missingTool("prometheus") !== undefined)(
  "a sync to a real Prometheus converges after it was killed at any step",
  { timeout: 1_200_000 },
  async () => {
    const folder = temporaryFolder({ "decoy.yml": decoy });
    const server = await startServerProcess({
      readyPath: "/-/ready",
      command({ address, folder: own }) {
        mkdirSync(own, { recursive: true });
        writeFileSync(join(own, "prometheus.yml"), JSON.stringify({ rule_files: [join(folder, "*.yml")] }));
        const flags = [`--web.listen-address=${address}`, "--web.enable-lifecycle"];
        return ["prometheus", `--config.file=${own}/prometheus.yml`, `--storage.tsdb.path=${own}/data`, ...flags];
      },
    });
    const target = `server: { kind: "prometheus", environment: "prod", directory: "${folder}", url: "${server.url}" }`;
    const loaded = async () => {
      const answer = (await (await fetch(`${server.url}/api/v1/rules`)).json()) as {
        data: { groups: { rules: { name: string; query: string }[] }[] };
      };
      return answer.data.groups.flatMap(({ rules }) => rules.map(({ name, query }) => `${name}: ${query}`));
    };
    await killAtCalls({ place: "Prometheus", target, folder, server, loaded });
    expect(filesIn(folder)["decoy.yml"]).toBe(decoy);
  },
);

test.skipIf(missingTool("prometheus-alertmanager", "0.25") !== undefined)(
  "a sync to a real Alertmanager converges after it was killed at any step",
  { timeout: 1_200_000 },
  async () => {
    const own = "route: { receiver: none }\nreceivers: [{ name: none }]\n";
    const template = '{{ define "decoy" }}{{ end }}\n';
    const folder = temporaryFolder({ "alertmanager.yml": own, "templates/decoy.tmpl": template });
    const server = await startServerProcess({
      readyPath: "/-/ready",
      command: ({ address, folder: data }) => [
        "prometheus-alertmanager",
        `--config.file=${join(folder, "alertmanager.yml")}`,
        `--storage.path=${join(data, "data")}`,
        `--web.listen-address=${address}`,
        "--cluster.listen-address=",
      ],
    });
    const target = `server: { kind: "alertmanager", environment: "prod", directory: "${folder}", url: "${server.url}" }`;
    const loaded = async () => {
      const answer = (await (await fetch(`${server.url}/api/v2/status`)).json()) as { config: { original: string } };
      return answer.config.original;
    };
    await killAtCalls({ place: "Alertmanager", target, folder, server, loaded });
    expect(filesIn(folder)["templates/decoy.tmpl"]).toBe(template);
  },
);
