import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lintExposition, readExposition } from "../../../src/formats/exposition/index.js";
import { parseVersion } from "../../../src/promql/index.js";
import { corpusFolder } from "../../oracles/corpus.js";

const { path: folder, missing } = corpusFolder("collection/prometheus-config");

interface Verdict {
  /** 0 without a problem, 1 if the page cannot be parsed, 3 with problems of its names. */
  readonly rc: number;
  readonly output?: readonly string[];
}

interface Case {
  readonly text: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

describe.skipIf(missing)("pages with recorded verdicts of promtool check metrics", () => {
  const { cases } = missing ? { cases: {} } : JSON.parse(readFileSync(`${folder}check-metrics.json`, "utf8"));
  const all = Object.entries(cases as Record<string, Case>).flatMap(([name, { text, verdicts }]) =>
    Object.entries(verdicts).map(([release, verdict]) => ({ name, text, release, verdict })),
  );
  test.each(all)("$name for $release", ({ text, release, verdict }) => {
    const options = { file: "metrics", version: parseVersion(release)! };
    const { families, diagnostics } = readExposition(text, options);
    const findings = diagnostics.length > 0 ? diagnostics : lintExposition(families, options);
    const rc = diagnostics.length > 0 ? 1 : findings.length > 0 ? 3 : 0;
    expect(rc, `${verdict.output}\nours: ${findings.map(({ summary }) => summary)}`).toBe(verdict.rc);
    // promtool stops at the first line that it cannot parse.
    if (rc === 3) expect(findings).toHaveLength(verdict.output!.length);
    const line = /in line (\d+)/.exec(verdict.output?.[0] ?? "")?.[1];
    if (rc === 1) expect(findings[0]!.span!.start.line).toBe(Number(line));
  });
});
