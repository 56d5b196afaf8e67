import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import type { TextRange } from "../../diagnostics/positions.js";
import { promqlFindings } from "../../promql/findings.js";
import { type Expr, type PrometheusVersion, parse, ruleDialect } from "../../promql/index.js";
import { readYaml, resolveAlias, toSpan, type YamlMapping, type YamlNode, type YamlText } from "../../yaml/index.js";
import { parseDuration } from "../prometheus/duration.js";
import { rangeIn, sourceText } from "../prometheus/source-text.js";
import { sloFileFindings } from "./findings.js";

/** A query of an SLO that is evaluated as it is written, with a range in the place of `{{.window}}`. */
export interface SloQuery {
  /** `SLO "cart-availability"` */
  readonly name: string;
  readonly text: string;
  readonly expr: Expr;
  locate(start: number, end: number): Span;
}

export interface ReadSpecificationsResult {
  readonly queries: readonly SloQuery[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ReadSpecificationsOptions {
  /** The path that diagnostics show. */
  readonly file: string;
  readonly version: PrometheusVersion;
}

/**
 * Reads specifications of SLOs for sloth, pyrra and OpenSLO, and reports what these tools refuse: objectives out of range,
 * indicators that are missing or of two kinds, queries that do not parse. Documents of other kinds are passed over.
 *
 * @example
 * readSpecifications(text, { file: "slos.yml", version: { major: 3, minor: 5 } }).diagnostics;
 */
export function readSpecifications(
  text: string,
  { file, version }: ReadSpecificationsOptions,
): ReadSpecificationsResult {
  const yaml = readYaml(text, { file, documents: "all" });
  const reader = new SpecificationReader(yaml, version);
  if (yaml.diagnostics.length === 0) for (const document of yaml.documents) reader.document(document);
  return { queries: reader.queries, diagnostics: [...yaml.diagnostics, ...reader.diagnostics] };
}

class SpecificationReader {
  readonly queries: SloQuery[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private readonly yaml: YamlText;
  private readonly version: PrometheusVersion;
  private subject: string | undefined;

  constructor(yaml: YamlText, version: PrometheusVersion) {
    this.yaml = yaml;
    this.version = version;
  }

  document(node: YamlNode): void {
    this.subject = undefined;
    const document = resolveAlias(node);
    if (document.kind !== "mapping") return;
    const apiVersion = textOf(fieldOf(document, "apiVersion")) ?? "";
    const kind = textOf(fieldOf(document, "kind"));
    const spec = mappingOf(fieldOf(document, "spec"));
    if (textOf(fieldOf(document, "version")) === "prometheus/v1") this.sloth(document);
    else if (kind === "PrometheusServiceLevel") this.sloth(spec ?? document);
    else if (kind === "ServiceLevelObjective" && apiVersion.startsWith("pyrra.dev/")) this.pyrra(document, spec);
    else if (/^openslo(?:\.com)?\//.test(apiVersion)) this.openSlo(document, spec, kind);
  }

  private sloth(spec: YamlMapping): void {
    if (!textOf(fieldOf(spec, "service"))) this.report(spec, "the specification names no service", "set service");
    const slos = itemsOf(fieldOf(spec, "slos"));
    if (slos.length === 0) this.report(spec, "the specification has no SLO", "add one to slos");
    const names = new Set<string>();
    for (const slo of slos) {
      const name = textOf(fieldOf(slo, "name"));
      this.subject = name && `SLO "${name}"`;
      if (!name) this.report(slo, "the SLO has no name", "set name");
      else if (names.has(name))
        this.report(fieldOf(slo, "name")!, `another SLO is called "${name}"`, "rename one of them");
      if (name) names.add(name);
      this.percentage(slo, "objective");
      this.slothIndicator(slo);
    }
  }

  private slothIndicator(slo: YamlMapping): void {
    const sli = mappingOf(fieldOf(slo, "sli"));
    const kinds = sli ? ["events", "raw", "plugin"].filter((kind) => fieldOf(sli, kind)) : [];
    const [kind] = kinds;
    if (sli === undefined || kind === undefined || kinds.length > 1) {
      const problem =
        kinds.length > 1 ? `the SLO has two indicators: ${kinds.join(" and ")}` : "the SLO has no indicator";
      this.report(sli ?? slo, problem, "set one of events, raw and plugin in sli");
      return;
    }
    const indicator = mappingOf(fieldOf(sli, kind));
    if (kind === "plugin") return;
    const fields = kind === "raw" ? [["error_ratio_query", "errorRatioQuery"]] : slothEvents;
    for (const names of fields) {
      const query = names.map((field) => indicator && fieldOf(indicator, field)).find((node) => textOf(node));
      if (query === undefined) this.report(indicator ?? sli, `the indicator has no ${names[0]}`, `set ${names[0]}`);
      else this.slothQuery(query, names[0]!);
    }
  }

  private slothQuery(node: YamlNode, field: string): void {
    const text = textOf(node)!;
    if (!windowVariable.test(text)) {
      this.report(node, `${field} has no range {{.window}}`, "write {{.window}} for the range: sloth sets it");
    }
    const query = this.query(
      node,
      text.replaceAll(allWindowVariables, (variable) => "5m".padEnd(variable.length)),
    );
    if (query) this.queries.push(query);
  }

  private pyrra(document: YamlMapping, spec: YamlMapping | undefined): void {
    const name = textOf(fieldOf(mappingOf(fieldOf(document, "metadata")) ?? document, "name"));
    this.subject = name && `SLO "${name}"`;
    if (spec === undefined) {
      this.report(document, "the SLO has no spec", "set spec");
      return;
    }
    this.percentage(spec, "target");
    const window = fieldOf(spec, "window");
    const length = parseDuration(textOf(window) ?? "");
    if (!length) this.report(window ?? spec, "the window is not a duration", "set window, such as 4w");
    const indicator = mappingOf(fieldOf(spec, "indicator"));
    const kinds = indicator ? Object.keys(pyrraQueries).filter((kind) => fieldOf(indicator, kind)) : [];
    const [kind] = kinds;
    if (indicator === undefined || kind === undefined || kinds.length > 1) {
      const problem =
        kinds.length > 1 ? `the SLO has two indicators: ${kinds.join(" and ")}` : "the SLO has no indicator";
      this.report(indicator ?? spec, problem, `set one of ${Object.keys(pyrraQueries).join(", ")} in indicator`);
      return;
    }
    for (const path of pyrraQueries[kind]!) {
      const query = path.reduce<YamlNode | undefined>(
        (node, key) => fieldOf(mappingOf(node), key),
        fieldOf(indicator, kind),
      );
      const where = [kind, ...path].join(".");
      if (!textOf(query)) this.report(fieldOf(indicator, kind)!, `the indicator has no ${where}`, `set ${where}`);
      else this.query(query!, textOf(query)!);
    }
  }

  private openSlo(document: YamlMapping, spec: YamlMapping | undefined, kind: string | undefined): void {
    const name = textOf(fieldOf(mappingOf(fieldOf(document, "metadata")) ?? document, "name"));
    this.subject = name && `${kind} "${name}"`;
    if (kind === "SLI") this.openSloIndicator(spec);
    if (kind !== "SLO") return;
    const objectives = itemsOf(fieldOf(spec, "objectives"));
    if (objectives.length === 0) this.report(spec ?? document, "the SLO has no objectives", "add one to objectives");
    for (const objective of objectives) {
      if (fieldOf(objective, "targetPercent")) this.percentage(objective, "targetPercent");
      else this.share(objective);
      this.openSloIndicator(mappingOf(fieldOf(mappingOf(fieldOf(objective, "indicator")), "spec")));
    }
    this.openSloIndicator(mappingOf(fieldOf(mappingOf(fieldOf(spec, "indicator")), "spec")));
  }

  /** Parses the queries for Prometheus. Other sources have languages of their own. */
  private openSloIndicator(spec: YamlMapping | undefined): void {
    const ratio = mappingOf(fieldOf(spec, "ratioMetric"));
    const metrics = [
      fieldOf(spec, "thresholdMetric"),
      ...["good", "bad", "total", "raw"].map((part) => fieldOf(ratio, part)),
    ];
    for (const metric of metrics) {
      const source = mappingOf(fieldOf(mappingOf(metric), "metricSource"));
      const isPrometheus = /^prometheus$/i.test(textOf(fieldOf(source, "type")) ?? "");
      const query = fieldOf(mappingOf(fieldOf(source, "spec")), "query");
      if (isPrometheus && textOf(query)) this.query(query!, textOf(query)!);
    }
  }

  private percentage(holder: YamlMapping, field: string): void {
    const node = fieldOf(holder, field);
    const value = Number(textOf(node) || Number.NaN);
    if (value > 0 && value <= 100) return;
    this.report(node ?? holder, `${field} is not a percentage`, `set ${field} to a number up to 100, such as 99.9`);
  }

  private share(objective: YamlMapping): void {
    const node = fieldOf(objective, "target");
    const value = Number(textOf(node) || Number.NaN);
    if (value >= 0 && value < 1) return;
    this.report(node ?? objective, "target is not a share", "set target to a number from 0 to 1, such as 0.999");
  }

  /** Parses a query, and reports its errors where they are. `text` is as long as what is written. */
  private query(node: YamlNode, text: string): SloQuery | undefined {
    const { expr, errors } = parse(text, ruleDialect(this.version));
    const source = sourceText(this.yaml, { value: text, node });
    const locate = (start: number, end: number) => toSpan(this.yaml, rangeIn(source, start, end));
    for (const { message, start, end, hint } of errors) {
      this.diagnostics.push({
        ...finding(promqlFindings, "promql/syntax"),
        summary: message,
        ...(hint !== undefined && { fix: hint }),
        ...(this.subject !== undefined && { subject: this.subject }),
        span: locate(start, end),
      });
    }
    return expr && errors.length === 0 ? { name: this.subject ?? "SLO", text, expr, locate } : undefined;
  }

  private report(range: TextRange, summary: string, fix: string): void {
    this.diagnostics.push({
      ...finding(sloFileFindings, "slo/specification"),
      summary,
      fix,
      ...(this.subject !== undefined && { subject: this.subject }),
      span: toSpan(this.yaml, {
        start: range.start,
        end: Math.min(range.end, firstLineEnd(this.yaml.text, range.start)),
      }),
    });
  }
}

const windowVariable = /\{\{\s*\.window\s*\}\}/;
const allWindowVariables = /\{\{\s*\.window\s*\}\}/g;

/** Fields of events in files, and in resources of Kubernetes. */
const slothEvents: readonly (readonly string[])[] = [
  ["error_query", "errorQuery"],
  ["total_query", "totalQuery"],
];

/** The queries of each indicator of pyrra. */
const pyrraQueries: Readonly<Record<string, readonly (readonly string[])[]>> = {
  ratio: [
    ["errors", "metric"],
    ["total", "metric"],
  ],
  latency: [
    ["success", "metric"],
    ["total", "metric"],
  ],
  latencyNative: [["total", "metric"]],
  bool_gauge: [["metric"]],
};

function firstLineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}

function fieldOf(mapping: YamlMapping | undefined, name: string): YamlNode | undefined {
  return mapping?.entries.find(({ key }) => key.kind === "scalar" && key.value === name)?.value;
}

function mappingOf(node: YamlNode | undefined): YamlMapping | undefined {
  const target = node && resolveAlias(node);
  return target?.kind === "mapping" ? target : undefined;
}

function itemsOf(node: YamlNode | undefined): readonly YamlMapping[] {
  const target = node && resolveAlias(node);
  return target?.kind === "sequence" ? target.items.flatMap((item) => mappingOf(item) ?? []) : [];
}

function textOf(node: YamlNode | undefined): string | undefined {
  const target = node && resolveAlias(node);
  return target?.kind === "scalar" ? target.value : undefined;
}
