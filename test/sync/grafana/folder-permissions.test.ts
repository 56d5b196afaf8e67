import { expect, test } from "vitest";
import type { FolderPermissions } from "../../../src/model/project/folder-permissions.js";
import { applyPlan } from "../../../src/sync/apply/apply-plan.js";
import { Journal } from "../../../src/sync/apply/journal.js";
import { openClient } from "../../../src/sync/http/open-client.js";
import { makePlan, type PlanOptions } from "../../../src/sync/plan/make-plan.js";
import { renderPlan } from "../../../src/sync/plan/render-plan.js";
import { GrafanaTarget } from "../../../src/sync/targets/grafana/grafana-target.js";
import { temporaryFolder } from "../../project/temporary-folder.js";
import type { Fault } from "../double/recorded-request.js";
import { configText, createProject, projectFiles } from "../project.js";
import { telltale } from "../telltale.js";
import { type GrafanaDouble, startGrafana, token } from "./double/grafana-double.js";
import { creator } from "./double/permissions.js";
import { contentOf } from "./open-double.js";

process.env.GRAFANA_DOUBLE_TOKEN = token;

const content = contentOf([{ uid: "a", refresh: "1m" }]);
const permissions: FolderPermissions = { viewers: "view", teams: { Cart: "edit" } };
const own = { userId: creator, permission: 4 };

async function startWithTeams() {
  const grafana = await startGrafana("apis");
  grafana.store.teams.set(7, "Cart").set(8, "Cart and more");
  return grafana;
}

async function sync(grafana: GrafanaDouble, wanted: FolderPermissions | undefined, options: PlanOptions = {}) {
  const client = openClient(grafana.url, { token: { kind: "secret", name: "GRAFANA_DOUBLE_TOKEN" } }, ".");
  const place = { name: "grafana", client, root: ".", namespace: "default", manager: "telltale-shop", api: undefined };
  const target = new GrafanaTarget(place, content, [], wanted);
  const { desired, live } = await target.read();
  const plan = makePlan({ target: "grafana", identity: target.identity }, desired, live, options);
  const journal = new Journal(temporaryFolder(), "grafana");
  return { text: renderPlan(plan, { color: false }), ...(await applyPlan(target, plan, { journal })) };
}

const granted = ({ store }: GrafanaDouble) => store.permissions.get("ours");

test("a folder gets its permissions, complete, and keeps what single users have", async () => {
  const grafana = await startWithTeams();
  expect(await sync(grafana, permissions)).toMatchObject({ failure: undefined });
  expect(granted(grafana)).toEqual([own, { role: "Viewer", permission: 1 }, { teamId: 7, permission: 2 }]);
  grafana.forget();
  expect((await sync(grafana, permissions)).done).toEqual([]);
  expect(grafana.writes()).toEqual([]);
  const { text } = await sync(grafana, { editors: "edit", teams: { Cart: "admin" } });
  expect(text).toContain(`~ folder permissions "Ours" (folder-permissions/ours)
      viewers: removed "view"
      teams.Cart: "edit" → "admin"
      editors: added "edit"`);
  expect(granted(grafana)).toEqual([own, { role: "Editor", permission: 2 }, { teamId: 7, permission: 4 }]);
});

test("without a declaration, nobody asks for them", async () => {
  const grafana = await startWithTeams();
  await sync(grafana, permissions);
  const before = granted(grafana);
  grafana.forget();
  expect(await sync(grafana, undefined)).toMatchObject({ done: [], failure: undefined });
  expect(await sync(grafana, undefined, { prune: true })).toMatchObject({ done: [], failure: undefined });
  expect(granted(grafana)).toBe(before);
  expect(grafana.requests.filter(({ path }) => /permissions|teams/.test(path))).toEqual([]);
});

test("what somebody granted since is taken back, and that of users stays", async () => {
  const grafana = await startWithTeams();
  await sync(grafana, permissions);
  const user = { userId: 23, permission: 2 };
  grafana.store.permissions.set("ours", [...granted(grafana)!, user, { role: "Editor", permission: 4 }]);
  expect((await sync(grafana, permissions)).text).toContain('editors: removed "admin"');
  expect(granted(grafana)).toEqual([user, own, { role: "Viewer", permission: 1 }, { teamId: 7, permission: 2 }]);
});

