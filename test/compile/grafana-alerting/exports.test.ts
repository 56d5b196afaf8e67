import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { AlertingFile } from "../../../src/formats/grafana-alerting/index.js";
import { parseYaml } from "../../../src/sync/objects/parse-yaml.js";
import { interpolateFile } from "../../formats/grafana-alerting/interpolate.js";
import { corpusFolder } from "../../oracles/corpus.js";
import { hasOpenapi, validateExport } from "./openapi.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const { path: exportsFolder, missing } = corpusFolder("grafana-alerting");

/** The provisioning files of this project, and of the golden case. */
const files = ["generated", "test/compile/goldens/grafana-alerting/expected"].flatMap((folder) =>
  readdirSync(`${repository}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((name) => /grafana-alerting\/[^/]+\.yaml$/.test(name))
    .map((name) => `${folder}/${name}`),
);

const read = (file: string) => interpolateFile(parseYaml(readFileSync(`${repository}${file}`, "utf8"))) as AlertingFile;

test("there are files of both environments that Grafana manages", () => {
  expect(files.filter((file) => file.startsWith("generated/"))).toHaveLength(8);
});

describe.skipIf(!hasOpenapi)("Grafana's own schema of an export", () => {
  test.each(files)("describes %s", (file) => {
    expect(validateExport(read(file))).toEqual([]);
  });

  test("refuses what it does not know", () => {
    const [group] = read("generated/prod/qnt9/grafana-alerting/rules.yaml").groups!;
    const planted = { groups: [{ ...group, rules: [{ ...group!.rules[0], noDataState: "Quiet", bogus: 1 }] }] };
    expect(validateExport(planted)).toHaveLength(2);
  });
});

describe.skipIf(missing)("a file that Grafana exported", () => {
  const exported = JSON.parse(
    missing ? "{}" : readFileSync(`${exportsFolder}receiver-exports/unredacted/all-integrations.json`, "utf8"),
  ) as { contactPoints: { receivers: { type: string; settings: object }[] }[] };
  const known = new Map(
    exported.contactPoints?.[0]?.receivers.map(({ type, settings }) => [type, Object.keys(settings)]),
  );
  /** Settings of PagerDuty and Slack that the export has no example of; Slack's is of 13. */
  const others: Readonly<Record<string, readonly string[]>> = { pagerduty: ["details"], slack: ["footer"] };

  test("has the settings of our contact points", () => {
    const points = JSON.parse(
      readFileSync(fileURLToPath(new URL("./goldens/contact-points.json", import.meta.url)), "utf8"),
    ) as Record<string, { type: string; settings: object }>;
    expect(Object.keys(points).length).toBeGreaterThan(12);
    for (const { type, settings } of Object.values(points)) {
      const names = [...(known.get(type) ?? []), ...(others[type] ?? [])];
      expect([type, Object.keys(settings).filter((name) => !names.includes(name))]).toEqual([type, []]);
    }
  });
});

/** Every text that Grafana would expand, in all files, comes out as it was compiled. */
test("nothing but secrets is left to the environment of Grafana", () => {
  for (const file of files) {
    const texts = JSON.stringify(read(file)).match(/<env [^>]*>|<file [^>]*>/g) ?? [];
    const isOfContacts = file.endsWith("contact-points.yaml");
    expect([file, texts.length > 0]).toEqual([file, isOfContacts]);
  }
});
