import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildProject } from "../../../src/project/build/build-project.js";
import { explainRoutes } from "../../../src/project/route/explain-routes.js";
import { temporaryFolder } from "../temporary-folder.js";

const keep = `# Kept by hand.
route:
  receiver: ops
  routes:
    - match: { team: db }
      receiver: dba
receivers:
  - name: ops
  - name: dba
`;

/** A repository beside the file of another one. */
function project(files: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder({
    "shop/telltale.config.ts": `import { defineConfig } from "telltale";
export default defineConfig({
  environments: { prod: { dataSources: { metrics: { type: "prometheus", uid: "prom" } } } },
  alertmanagers: {
    company: {
      environments: ["prod"],
      keep: "ops/alertmanager.yml",
      fragments: { pay: { path: "../pay/alertmanager.yml", match: { system: "pay" } } },
    },
  },
});
`,
    "shop/systems/shop.ts": `import { env, promql, receiver, system } from "telltale";
const team = receiver.slack("team", { url: env("SHOP_URL"), channel: "#shop" });
export const shop = system("shop", { routes: { critical: [team] } });
export const down = shop.alert("Down", { when: promql\`up == 0\`, for: "5m", severity: "critical", summary: "Down" });
`,
    "shop/ops/alertmanager.yml": keep,
    "pay/alertmanager.yml": "route: { receiver: team }\nreceivers: [{ name: team }]\n",
    ...files,
  });
  return { cwd: join(folder, "shop"), kept: join(folder, "shop/ops/alertmanager.yml"), folder };
}

const build = (cwd: string) => buildProject({ cwd, today: "2026-01-01" });

describe("files of an Alertmanager", () => {
  test("are composed into what is built, routed and checked", async () => {
    const { cwd, kept, folder } = project();
    const { diagnostics, sources } = await build(cwd);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(sources).toEqual(expect.arrayContaining([kept, join(folder, "pay/alertmanager.yml")]));
    const text = readFileSync(join(cwd, "generated/alertmanagers/company/alertmanager.yml"), "utf8");
    expect(text.replace(/^ *# begin telltale\n[\s\S]*?# end telltale\n/gm, "")).toBe(keep);
    const route = await explainRoutes({ cwd, file: undefined, labels: { system: "pay" } });
    expect(route.text).toContain("pay/team");
    const deprecated = diagnostics.filter(({ id }) => id === "alertmanager/deprecated-match");
    expect(deprecated).toMatchObject([{ span: { file: kept, start: { line: 5 } } }]);
  });

  test("must exist, be text, and be small", async () => {
    const { cwd, kept, folder } = project();
    rmSync(join(folder, "pay"), { recursive: true });
    writeFileSync(kept, Buffer.from([0xff, 0xfe]));
    const found = async () =>
      (await build(cwd)).diagnostics
        .filter(({ id }) => id === "config/bad-alertmanager-file")
        .map(({ summary, details, span }) => `${span?.start.line} ${summary}: ${details}`);
    expect(await found()).toEqual([
      '7 cannot read the Alertmanager configuration "ops/alertmanager.yml": It is not UTF-8.',
      expect.stringMatching(/^8 cannot read the Alertmanager configuration ".*pay\/alertmanager.yml": .*no such file/),
    ]);
    writeFileSync(kept, "#".repeat(1_000_001));
    expect((await found())[0]).toContain("larger than a megabyte");
  });
});
