import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { isAtLeast, type PrometheusVersion } from "../../promql/index.js";
import { Families, type Family, type FamilyType } from "./families.js";
import { expositionFindings } from "./findings.js";
import { parseGoFloat } from "./go-float.js";
import { LineProblem, LineScanner } from "./line-scanner.js";

export interface ReadExpositionOptions {
  /** The path that diagnostics show. */
  readonly file: string;
  readonly version: PrometheusVersion;
  /** Reads OpenMetrics, with exemplars. @default the text format, as promtool does */
  readonly isOpenMetrics?: boolean;
}

export interface ReadExpositionResult {
  /** The metrics of the lines that could be read, those with samples. */
  readonly families: readonly Family[];
  /** In the order of lines. There is one exactly when `promtool check metrics` of that release cannot parse the page. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a page of metrics: the text format, which `/metrics` serves, or OpenMetrics.
 *
 * @example
 * readExposition(text, { file: "metrics", version: { major: 3, minor: 5 } }).families
 */
export function readExposition(text: string, options: ReadExpositionOptions): ReadExpositionResult {
  const reader = new PageReader(options);
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1;
    if (!isLast || /[^ \t]/.test(line)) reader.readLine(line, index + 1);
    if (isLast && /[^ \t]/.test(line))
      reader.report("the last line does not end with a line break", index + 1, line.length);
  }
  const families = [...reader.families.byName.values()].filter(({ samples }) => samples.length > 0);
  return { families, diagnostics: reader.diagnostics };
}

/** True for a page that ends as OpenMetrics demands. */
export function isOpenMetrics(text: string): boolean {
  return /^# EOF\n?$/m.test(text.slice(-10));
}

const types: readonly FamilyType[] = ["counter", "gauge", "histogram", "gaugehistogram", "summary", "untyped"];
const openMetricsTypes: Readonly<Record<string, FamilyType>> = {
  unknown: "untyped",
  info: "info",
  stateset: "stateset",
};

const metricName = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const labelName = /[a-zA-Z_][a-zA-Z0-9_]*/y;

class PageReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly families: Families;
  private readonly options: ReadExpositionOptions;

  constructor(options: ReadExpositionOptions) {
    this.options = options;
    this.families = new Families(options.isOpenMetrics === true);
  }

  readLine(text: string, line: number): void {
    const scanner = new LineScanner(text);
    try {
      scanner.skipBlanks();
      if (scanner.peek() === "#") this.readComment(scanner, line);
      else if (!scanner.isAtEnd) this.readSample(scanner, line);
    } catch (problem) {
      if (!(problem instanceof LineProblem)) throw problem;
      this.report(problem.message, line, problem.column);
    }
  }

  report(summary: string, line: number, column: number): void {
    const span = { file: this.options.file, start: { line, column: column + 1 } };
    this.diagnostics.push({ ...finding(expositionFindings, "exposition/syntax"), summary, span });
  }

  private readComment(scanner: LineScanner, line: number): void {
    scanner.at++;
    scanner.skipBlanks();
    const keyword = scanner.readToken();
    if (keyword !== "HELP" && keyword !== "TYPE") return;
    if (scanner.isAtEnd) return;
    scanner.skipBlanks();
    const start = scanner.at;
    const name = this.readName(scanner, metricName);
    if (scanner.isAtEnd) return;
    if (name === "" || !/[ \t]/.test(scanner.peek())) scanner.fail("this is not the name of a metric", start);
    const family = this.families.forSample(name, line);
    scanner.skipBlanks();
    if (scanner.isAtEnd) return;
    if (keyword === "HELP") this.readHelp(scanner, family);
    else this.readType(scanner, family);
  }

  private readHelp(scanner: LineScanner, family: Family): void {
    if (family.help !== undefined) scanner.fail(`a second HELP of ${family.name}`);
    const start = scanner.at;
    const text = scanner.text.slice(start);
    const bad = /(?:^|[^\\])(?:\\\\)*(\\(?![\\n"]).?)/.exec(text);
    if (bad !== null) scanner.fail(`there is no escape ${bad[1]}`, start + bad.index);
    family.help = text.replace(/\\([\\n"])/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped));
  }

  private readType(scanner: LineScanner, family: Family): void {
    if (family.type !== undefined) scanner.fail(`a second TYPE of ${family.name}, or one after its samples`);
    const written = scanner.text.slice(scanner.at);
    const lower = written.toLowerCase().replace(/^gauge_histogram$/, "gaugehistogram");
    const type =
      types.find((one) => one === lower) ?? (this.options.isOpenMetrics ? openMetricsTypes[lower] : undefined);
    if (type === undefined) scanner.fail(`there is no type "${written}"`);
    family.type = type;
  }

  /** Reads a name; since 3.0 it may be quoted. */
  private readName(scanner: LineScanner, pattern: RegExp): string {
    if (scanner.peek() !== '"' || !isAtLeast(this.options.version, 3, 0)) return scanner.read(pattern);
    const start = scanner.at;
    const name = scanner.readQuoted();
    pattern.lastIndex = 0;
    const isClassic = pattern.exec(name)?.[0] === name;
    if (!isClassic && this.options.isOpenMetrics !== true) scanner.fail(`"${name}" is not a classic name`, start);
    return name;
  }

  private readSample(scanner: LineScanner, line: number): void {
    const start = scanner.at;
    const isInBraces = scanner.peek() === "{" && isAtLeast(this.options.version, 3, 0);
    let name = isInBraces ? "" : this.readName(scanner, metricName);
    if (name === "" && !isInBraces) scanner.fail("this is not the name of a metric", start);
    scanner.skipBlanks();
    const labels = new Map<string, string>();
    if (scanner.peek() === "{") name = this.readLabels(scanner, name, labels);
    if (name === "") scanner.fail("the name of the metric is missing", start);
    const family = this.families.forSample(name, line);
    family.type ??= "untyped";
    checkBound(scanner, family, labels);
    const value = this.readValue(scanner);
    this.readTimestamp(scanner);
    family.samples.push({ name, labels, value, line });
  }

  /** Reads labels in braces; a quoted text without a value is the name of the metric, which is returned. */
  private readLabels(scanner: LineScanner, known: string, labels: Map<string, string>): string {
    let name = known;
    scanner.at++;
    for (;;) {
      scanner.skipBlanks();
      if (scanner.peek() === "}") break;
      const start = scanner.at;
      const label = this.readName(scanner, known === "" ? metricName : labelName);
      if (label === "") scanner.fail("this is not the name of a label");
      scanner.skipBlanks();
      if (scanner.peek() !== "=" && known === "" && name === "") name = label;
      else this.readLabelValue(scanner, label, labels, start);
      scanner.skipBlanks();
      if (scanner.peek() === "}") break;
      if (scanner.peek() !== ",") scanner.fail("a comma or a brace is missing after the label");
      scanner.at++;
    }
    scanner.at++;
    scanner.skipBlanks();
    return name;
  }

  private readLabelValue(scanner: LineScanner, label: string, labels: Map<string, string>, start: number): void {
    if (scanner.peek() !== "=") scanner.fail(`= is missing after the label "${label}"`);
    if (label === "__name__") scanner.fail("the label __name__ is reserved", start);
    if (labels.has(label)) scanner.fail(`the label "${label}" occurs twice`, start);
    scanner.at++;
    scanner.skipBlanks();
    if (scanner.peek() !== '"') scanner.fail("the value of a label must be in double quotes");
    labels.set(label, scanner.readQuoted());
  }

  private readValue(scanner: LineScanner): number {
    const start = scanner.at;
    const token = scanner.readToken();
    const value = parseGoFloat(token);
    if (value === undefined) scanner.fail(token === "" ? "the value is missing" : `"${token}" is not a number`, start);
    return value;
  }

  private readTimestamp(scanner: LineScanner): void {
    if (this.options.isOpenMetrics) {
      scanner.read(/[ \t]+-?[0-9.]+(?:[eE][-+]?\d+)?/y);
      scanner.read(/[ \t]+#[ \t]+\{.*/y);
      scanner.skipBlanks();
      if (!scanner.isAtEnd) scanner.fail("this is neither a timestamp nor an exemplar");
      return;
    }
    if (scanner.isAtEnd) return;
    scanner.skipBlanks();
    const start = scanner.at;
    const token = scanner.readToken();
    if (!/^[-+]?\d+$/.test(token) || Math.abs(Number(token)) >= 2 ** 63) {
      scanner.fail(`"${token}" is not a timestamp in milliseconds`, start);
    }
    if (!scanner.isAtEnd) scanner.fail("there is something after the timestamp");
  }
}

/** The bound of a bucket and the quantile of a summary are numbers. */
function checkBound(scanner: LineScanner, { type }: Family, labels: ReadonlyMap<string, string>): void {
  const name = type === "summary" ? "quantile" : type === "histogram" || type === "gaugehistogram" ? "le" : undefined;
  const bound = name === undefined ? undefined : labels.get(name);
  if (bound !== undefined && parseGoFloat(bound) === undefined) scanner.fail(`${name} "${bound}" is not a number`);
}
