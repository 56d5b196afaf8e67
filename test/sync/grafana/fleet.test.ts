import { expect, test } from "vitest";
import { createProject, projectFiles } from "../project.js";
import { telltale } from "../telltale.js";
import { startGrafana, token } from "./double/grafana-double.js";

const stacks = 9;

/** A project for several stacks, each with a threshold of its own. */
async function setUp() {
  const servers = await Promise.all(Array.from({ length: stacks }, () => startGrafana("apis")));
  const names = servers.map((_, index) => `stack-${index}`);
  const urls = Object.fromEntries(servers.map(({ url }, index) => [names[index], url]));
  const config = `
    import { defineConfig, env } from "telltale";
    const urls = ${JSON.stringify(urls)};
    const each = (make) => Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, make(name, url)]));
    export default defineConfig({
      environments: each((name) => ({
        grafana: { folder: "Shop " + name },
        dataSources: { prom: { type: "prometheus", uid: "prometheus-of-" + name } },
      })),
      targets: each((environment, url) => ({ kind: "grafana", environment, url, token: env("GRAFANA_TOKEN") })),
    });
  `;
  const root = createProject({ "telltale.config.ts": config, ...projectFiles() });
  const run = (...args: string[]) => telltale(root, args, { GRAFANA_TOKEN: token });
  return { servers, names, run };
}

test("a fleet of stacks is synced from one definition, and one that fails stops no other", {
  timeout: 120_000,
}, async () => {
  const { servers, names, run } = await setUp();
  servers[4]!.refuse = () => 403;
  const { code, stdout } = await run("sync", "--yes", "--json");
  expect(code).toBe(1);
  const { targets } = JSON.parse(stdout) as { targets: { target: string; outcome: string }[] };
  const outcomes = new Map(targets.map(({ target, outcome }) => [target, outcome]));
  expect(outcomes.get("stack-4")).toBe("unreadable");
  for (const [index, name] of names.entries()) {
    if (index === 4) continue;
    expect(outcomes.get(name), name).toBe("written");
    const { store } = servers[index]!;
    expect(store.list("Folder").map(({ spec }) => spec.title)).toEqual([`Shop ${name}`]);
    expect(JSON.stringify(store.get("Dashboard", "shop-cart")!.spec)).toContain(`prometheus-of-${name}`);
  }
  expect(servers[4]!.store.list("Dashboard")).toEqual([]);
  // What failed is all that is left to do.
  servers[4]!.refuse = undefined;
  for (const server of servers) server.forget();
  const again = await run("sync", "--yes");
  expect(again).toMatchObject({ code: 0, stderr: "" });
  const written = servers.flatMap((server, index) => (server.writes().length > 0 ? [index] : []));
  expect(written).toEqual([4]);
});
