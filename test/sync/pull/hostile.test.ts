import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/formats/grafana/plain-json.js";
import { resolveSettings } from "../../../src/model/project/project.js";
import { openClient } from "../../../src/sync/http/open-client.js";
import { describeRules } from "../../../src/sync/pull/describe-rules.js";
import { nameFiles } from "../../../src/sync/pull/file-names.js";
import { findSecret } from "../../../src/sync/pull/find-secret.js";
import type { FoundFolder, FoundObject } from "../../../src/sync/pull/found-object.js";
import { describeDashboard } from "../../../src/sync/pull/grafana/describe-dashboard.js";
import { pullObjects } from "../../../src/sync/pull/pull.js";
import { writeDefinition } from "../../../src/sync/pull/write-definition.js";
import { listResources } from "../../../src/sync/targets/grafana/list-resources.js";
import { searchDashboards } from "../../../src/sync/targets/grafana/search-dashboards.js";
import { config } from "../../compile/project.js";
import { filesIn, temporaryFolder } from "../../project/temporary-folder.js";
import { endWithTest } from "../double/end-with-test.js";
import { startServer } from "../double/server.js";

const place = {
  system: { name: "shop", constant: "shop", file: "systems/shop.ts" },
  settings: resolveSettings(config, "prod"),
  isOnlyHere: false,
};

function dashboard(uid: string, json: Json = {}, folder?: FoundFolder) {
  const content = { title: "A", panels: [], ...json };
  return describeDashboard({ uid, json: content, folder, manager: undefined, obstacle: undefined });
}

function pull(root: string, found: readonly FoundObject[]) {
  const folders = { dashboard: "dashboards", rules: "alerts" };
  return pullObjects(found, { ...place, root, folders, artifacts: [], force: false });
}

describe("names of a server", () => {
  test("never lead out of the folder, and never clash", () => {
    const folders = [
      "../../etc",
      "..",
      "CON",
      "a/b",
      "A b",
      "",
      "general",
      "\u0000",
      "\u202egnp.exe",
      "x".repeat(5000),
    ];
    const found = folders.flatMap((title, index) =>
      ["P1x7", "p1X7", "nul", "-", "__proto__"].map((uid) =>
        dashboard(
          `${uid}${uid === "P1x7" || uid === "p1X7" ? "" : index}`,
          {},
          { uid: `f${index}`, title, isNested: false },
        ),
      ),
    );
    const names = [...nameFiles(found, new Set()).values()];
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]{1,70}\/[\w-]{1,70}$/);
    expect(names.some((name) => /(?:^|\/)(?:con|nul|aux)(?:$|\/)/i.test(name))).toBe(false);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });

  test("are the same, whichever objects there are beside them", () => {
    const [one, other] = [dashboard("aB"), dashboard("Ab")];
    const both = nameFiles([one, other], new Set());
    expect(nameFiles([other, one], new Set()).get(one)).toBe(both.get(one));
    expect(both.get(one)).toMatch(/^general\/aB-[0-9a-f]{6}$/);
  });

  test("of rule files are not those of generated ones", () => {
    const named = { id: "rules/alerts", name: "alerts" };
    const rules = describeRules({ ...named, deployedAs: "alerts", language: "promql" }, "groups: []", {
      major: 3,
      minor: 5,
    });
    expect([...nameFiles([rules], new Set(["alerts"])).values()]).toEqual([
      expect.stringMatching(/^alerts-[0-9a-f]{6}$/),
    ]);
  });

  test("are quoted in definitions, with everything that readers cannot see", () => {
    const title = 'a"}); process.exit(); //\u202e\u2028\u200b`${x}\\';
    const found = dashboard("a", {}, { uid: "f", title, isNested: false });
    const [, definition] = writeDefinition(found, "dashboards/a/b", place);
    const [, quoted] = /title: ("(?:[^"\\]|\\.)*") \} \}\);\n$/.exec(definition!.text)!;
    expect(JSON.parse(quoted!)).toBe(title);
    expect(definition!.text).not.toMatch(/[^\n\u0020-\u007e]/);
  });

  test("of environments are in definitions, where there are several", () => {
    const [, definition] = writeDefinition(dashboard("a"), "dashboards/a", { ...place, isOnlyHere: true });
    expect(definition!.text).toContain('{ adopted: true, only: ["prod"] }');
  });

  test.each([
    ["a uid", dashboard("a/../b")],
    ["the uid of a folder", dashboard("a", {}, { uid: "../x", title: "X", isNested: false })],
    ["no title", dashboard("a", { title: 7 })],
    ["a title with control characters", dashboard("a", { title: "\u001b[2J" })],
    ["an endless title", dashboard("a", { title: "x".repeat(1000) })],
    ["panels that are none", dashboard("a", { panels: [7] })],
    ["a huge text", dashboard("a", { description: "x".repeat(5 * 1024 * 1024) })],
    [
      "endless nesting",
      dashboard("a", { panels: [], nested: JSON.parse("[".repeat(3000) + "]".repeat(3000)) as unknown }),
    ],
  ])("%s is an obstacle", (_, found) => {
    const root = temporaryFolder();
    const { pulled, leftOut } = pull(root, [found]);
    expect(pulled).toEqual([]);
    expect(leftOut).toMatchObject([{ isManaged: false, reason: expect.stringMatching(/\w/) }]);
    expect(filesIn(root)).toEqual({});
  });
});

