import { dirname, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { readRuleFile, type SourceRuleFile } from "../../formats/prometheus/index.js";
import { testFileFindings } from "../../formats/prometheus-tests/findings.js";
import type { TestFile } from "../../formats/prometheus-tests/index.js";
import type { PrometheusVersion } from "../../promql/index.js";
import { type RuleGroupSource, ruleGroupSource } from "../../simulate/index.js";
import { goGlob } from "../files/go-glob.js";
import { portablePath } from "../files/portable-path.js";
import { readTextFile } from "../files/read-files.js";

/** The rules that a test file names. */
export interface TestedRules {
  readonly groups: readonly RuleGroupSource[];
  readonly files: readonly SourceRuleFile[];
  /** With an error among them, the tests cannot run. */
  readonly diagnostics: readonly Diagnostic[];
}

interface CachedRules {
  readonly file: SourceRuleFile | undefined;
  readonly text: string | undefined;
  readonly problems: readonly Diagnostic[];
}

/** Finds, reads and caches the rule files that tests name. */
export class RuleFiles {
  private readonly cwd: string;
  private readonly version: PrometheusVersion;
  private readonly read = new Map<string, CachedRules>();

  constructor(cwd: string, version: PrometheusVersion) {
    this.cwd = cwd;
    this.version = version;
  }

  /** Returns the text of a rule file that was read. */
  textOf(path: string): string | undefined {
    return this.read.get(path)?.text;
  }

  /** Reads the rules that a test file names, by patterns relative to its folder. */
  rulesOf(tests: TestFile): TestedRules {
    const diagnostics: Diagnostic[] = [];
    const paths = new Set<string>();
    const folder = dirname(resolve(this.cwd, tests.file));
    for (const pattern of tests.ruleFiles) {
      const result = goGlob(pattern.value, folder);
      if ("isMalformed" in result) diagnostics.push(malformed(pattern.value, tests.span(pattern)));
      else if (result.paths.length === 0) diagnostics.push(noMatch(pattern.value, tests.span(pattern)));
      else for (const path of result.paths) paths.add(portablePath(this.cwd, resolve(folder, path)));
    }
    // Without tests, promtool does not read the rule files.
    if (tests.tests.length === 0) return { groups: [], files: [], diagnostics };
    const { evaluationInterval: interval } = tests;
    const read = Array.from(paths, (path) => this.rulesIn(path));
    const files = read.flatMap(({ file }) => file ?? []);
    return {
      groups: files.flatMap(({ file, language, groups }) =>
        groups.map(({ data }) => ruleGroupSource(data, { file, interval, language })),
      ),
      files,
      diagnostics: [...diagnostics, ...read.flatMap(({ problems }) => problems)],
    };
  }

  private rulesIn(path: string): CachedRules {
    let rules = this.read.get(path);
    if (!rules) {
      rules = this.readRules(path);
      this.read.set(path, rules);
    }
    return rules;
  }

  private readRules(path: string): CachedRules {
    const read = readTextFile(path, this.cwd);
    if ("problem" in read) return { file: undefined, text: undefined, problems: [read.problem] };
    const { file, diagnostics } = readRuleFile(read.text, { file: path, version: this.version, mayBeOfRuler: true });
    return { file, text: read.text, problems: diagnostics.filter(({ severity }) => severity === "error") };
  }
}

function noMatch(pattern: string, span: Diagnostic["span"] & object): Diagnostic {
  return {
    ...finding(testFileFindings, "test-file/no-rule-file"),
    summary: `no rule file matches "${pattern}"`,
    details: "promtool does not report this: it runs the tests without those rules.",
    fix: "correct the path: it is relative to the folder of this file, and ** matches one folder only",
    span,
  };
}

function malformed(pattern: string, span: Diagnostic["span"] & object): Diagnostic {
  return {
    ...finding(testFileFindings, "test-file/bad-pattern"),
    summary: `"${pattern}" is not a valid pattern: it has an unclosed bracket or ends with a backslash`,
    fix: "escape a literal bracket with a backslash",
    span,
  };
}
