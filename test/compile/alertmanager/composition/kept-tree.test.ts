import { describe, expect, test } from "vitest";
import { missingTool } from "../../../oracles/tools.js";
import { checkConfig, routesOf } from "./amtool.js";
import { compose } from "./compose.js";

const keep = `# Ask the platform team before you change this file.
global:
  resolve_timeout: 7m
route:
  receiver: ops   # everybody sees what nobody routes
  group_wait: 45s
  routes:
    # Auditors want all of it.
    - receiver: archive
      continue: true
    - receiver: dba
      matchers: [ team="db" ]
receivers:
  - name: ops
  - name: archive
  - name: "dba"
`;

describe("a kept tree", () => {
  const { text, value, diagnostics } = compose({ keep });

  test("stays as it is, byte for byte, with the part of the project in it", () => {
    expect(diagnostics).toEqual([]);
    expect(text.replace(/^ *# begin telltale\n[\s\S]*?# end telltale\n/gm, "")).toBe(keep);
    expect(text).toContain(`      continue: true
    # begin telltale
    - receiver: shop/team
      matchers:
        - system="shop"
`);
  });

  test("is one configuration with it, for checks and simulations", () => {
    expect(value.global).toEqual({ resolve_timeout: "7m" });
    expect(value.route.routes?.map(({ receiver }) => receiver)).toEqual(["archive", "shop/team", "dba"]);
    expect(value.receivers.map(({ name }) => name)).toEqual(["ops", "archive", "dba", "shop/on-call", "shop/team"]);
    expect(value.templates).toEqual(["templates/telltale.tmpl"]);
  });

  test.skipIf(missingTool("amtool"))("is accepted by amtool, and routes as it did", () => {
    expect(checkConfig(text)).toBe("");
    expect(routesOf(text, { system: "shop", severity: "critical" })).toBe("archive,shop/on-call,shop/team");
    for (const labels of [
      ["team", "db"],
      ["system", "other"],
      ["severity", "critical"],
    ].map((one) => Object.fromEntries([one]))) {
      expect(routesOf(text, labels)).toBe(routesOf(keep, labels));
    }
  });

  test("with errors is reported at its own line", () => {
    expect(compose({ keep: "route:\n  receiver: nobody\nreceivers: []\n" }).problems).toEqual([
      expect.stringMatching(/^\/kept.yml:2 .*nobody/),
    ]);
  });

  test("must take additions", () => {
    expect(compose({ keep: keep.replace("routes:", "routes: &all") }).problems).toEqual([
      "/kept.yml:7 nothing can be added to the kept configuration: an anchor or a tag hides what is added to this list",
    ]);
  });

  test("may not have a time interval or a receiver of the project's name", () => {
    const { problems, artifact } = compose({
      keep: keep.replace('"dba"', "shop/team").replace("r: dba", "r: shop/team"),
    });
    expect(problems).toEqual([
      expect.stringMatching(/compose.ts:7 the kept configuration and the project both have a receiver "shop\/team"$/),
    ]);
    expect(artifact).toBeUndefined();
  });
});
