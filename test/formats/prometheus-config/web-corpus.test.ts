import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readWebConfig } from "../../../src/formats/prometheus-config/index.js";
import { parseVersion } from "../../../src/promql/index.js";
import { corpusFolder } from "../../oracles/corpus.js";

const { path: folder, missing } = corpusFolder("collection/prometheus-config/web");

describe.skipIf(missing)("web configurations with recorded verdicts of promtool check web-config", () => {
  const { files } = missing ? { files: {} } : JSON.parse(readFileSync(`${folder}verdicts.json`, "utf8"));
  const cases = Object.entries(files as Record<string, Record<string, { ok: boolean; errors?: string[] }>>).flatMap(
    ([name, verdicts]) => Object.entries(verdicts).map(([release, verdict]) => ({ name, release, verdict })),
  );
  test.each(cases)("$name for $release", ({ name, release, verdict }) => {
    const text = readFileSync(`${folder}${name}`, "utf8");
    const { diagnostics, references } = readWebConfig(text, { file: name, version: parseVersion(release)! });
    const summaries = diagnostics.map(({ summary }) => summary);
    // None of the certificates exists.
    const isRefused = summaries.length > 0 || references.length > 0;
    expect(!isRefused, `${verdict.errors}\nours: ${summaries}`).toBe(verdict.ok);
  });
});
