import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readPrometheusConfig } from "../../../src/formats/prometheus-config/index.js";
import { parseVersion } from "../../../src/promql/index.js";
import { corpusFolder } from "../../oracles/corpus.js";

const { path: folder, missing } = corpusFolder("collection/prometheus-config");

interface Verdict {
  readonly ok: boolean;
  readonly errors?: readonly string[];
  /** The verdict of `--agent`. */
  readonly agent?: Verdict;
}

/** Kinds of service discovery that Debian builds 2.42 without: it refuses what Prometheus 2.42 accepts. */
const notInDebian = /^\s*(?:- )?["']?(?:kubernetes|consul|nomad|linode)_sd_configs?["']?\s*:/m;

describe.skipIf(missing)("configurations with recorded verdicts of promtool check config --syntax-only", () => {
  const { files } = missing ? { files: {} } : JSON.parse(readFileSync(`${folder}verdicts.json`, "utf8"));
  const cases = Object.entries(files as Record<string, Record<string, Verdict>>).flatMap(([name, verdicts]) =>
    Object.entries(verdicts).map(([release, verdict]) => ({ name, release, verdict })),
  );
  test.each(cases)("$name for $release", ({ name, release, verdict }) => {
    const text = readFileSync(`${folder}${name}`, "utf8");
    if (release.startsWith("2.42") && notInDebian.test(text)) return;
    const read = (isAgent: boolean) => {
      const { diagnostics } = readPrometheusConfig(text, { file: name, version: parseVersion(release)!, isAgent });
      return diagnostics.filter(({ severity }) => severity === "error").map(({ summary }) => summary);
    };
    expect(read(false).length === 0, `${verdict.errors}\nours: ${read(false)}`).toBe(verdict.ok);
    if (verdict.agent === undefined) return;
    expect(read(true).length === 0, `${verdict.agent.errors}\nours: ${read(true)}`).toBe(verdict.agent.ok);
  });
});
