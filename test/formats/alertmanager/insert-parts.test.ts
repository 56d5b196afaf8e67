import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readAlertmanager } from "../../../src/formats/alertmanager/index.js";
import { type InsertedParts, insertParts } from "../../../src/formats/alertmanager/insert-parts.js";
import { renderYaml, type YamlValue } from "../../../src/yaml/index.js";
import { corpusFolder } from "../../oracles/corpus.js";
import { rounds, seed } from "../../oracles/rounds.js";
import { missingTool } from "../../oracles/tools.js";
import {
  type Choose,
  createChoose,
  createRandom,
  randomConfig,
  randomInhibition,
} from "../../routing/random-routing.js";

const parts: InsertedParts = {
  templates: ["templates/telltale.tmpl"],
  routes: [{ receiver: "shop/team", matchers: ['system="shop"'], active_time_intervals: ["shop/hours"] }],
  routePosition: 0,
  inhibitRules: [{ source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'], equal: ["app"] }],
  receivers: [{ name: "shop/team", webhook_configs: [{ url: "http://localhost:1/" }] }],
  timeIntervals: [{ name: "shop/hours", time_intervals: [{ weekdays: ["monday:friday"] }] }],
};

function inserted(text: string, changes: Partial<InsertedParts> = {}): string {
  const result = insertParts(text, { ...parts, ...changes });
  return "text" in result ? result.text : `refused: ${result.problem}`;
}

/** Without the lines that were added. */
function withoutParts(text: string): string {
  return text.replace(/^ *# begin telltale\r?\n[\s\S]*?# end telltale(?:\r?\n|$)/gm, "");
}

describe("parts are added to a configuration", () => {
  test("in its own layout, with its comments where they were", () => {
    const text = `# The company's tree. Ask the platform team.
route:
    receiver: ops   # they see everything
    routes:
    # Everything is archived.
    - receiver: archive
      continue: true
    - match: { team: db }
      receiver: dba

receivers:
- name: ops
- {name: archive}
- name: dba
`;
    expect(
      inserted(text, { routePosition: 1, templates: [], inhibitRules: [] }),
    ).toBe(`# The company's tree. Ask the platform team.
route:
    receiver: ops   # they see everything
    routes:
    # Everything is archived.
    - receiver: archive
      continue: true
    # begin telltale
    - receiver: shop/team
      matchers:
        - system="shop"
      active_time_intervals:
        - shop/hours
    # end telltale
    - match: { team: db }
      receiver: dba

receivers:
- name: ops
- {name: archive}
- name: dba
# begin telltale
- name: shop/team
  webhook_configs:
    - url: http://localhost:1/
# end telltale
# begin telltale
time_intervals:
  - name: shop/hours
    time_intervals:
      - weekdays:
          - monday:friday
# end telltale
`);
  });

  test("as JSON, where it is written as JSON", () => {
    const text =
      '{"route":{"receiver":"ops","routes":[{"receiver":"ops"}]},"receivers":[{"name":"ops"}],"inhibit_rules":[]}';
    const result = inserted(text);
    expect(JSON.parse(result)).toMatchObject({
      route: { receiver: "ops", routes: [parts.routes[0], { receiver: "ops" }] },
      receivers: [{ name: "ops" }, parts.receivers[0]],
      inhibit_rules: parts.inhibitRules,
      time_intervals: parts.timeIntervals,
    });
  });

  test("under keys without a value, behind block scalars, and where the last line has no end", () => {
    const text =
      "route:\n  receiver: ops\n  routes:  # none yet\nreceivers:\n  - name: ops\n    slack_configs:\n      - text: |\n          a\n\n        channel: b";
    expect(withoutParts(inserted(text))).toBe(`${text}\n`);
    expect(inserted(text)).toContain("routes:  # none yet\n    # begin telltale\n    - receiver: shop/team\n");
  });

  test.each([
    ["a list by its anchor", "route: { receiver: a, routes: &r [] }\nreceivers: [{ name: a }]\n", "an anchor or a tag"],
    ["a list by an alias", "x: &r []\nroute: { receiver: a, routes: *r }\nreceivers: []\n", "not written out"],
    ["a merge key", "x: &x { receiver: a }\nroute:\n  <<: *x\nreceivers: []\n", "a merge key may hold routes"],
    ["a mapping by its anchor", "route: &r { receiver: a }\nreceivers: []\n", "anchors and tags"],
    ["no mapping", "- route\n", "not a mapping"],
    ["no route", "receivers: []\n", "route is not written out"],
    ["null", "route: { receiver: a, routes: null }\nreceivers: []\n", "not written out"],
    [
      "line breaks that belong to a text",
      "route:\n  receiver: a\nreceivers:\n  - name: a\n    slack_configs:\n      - text: |+\n          a\n\n\n",
      "end it with a line break, or simplify it",
    ],
  ])("but not to %s", (_, text, problem) => expect(inserted(text)).toContain(problem));
});

describe("random trees", () => {
  test("keep every byte, and mean what they meant", () => {
    const choose = createChoose(createRandom(seed));
    for (let round = 0; round < rounds(200); round++) {
      const { text, isLines, count } = randomText(choose);
      const result = inserted(text, { routePosition: choose(Array.from({ length: count + 1 }, (_, index) => index)) });
      expect(result, text).not.toMatch(/^refused/);
      if (isLines) expect(withoutParts(result)).toBe(text);
      expect(isSubsequence(text, result)).toBe(true);
    }
  });

  test.skipIf(missingTool("amtool"))("amtool accepts what is added to", () => {
    const choose = createChoose(createRandom(seed + 1));
    const folder = mkdtempSync(join(tmpdir(), "telltale-"));
    const files = Array.from({ length: rounds(30) }, (_, index) => {
      const file = join(folder, `${index}.yml`);
      writeFileSync(file, inserted(randomText(choose).text));
      return file;
    });
    const { stdout, stderr, status } = spawnSync("amtool", ["check-config", ...files], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    expect(`${stdout}${stderr}`.match(/FAILED[\s\S]*/)?.[0]).toBeUndefined();
    expect(status).toBe(0);
  });
});

const { path: corpus, missing: missingCorpus } = corpusFolder("alertmanager");

test.skipIf(missingCorpus || missingTool("amtool"))("amtool accepts public configurations with parts, too", () => {
  const verdicts = JSON.parse(readFileSync(`${corpus}verdicts.json`, "utf8")) as Record<
    string,
    { readonly exit: number }
  >;
  const accepted = Object.keys(verdicts).filter((name) => verdicts[name]!.exit === 0);
  const folder = mkdtempSync(join(tmpdir(), "telltale-"));
  const files = accepted.map((name) => {
    const text = readFileSync(`${corpus}${name}`, "utf8");
    const result = inserted(text, { templates: [] });
    expect(isSubsequence(text, result), `${name}: ${result}`).toBe(true);
    const file = join(folder, name);
    writeFileSync(file, result);
    return file;
  });
  const { stdout, stderr } = spawnSync("amtool", ["check-config", ...files], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  expect(`${stdout}${stderr}`.match(/Checking.*FAILED.*/g) ?? []).toEqual([]);
  expect(accepted.length).toBeGreaterThan(10);
});

/** A configuration in a random layout: sections in any order, as blocks or in flow style, with comments between them. */
function randomText(choose: Choose) {
  const config = randomConfig(choose);
  const sections: readonly (readonly [string, YamlValue])[] = [
    ["route", config.route as unknown as YamlValue],
    ["receivers", config.receivers as unknown as YamlValue],
    ["inhibit_rules", choose([[], [randomInhibition(choose) as unknown as YamlValue]])],
    ["templates", ["/etc/templates/*.tmpl"]],
  ];
  const present = sections.filter(([key]) => key === "route" || key === "receivers" || choose([true, false]));
  const isLines = choose([true, true, false]);
  const texts = present
    .toSorted(() => choose([-1, 1]))
    .map(([key, value]) => (isLines || choose([true, false]) ? block(key, value, choose) : flow(key, value)));
  const lines = texts
    .join("")
    .split("\n")
    .slice(0, -1)
    .flatMap((line) => [...decoration(choose), line]);
  const text = `${choose(["", "---\n", "# The tree\n"])}${lines.join("\n")}\n${choose(["", "...\n", "\n\n# The end\n"])}`;
  // An empty list is in flow style.
  const hasFlow = /\[\]|\{/.test(text);
  const isWindows = choose([false, false, true]);
  const count = config.route.routes!.length;
  return { text: isWindows ? text.replaceAll("\n", "\r\n") : text, isLines: isLines && !hasFlow, count };
}

/** A section as lines. Lists may begin in the column of their key. */
function block(key: string, value: YamlValue, choose: Choose): string {
  const text = renderYaml({ [key]: value });
  return Array.isArray(value) && choose([true, false]) ? text.replace(/^ {2}/gm, "") : text;
}

function flow(key: string, value: YamlValue): string {
  return `${key}: ${JSON.stringify(value)}\n`;
}

function decoration(choose: Choose): readonly string[] {
  return choose<readonly string[]>([[], [], [], [""], ["# note"], ["      # far in"], ["", "# - receiver: old"]]);
}

function isSubsequence(part: string, whole: string): boolean {
  let index = 0;
  for (const character of whole) if (character === part[index]) index += 1;
  return index === part.length;
}

test("what is read of a configuration with parts is what was read before, and the parts", () => {
  const text = "route: { receiver: a }\nreceivers: [{ name: a }]\n";
  const { config, diagnostics } = readAlertmanager(inserted(text), { file: "a.yml", version: { major: 0, minor: 28 } });
  expect(diagnostics).toEqual([]);
  expect(config!.data).toMatchObject({
    route: { receiver: "a", routes: parts.routes },
    receivers: [{ name: "a" }, ...parts.receivers],
    time_intervals: parts.timeIntervals,
  });
});