test("those of somebody else's folder are never changed", async () => {
  const grafana = await startWithTeams();
  const folder = { kind: "Folder", name: "ours", annotations: {}, labels: {}, spec: { title: "Ours" } } as const;
  grafana.store.put({ ...folder, storedVersion: "v1beta1" });
  for (const options of [{}, { force: true }, { adopt: true }]) {
    const { text } = await sync(grafana, permissions, options);
    expect(text).toContain('! folder permissions "Ours" (folder-permissions/ours)');
    expect(text).toContain("the folder belongs to somebody else");
  }
  expect(granted(grafana)).toBeUndefined();
  // The very permissions that are declared are no reason to complain.
  expect((await sync(grafana, { viewers: "view", editors: "edit" })).text).not.toContain("somebody else");
});

test("a team that does not exist stops the plan, before anything is written", async () => {
  const grafana = await startWithTeams();
  await expect(sync(grafana, { teams: { Carts: "edit" } })).rejects.toThrow('Grafana has no team "Carts"');
  expect(grafana.writes()).toEqual([]);
});

test("a change between plan and write is not overwritten", async () => {
  const grafana = await startWithTeams();
  await sync(grafana, permissions);
  grafana.forget();
  grafana.observe = (number, moment) => {
    const isWrite = grafana.requests[number - 1]!.path.endsWith("/permissions") && number > 6;
    if (moment === "before" && isWrite && granted(grafana)!.length === 3) {
      grafana.store.permissions.set("ours", [...granted(grafana)!, { userId: 23, permission: 1 }]);
    }
  };
  const { failure } = await sync(grafana, { viewers: "edit", teams: {} });
  expect(failure?.summary).toContain("somebody changed it since the plan was made");
  expect(granted(grafana)).toHaveLength(4);
});

test.each<Fault>(["busy", "waking", "drop-before", "drop-after", "truncate"])(
  "%s at any request ends with the permissions, or changes nothing else",
  { timeout: 60_000 },
  async (fault) => {
    for (let number = 1; number <= 12; number++) {
      const grafana = await startWithTeams();
      grafana.faults = new Map([[number, fault]]);
      await sync(grafana, permissions).catch((error: Error) => error);
      grafana.faults = new Map();
      expect(await sync(grafana, permissions)).toMatchObject({ failure: undefined });
      expect(granted(grafana)).toEqual([own, { role: "Viewer", permission: 1 }, { teamId: 7, permission: 2 }]);
    }
  },
);

test("the configuration declares them, and /api cannot have them", { timeout: 60_000 }, async () => {
  const project = ({ url }: GrafanaDouble, more: string) => {
    const fields = `kind: "grafana", environment: "prod", url: "${url}", token: env("GRAFANA_TOKEN")`;
    const target = `grafana: { ${fields}, ${more} }`;
    return createProject({ "telltale.config.ts": configText(`targets: { ${target} },`), ...projectFiles() });
  };
  const environment = { GRAFANA_TOKEN: token };
  const grafana = await startWithTeams();
  const declared = 'permissions: { viewers: "view", teams: { Cart: "edit" } }';
  const synced = await telltale(project(grafana, declared), ["sync", "--yes"], environment);
  expect(synced).toMatchObject({ code: 0, stderr: "" });
  expect([...grafana.store.permissions.values()]).toEqual([
    [own, { role: "Viewer", permission: 1 }, { teamId: 7, permission: 2 }],
  ]);
  const wrong = await telltale(project(grafana, 'permissions: { viewers: "write" }'), ["plan"], environment);
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining("use one of: view, edit, admin") });
  const older = await startGrafana("api");
  const refused = await telltale(project(older, declared), ["plan"], environment);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("`permissions` need /apis") });
  expect(older.writes()).toEqual([]);
});
