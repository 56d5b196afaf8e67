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

/** The rules that a file of tests is about. */
export interface RulesUnderTest {
  readonly groups: readonly RuleGroupSource[];
  readonly files: readonly SourceRuleFile[];
  /** With an error among them the tests cannot be run. */
  readonly diagnostics: readonly Diagnostic[];
}

interface ReadRules {
  readonly file: SourceRuleFile | undefined;
  readonly text: string | undefined;
  readonly problems: readonly Diagnostic[];
}

/** Finds and reads the rule files that tests name, each once however many name it. */
export class RuleFiles {
  private readonly cwd: string;
  private readonly version: PrometheusVersion;
  private readonly read = new Map<string, ReadRules>();

  constructor(cwd: string, version: PrometheusVersion) {
    this.cwd = cwd;
    this.version = version;
  }

  /** The text of a rule file that was read. */
  textOf(path: string): string | undefined {
    return this.read.get(path)?.text;
  }

  /** The rules that a file of tests names, by patterns that begin at its folder. */
  rulesOf(tests: TestFile): RulesUnderTest {
    const diagnostics: Diagnostic[] = [];
    const paths = new Set<string>();
    const folder = dirname(resolve(this.cwd, tests.file));
    for (const pattern of tests.ruleFiles) {
      const found = goGlob(pattern.value, folder);
      if ("isMalformed" in found) diagnostics.push(malformed(pattern.value, tests.span(pattern)));
      else if (found.paths.length === 0) diagnostics.push(noMatch(pattern.value, tests.span(pattern)));
      else for (const path of found.paths) paths.add(portablePath(this.cwd, resolve(folder, path)));
    }
    // Rule files that no test looks at may be as they like.
    if (tests.tests.length === 0) return { groups: [], files: [], diagnostics };
    const { evaluationInterval: interval } = tests;
    const read = Array.from(paths, (path) => this.rulesIn(path));
    const files = read.flatMap(({ file }) => file ?? []);
    return {
      groups: files.flatMap(({ file, groups }) => groups.map(({ data }) => ruleGroupSource(data, { file, interval }))),
      files,
      diagnostics: [...diagnostics, ...read.flatMap(({ problems }) => problems)],
    };
  }

  private rulesIn(path: string): ReadRules {
    let rules = this.read.get(path);
    if (!rules) {
      rules = this.readRules(path);
      this.read.set(path, rules);
    }
    return rules;
  }

  private readRules(path: string): ReadRules {
    const read = readTextFile(path, this.cwd);
    if ("problem" in read) return { file: undefined, text: undefined, problems: [read.problem] };
    const { file, diagnostics } = readRuleFile(read.text, { file: path, version: this.version });
    return { file, text: read.text, problems: diagnostics.filter(({ severity }) => severity === "error") };
  }
}

function noMatch(pattern: string, span: Diagnostic["span"] & object): Diagnostic {
  return {
    ...finding(testFileFindings, "test-file/no-rule-file"),
    summary: `no rule file matches "${pattern}"`,
    details: "To promtool that is no mistake: the tests are run without those rules.",
    fix: "correct the path; it begins at the folder of this file, and ** stands for one folder only",
    span,
  };
}

function malformed(pattern: string, span: Diagnostic["span"] & object): Diagnostic {
  return {
    ...finding(testFileFindings, "test-file/bad-pattern"),
    summary: `"${pattern}" is no pattern: a bracket is not closed, or a backslash stands at the end`,
    fix: "put a backslash in front of a bracket that is meant as it is",
    span,
  };
}
