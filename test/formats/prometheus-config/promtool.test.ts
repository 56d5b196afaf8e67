import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readPrometheusConfig } from "../../../src/formats/prometheus-config/index.js";
import { corpusFolder } from "../../oracles/corpus.js";
import { rounds, seed } from "../../oracles/rounds.js";
import { missingTool } from "../../oracles/tools.js";
import { mutate, randomNumbers } from "../mutate.js";
import { runPromtool } from "./promtool.js";

const { path: folder, missing } = corpusFolder("collection/prometheus-config");
const version = { major: 2, minor: 42 };

/** Values that fit some fields and not others. */
const replacements = [
  ...["null", "~", "''", "[]", "{}", "yes", "'yes'", "0", "-1", "1.5", "15s", "1d", "10MB", "1e3", "0x1F", ".inf"],
  ...["http", "https://a:b@c/d", "http://[::1]:80/x", "a%zz", "a b", "replace", "Keep", "labelmap", "hashmod", "$1"],
  ...["(.*)", "a)|(b", "(?<x>a)", "\\Qa", "__address__", "a-b", "node", "pod", "/etc/x.yml", "*.yml", "true", "TLS12"],
  ...["job_name", "regex", "target_label", "basic_auth", "tls_config", "url", "- a", "&x a", "*x", "<<", "!!str 1"],
];

/** Debian builds 2.42 without these, and the ones without a region ask the instance that it runs on. */
const skipped = /(?:kubernetes|consul|nomad|linode|ec2|lightsail)_sd/;

/** Go's yaml.v2 takes a mapping or list before a colon for the whole document, and does not read on. */
const flowKey = /^[{[][}\]]\s*:/m;

test.skipIf(missing ?? missingTool("promtool", "2.42"))(
  "mutated configurations get the verdict of promtool",
  { timeout: 120_000 },
  () => {
    const random = randomNumbers(seed);
    const originals = readdirSync(folder).filter((name) => name.endsWith(".yml"));
    const texts = originals
      .map((name) => readFileSync(`${folder}${name}`, "utf8"))
      .filter((text) => !skipped.test(text));
    const mutations = Array.from({ length: rounds(600) }, () => {
      const text = texts[Math.floor(random() * texts.length)]!;
      return mutate(text, replacements, random);
    }).filter((text) => !skipped.test(text) && !flowKey.test(text));
    const verdicts = runPromtool(mutations);
    const differences = mutations.flatMap((text, index) => {
      const { diagnostics } = readPrometheusConfig(text, { file: "prometheus.yml", version });
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      const theirs = verdicts[index];
      if (errors.length > 0 === (theirs !== undefined)) return [];
      return [`${text}\n--- promtool: ${theirs}\n--- ours: ${errors.map(({ summary }) => summary)}`];
    });
    expect(differences, `seed ${seed}\n${differences.slice(0, 5).join("\n=====\n")}`).toEqual([]);
    const accepted = verdicts.filter((verdict) => verdict === undefined).length / verdicts.length;
    expect(accepted, "share of accepted configurations").toBeGreaterThan(0.1);
  },
);
