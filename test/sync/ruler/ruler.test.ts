import { describe, expect, test, vi } from "vitest";
import { digestGroup } from "../../../src/sync/targets/ruler/ruler-group.js";
import { writeFiles } from "../../project/temporary-folder.js";
import { configText, createProject, type ProjectText, projectFiles } from "../project.js";
import { telltale } from "../telltale.js";
import { type RulerDouble, type RulerPersonality, startRuler, tenant } from "./ruler-double.js";

// Each test runs several commands in processes of their own.
vi.setConfig({ testTimeout: 120_000 });

const namespace = "telltale-shop.prod.shop-alerts";

async function setUp(personality: RulerPersonality = "mimir", text: ProjectText = {}) {
  const ruler = await startRuler(personality);
  const decoy = { name: "decoy", rules: [{ record: "a:b", expr: "1" }] };
  for (const name of ["theirs", "telltale-shop", "telltale-shopping.prod.x", "telltale-shop.staging.x"]) {
    ruler.namespaces.set(name, new Map([["decoy", decoy]]));
  }
  const fields = `environment: "prod", url: "${ruler.url}", tenant: "${tenant}", server: "${personality}"`;
  const config = configText(`targets: { ruler: { kind: "ruler", ${fields} } },`);
  const root = createProject({ "telltale.config.ts": config, ...projectFiles(text) });
  return { ruler, root, run: (...args: string[]) => telltale(root, args) };
}

function decoysOf({ namespaces }: RulerDouble) {
  return Object.fromEntries(
    [...namespaces].filter(([name]) => name !== namespace).map(([name, groups]) => [name, [...groups.values()]]),
  );
}

describe.each<RulerPersonality>(["mimir", "cortex"])("the ruler of %s", (personality) => {
  test("gets groups in namespaces of the project, once, and nothing else is touched", async () => {
    const { ruler, root, run } = await setUp(personality);
    const before = decoysOf(ruler);
    expect((await run("plan")).stdout).toContain(`(rules/${namespace}/shop-cart)`);
    expect(ruler.writes()).toEqual([]);
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect(ruler.namespaces.get(namespace)?.get("shop-cart")?.rules).toMatchObject([{ alert: "NoOrders" }]);
    ruler.forget();
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect(ruler.writes()).toEqual([]);
    writeFiles(root, projectFiles({ threshold: 2 }));
    expect((await run("plan")).stdout).toMatch(/alert "NoOrders" › expr: .*< 1" → .*< 2"/);
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect(ruler.writes()).toHaveLength(1);
    expect(decoysOf(ruler)).toEqual(before);
  });

  test("is empty, which is no error", async () => {
    const { ruler, run } = await setUp(personality);
    ruler.namespaces.clear();
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
  });
});

test("a wrong address is not an empty ruler", async () => {
  const { ruler, root, run } = await setUp("cortex");
  const config = configText(
    `targets: { ruler: { kind: "ruler", environment: "prod", url: "${ruler.url}", tenant: "${tenant}" } },`,
  );
  writeFiles(root, { "telltale.config.ts": config });
  const { code, stderr } = await run("plan");
  expect(code).toBe(1);
  expect(stderr).toContain("404 404 page not found");
  expect(stderr).toContain("check the address, and that it is the ruler of mimir");
});

test("at the limit of groups, one is replaced by deleting it first", async () => {
  const { ruler, root, run } = await setUp();
  await run("sync", "--yes");
  ruler.maxGroups = 5;
  writeFiles(root, projectFiles({ threshold: 2 }));
  expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.stringify(ruler.namespaces.get(namespace)?.get("shop-cart"))).toContain("< 2");
});

test("a refused group is put back, also at the limit", async () => {
  const { ruler, root, run } = await setUp();
  await run("sync", "--yes");
  const before = ruler.namespaces.get(namespace)?.get("shop-cart");
  writeFiles(root, projectFiles({ threshold: 2 }));
  ruler.refuse = ({ method, body }) => method === "POST" && body.includes("< 2");
  expect(await run("sync", "--yes")).toMatchObject({ code: 1 });
  ruler.refuse = undefined;
  expect(digestGroup(ruler.namespaces.get(namespace)?.get("shop-cart"))).toBe(digestGroup(before));
});

test("a deletion by hand is drift, and prune deletes what is no longer defined", async () => {
  const { ruler, run } = await setUp();
  await run("sync", "--yes");
  const groups = ruler.namespaces.get(namespace)!;
  const cart = groups.get("shop-cart")!;
  groups.set("old", { name: "old", rules: [{ record: "a:b", expr: "1" }] });
  expect(await run("plan")).toMatchObject({ code: 0, stdout: expect.stringContaining("1 no longer defined") });
  const before = decoysOf(ruler);
  expect(await run("prune", "--yes")).toMatchObject({ code: 0 });
  expect([...groups.keys()]).toEqual(["shop-cart"]);
  expect(decoysOf(ruler)).toEqual(before);
  groups.set("shop-cart", { ...cart, interval: "7m" });
  expect(await run("drift")).toMatchObject({ code: 2, stdout: expect.stringContaining("interval") });
  ruler.namespaces.delete(namespace);
  expect(await run("drift")).toMatchObject({ code: 2, stdout: expect.stringMatching(/it is missing.*1 missing/s) });
});

test("a group is compared by its meaning", () => {
  const rule = { alert: "A", expr: "up == 0", for: "60m", labels: { a: "1" } };
  const same = {
    name: "g",
    rules: [{ ...rule, for: "1h", annotations: {}, keep_firing_for: "0s", labels: { a: 1 } }],
    limit: 0,
  };
  expect(digestGroup(same)).toBe(digestGroup({ name: "g", rules: [rule] }));
  for (const change of [{ for: "2h" }, { keep_firing_for: "1m" }, { expr: "up  == 0" }, { labels: {} }]) {
    expect(digestGroup({ name: "g", rules: [{ ...rule, ...change }] })).not.toBe(
      digestGroup({ name: "g", rules: [rule] }),
    );
  }
  for (const change of [{ query_offset: "0s" }, { limit: 3 }, { labels: { team: "x" } }, { interval: "1m" }]) {
    expect(digestGroup({ name: "g", rules: [rule], ...change })).not.toBe(digestGroup({ name: "g", rules: [rule] }));
  }
});
