import { templateFindings } from "../../../gotemplate/findings.js";
import {
  alertTemplateOptions,
  findPlainLabels,
  parseTemplate,
  type TemplateOptions,
} from "../../../gotemplate/index.js";
import { logqlFindings } from "../../../logql/findings.js";
import { promqlFindings } from "../../../promql/findings.js";
import { type Dialect, isAtLeast, type PrometheusVersion } from "../../../promql/index.js";
import {
  Decoder,
  type LocatedValue,
  type TextEntry,
  type YamlEntry,
  type YamlNode,
  type YamlText,
} from "../../../yaml/index.js";
import { parseDuration } from "../duration.js";
import { ruleFileFindings } from "../findings.js";
import { lokiNames, lokiTemplates } from "../loki.js";
import { findLabelNameProblem } from "../names.js";
import type { SourceLabel, SourceText } from "../source-rules.js";
import { rangeIn, sourceText } from "../source-text.js";
import type { RuleLanguage } from "../types.js";
import type { FileLanguage } from "./rule-language.js";

const findings = { ...ruleFileFindings, ...promqlFindings, ...logqlFindings, ...templateFindings };

export type RuleFileDecoder = Decoder<keyof typeof findings>;

export function createDecoder(yaml: YamlText): RuleFileDecoder {
  return new Decoder(yaml, findings, { unknownField: "rules/unknown-field", wrongType: "rules/wrong-type" });
}

interface RuleFileSettings extends FileLanguage {
  /** The targeted release, and its PromQL. */
  readonly version: PrometheusVersion;
  readonly dialect: Dialect;
  readonly manifest: boolean;
  /** True for a file of Mimir's tools, whose groups have more fields. */
  readonly isOfMimir: boolean;
}

/** State shared by the readers of groups and rules: the decoder of the file and the targeted release. */
export class RuleFileReader {
  readonly decoder: RuleFileDecoder;
  readonly dialect: Dialect;
  readonly templateOptions: TemplateOptions;
  readonly groupFields: ReadonlySet<string>;
  readonly ruleFields: ReadonlySet<string>;
  /** The language of expressions: LogQL in rules for Loki. */
  readonly language: RuleLanguage;
  /** The expression that decided the language. */
  readonly evidence: YamlNode | undefined;
  /** True once an expression in the other language was reported. */
  hasReportedMix = false;
  /** The release whose rules for names hold. */
  readonly version: PrometheusVersion;
  /** True before 3.3, where `alert`, `record` and `expr` are read as raw text: an alias is its name, null is "null". */
  readonly hasRawRuleFields: boolean;
  private readonly yaml: YamlText;

  constructor(
    yaml: YamlText,
    decoder: RuleFileDecoder,
    { version, dialect, manifest, isOfMimir, language, evidence }: RuleFileSettings,
  ) {
    this.yaml = yaml;
    this.decoder = decoder;
    this.language = language;
    this.evidence = evidence;
    this.dialect = dialect;
    this.templateOptions = alertTemplateOptions(language === "logql" ? lokiTemplates : version);
    this.version = language === "logql" ? lokiNames : version;
    this.hasRawRuleFields = !manifest && language === "promql" && !isAtLeast(version, 3, 3);
    const plain = groupFieldsFor(language === "logql" ? lokiTemplates : version, manifest);
    this.groupFields = isOfMimir ? new Set([...plain, ...groupFieldsOfMimir]) : plain;
    this.ruleFields = ruleFieldsFor(version);
  }

  sourceText(located: LocatedValue<string>): SourceText {
    return sourceText(this.yaml, located);
  }

  labels(entry: YamlEntry | undefined, description: string): SourceLabel[] {
    const texts = entry === undefined ? [] : this.decoder.texts(entry.value, description);
    return texts.map((text: TextEntry) => ({ name: this.sourceText(text.name), value: this.sourceText(text.value) }));
  }

  /** The text of a duration. Undefined if it is absent or invalid; an invalid one is reported. */
  duration(entry: YamlEntry | undefined, field: string): string | undefined {
    const text = entry && this.decoder.text(entry.value, field);
    if (text === undefined || parseDuration(text) !== undefined) return text;
    const fix = "write it with units, such as 5m, 90s or 1h30m";
    this.decoder.report("rules/invalid-duration", entry!.value, `${field}: "${text}" is not a duration`, { fix });
    return undefined;
  }

  checkLabelNames(
    labels: readonly SourceLabel[],
    id: "rules/invalid-label-name" | "rules/invalid-annotation-name",
    kind: "label" | "annotation",
  ): void {
    for (const { name } of labels) {
      const problem = findLabelNameProblem(name.value, kind, this.version);
      if (problem) this.decoder.report(id, name, problem.summary, { fix: problem.fix });
    }
  }

  /** Checks the syntax of a template. Only labels and annotations of alerting rules are templates. */
  checkTemplate(text: SourceText): void {
    if (findPlainLabels(text.value)) return;
    for (const { message, start, end, hint } of parseTemplate(text.value, this.templateOptions).errors) {
      this.decoder.report("template/syntax", rangeIn(text, start, end), message, {
        ...(hint !== undefined && { fix: hint }),
        excerpt: { text: text.value, start, end },
      });
    }
  }
}

/** The nodes of the fields' values. */
export function fieldValues(fields: ReadonlyMap<string, YamlEntry>): ReadonlyMap<string, YamlNode> {
  return new Map(Array.from(fields, ([name, entry]) => [name, entry.value]));
}

const groupFieldsOfMimir: readonly string[] = [
  "align_evaluation_time_on_interval",
  "evaluation_delay",
  "labels",
  "query_offset",
  "source_tenants",
];

function groupFieldsFor(version: PrometheusVersion, manifest: boolean): ReadonlySet<string> {
  const fields = ["name", "interval", "limit", "rules"];
  if (manifest || isAtLeast(version, 2, 53)) fields.push("query_offset");
  if (manifest || isAtLeast(version, 3, 0)) fields.push("labels");
  if (manifest) fields.push("partial_response_strategy");
  return new Set(fields);
}

function ruleFieldsFor(version: PrometheusVersion): ReadonlySet<string> {
  const fields = ["record", "alert", "expr", "for", "labels", "annotations"];
  if (isAtLeast(version, 2, 42)) fields.push("keep_firing_for");
  return new Set(fields);
}
