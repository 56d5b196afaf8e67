import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { type PathBase, shownPath } from "../../diagnostics/shown-path.js";
import type { TestFile } from "../../formats/prometheus-tests/test-file.js";
import { testFindings } from "../findings.js";
import type { SmokeReport } from "../smoke/index.js";
import type { TestOutcome } from "../test-file/outcome.js";
import { type Difference, truncateDifferences } from "./difference.js";
import { describeFailure, describeWarning, type FailureReport } from "./failure.js";
import { countRun } from "./run-counts.js";
import { type TestedFile, type TestRun, type TypeScriptRun, type TypeScriptTest, testName } from "./test-run.js";
import { xmlElement, xmlText } from "./xml.js";

/** Renders test results as JUnit XML for CI servers, with a suite for each file. */
export function renderJunit(run: TestRun, base: PathBase & { readonly subset: boolean }): string {
  const suites = [
    ...(run.diagnostics.length === 0 ? [] : [errorSuite("telltale test", run.diagnostics, base)]),
    ...run.files.map((file) => fileSuite(file, base)),
    ...(run.typescript ? typescriptSuites(run.typescript, base) : []),
    ...(run.smoke ? [smokeSuite(run.smoke, base)] : []),
  ];
  const { tests, failed, skipped } = countRun(run);
  const broken = suites.reduce((sum, { errors }) => sum + errors, 0);
  const attributes = {
    name: "telltale test",
    tests: String(tests + broken + (run.smoke?.runs.length ?? 0)),
    failures: String(failed),
    errors: String(broken),
    skipped: String(skipped),
    time: seconds(run.milliseconds),
  };
  const document = xmlElement("testsuites", attributes, ["\n", ...suites.map(({ xml }) => `${xml}\n`)]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document}\n`;
}

interface Suite {
  readonly xml: string;
  readonly errors: number;
}

function fileSuite(file: TestedFile, base: PathBase & { readonly subset: boolean }): Suite {
  const { source, outcomes, milliseconds } = file;
  const shown = shownPath(file.file, base);
  const errors = file.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0 || !source) return errorSuite(shown, errors, base, milliseconds);
  const cases = outcomes.map((outcome) => renderCase(outcome, source, shown, base));
  const failures = outcomes.filter((outcome) => outcome.failures.length > 0).length;
  const counts = { tests: outcomes.length, failures, errors: 0, skipped: 0 };
  return { xml: renderSuite(shown, counts, milliseconds, cases), errors: 0 };
}

/** Renders a file that cannot run as a suite with one errored case. */
function errorSuite(name: string, diagnostics: readonly Diagnostic[], base: PathBase, milliseconds = 0): Suite {
  const text = diagnostics.map((diagnostic) => plainText({ diagnostic, differences: [] }, base)).join("\n\n");
  const message = diagnostics[0]?.summary ?? "cannot be run";
  const error = xmlElement("error", { message, type: diagnostics[0]?.id ?? "error" }, [xmlText(text)]);
  const cases = [xmlElement("testcase", { name, classname: name, time: "0" }, [error])];
  return { xml: renderSuite(name, { tests: 1, failures: 0, errors: 1, skipped: 0 }, milliseconds, cases), errors: 1 };
}

type Counts = Readonly<Record<"tests" | "failures" | "errors" | "skipped", number>>;

function renderSuite(name: string, counts: Counts, milliseconds: number, cases: readonly string[]): string {
  const numbers = Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, String(count)]));
  const content = cases.length === 0 ? [] : ["\n", ...cases.map((one) => `  ${one}\n`)];
  return xmlElement("testsuite", { name, ...numbers, time: seconds(milliseconds) }, content);
}

function renderCase(
  outcome: TestOutcome,
  source: TestFile,
  file: string,
  base: PathBase & { readonly subset: boolean },
) {
  const { test, failures, warnings, milliseconds } = outcome;
  const { line } = source.span(test).start;
  const reports = failures.map((failure) => describeFailure(failure, outcome, source, base.subset));
  const elements = reports.map((failure) => {
    const { id: type, summary: message } = failure.diagnostic;
    return xmlElement("failure", { message, type }, [xmlText(plainText(failure, base))]);
  });
  const notes = warnings.map((warning) =>
    plainText({ diagnostic: describeWarning(warning, outcome, source), differences: [] }, base),
  );
  const output = notes.length === 0 ? [] : [xmlElement("system-out", {}, [xmlText(notes.join("\n\n"))])];
  const name = testName(test, source);
  const attributes = { name, classname: file, file, line: String(line), time: seconds(milliseconds) };
  return xmlElement("testcase", attributes, [...elements, ...output]);
}

/** Renders a finding as plain text: position, message and diff. */
function plainText({ diagnostic, differences }: FailureReport, base: PathBase): string {
  const { span, id, summary, details, fix } = diagnostic;
  const position = span ? [`${shownPath(span.file, base)}:${span.start.line}:${span.start.column}`] : [];
  const lines = [...position, `${id}: ${summary}`];
  if (details !== undefined) lines.push(`why: ${details}`);
  if (fix !== undefined) lines.push(`fix: ${fix}`);
  return [...lines, ...differenceLines(differences)].join("\n");
}

const marks = { expected: "- ", got: "+ ", both: "  " } as const;

function differenceLines(differences: readonly Difference[]): string[] {
  if (differences.length === 0) return [];
  const { shown, left } = truncateDifferences(differences);
  const lines = shown.flatMap((difference) => ["", ...difference.map(({ side, text }) => marks[side] + text)]);
  return ["- expected  + got", ...lines, ...(left > 0 ? ["", `and ${left} more`] : [])];
}

/** Renders smoke tests: a case for each system and environment, and an error for each expression with a problem. */
function smokeSuite({ runs, diagnostics }: SmokeReport, base: PathBase): Suite {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const cases = [
    ...runs.map(({ system, environment }) => {
      return xmlElement("testcase", { name: `${system} in ${environment}`, classname: "smoke", time: "0" }, []);
    }),
    ...errors.map((diagnostic) => {
      const { id: type, summary: message, subject = message } = diagnostic;
      const text = xmlText(plainText({ diagnostic, differences: [] }, base));
      const error = xmlElement("error", { message, type }, [text]);
      return xmlElement("testcase", { name: subject, classname: "smoke", time: "0" }, [error]);
    }),
  ];
  const counts = { tests: cases.length, failures: 0, errors: errors.length, skipped: 0 };
  return { xml: renderSuite("smoke", counts, 0, cases), errors: errors.length };
}

function typescriptSuites({ tests, errors }: TypeScriptRun, base: PathBase): Suite[] {
  const files = new Map<string, TypeScriptTest[]>();
  for (const test of tests) files.set(test.file, [...(files.get(test.file) ?? []), test]);
  const suites = Array.from(files, ([file, ofFile]) => typescriptSuite(shownPath(file, base), ofFile));
  const broken = errors.map(({ file, message }) => {
    const diagnostic: Diagnostic = { ...finding(testFindings, "test/typescript"), summary: message };
    return errorSuite(file === undefined ? "vitest" : shownPath(file, base), [diagnostic], base);
  });
  return [...suites, ...broken];
}

function typescriptSuite(file: string, tests: readonly TypeScriptTest[]): Suite {
  const cases = tests.map(({ name, state, milliseconds, messages }) => {
    const elements =
      state === "skipped"
        ? [xmlElement("skipped", {}, [])]
        : messages.map((message) => {
            const [summary = ""] = message.split("\n");
            return xmlElement("failure", { message: summary, type: "test/typescript" }, [xmlText(message)]);
          });
    return xmlElement("testcase", { name, classname: file, file, time: seconds(milliseconds) }, elements);
  });
  const count = (state: TypeScriptTest["state"]) => tests.filter((test) => test.state === state).length;
  const counts = { tests: tests.length, failures: count("failed"), errors: 0, skipped: count("skipped") };
  return {
    xml: renderSuite(
      file,
      counts,
      tests.reduce((sum, test) => sum + test.milliseconds, 0),
      cases,
    ),
    errors: 0,
  };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