describe("a folder of definitions", () => {
  test("that is a link out of the project is not followed", () => {
    const [root, outside] = [temporaryFolder(), temporaryFolder()];
    mkdirSync(join(root, "dashboards"));
    symlinkSync(outside, join(root, "dashboards/general"));
    const { leftOut } = pull(root, [dashboard("a")]);
    expect(leftOut).toMatchObject([{ reason: "dashboards/general is a link out of the output folder" }]);
    expect(filesIn(outside)).toEqual({});
  });

  test("keeps a link in place of a file", () => {
    const [root, outside] = [temporaryFolder({ "dashboards/general/.keep": "" }), temporaryFolder({ "b.json": "{}" })];
    symlinkSync(join(outside, "b.json"), join(root, "dashboards/general/a.json"));
    expect(pull(root, [dashboard("a")]).leftOut).toMatchObject([{ reason: "dashboards/general/a.json is a link" }]);
    expect(filesIn(outside)).toEqual({ "b.json": "{}" });
  });
});

describe("secrets", () => {
  const secrets = [
    "https://admin:hunter2@db.example.com/x",
    `glsa_${"x".repeat(32)}_1a2b3c4d`,
    "https://hooks.slack.com/services/T000/B000/XXXXXXXX",
    "-----BEGIN RSA PRIVATE KEY-----",
    "Authorization: Bearer 0123456789abcdef0123",
  ];
  test.each(secrets)("%s is found, and reaches no file", (secret) => {
    const root = temporaryFolder();
    const found = dashboard("a", { panels: [{ id: 1, type: "text", options: { content: `see ${secret} there` } }] });
    const { leftOut } = pull(root, [found]);
    expect(leftOut).toMatchObject([{ reason: expect.stringContaining("panels.0.options.content") }]);
    expect(leftOut[0]!.reason).not.toContain(secret);
    expect(filesIn(root)).toEqual({});
  });

  test("of members are found, variables are not secrets", () => {
    expect(findSecret({ a: [{ password: "x" }] })).toBe("a.0.password");
    expect(findSecret({ secureJsonData: { token: "x" } })).toBe("secureJsonData");
    expect(
      findSecret({ password: "", apiKey: "$key", url: "http://$user:$password@db", text: "a: b@c" }),
    ).toBeUndefined();
    expect(findSecret({ expr: 'sum(rate(a{url="http://x:9090/y"}[5m])) # me@example.com' })).toBeUndefined();
  });
});

describe("a server that never ends", () => {
  const client = (answer: (request: { readonly path: string }) => unknown) =>
    startServer((request) => ({ status: 200, body: answer(request) }))
      .then(endWithTest)
      .then(({ url }) => openClient(url, {}, "."));

  test("is found out, by the pages of its resources", async () => {
    const endless = await client(() => ({ items: [{ metadata: { name: "a" } }], metadata: { continue: "x" } }));
    const list = async () => {
      for await (const page of listResources(endless, "/apis/x")) expect(page).toHaveLength(1);
    };
    await expect(list()).rejects.toThrow("never comes to an end");
  });

  test("is found out, by the pages of its search", async () => {
    const page = Array.from({ length: 1000 }, (_, index) => ({ uid: `d${index}` }));
    expect(await searchDashboards(await client(() => page))).toHaveLength(1000);
  });

  test("or answers with anything else, is a failure that says so", async () => {
    const broken = await client(({ path }) => (path.includes("search") ? { uid: 7 } : [7, null, { metadata: 7 }]));
    expect(await searchDashboards(broken)).toEqual([]);
    for await (const items of listResources(broken, "/apis/x")) expect(items).toEqual([]);
  });
});
