import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { inFileOrder } from "../../../diagnostics/order.js";
import { type PrometheusVersion, ruleDialect } from "../../../promql/index.js";
import { readYaml, toSpan, type YamlNode, type YamlText } from "../../../yaml/index.js";
import type { SourceGroup, SourceRuleFile } from "../source-rules.js";
import type { RuleLanguage } from "../types.js";
import { type DuplicateRule, reportDuplicateRules } from "./duplicate-rules.js";
import { isManifest, readRuleSpecs } from "./manifest.js";
import { readGroup } from "./read-group.js";
import { createDecoder, RuleFileReader } from "./rule-file-reader.js";
import { detectFileLanguage, type FileLanguage, hasNamespace } from "./rule-language.js";

export interface ReadRuleFileOptions {
  /** The path that diagnostics show. */
  readonly file: string;
  /** The targeted Prometheus release, with its features. */
  readonly version: PrometheusVersion;
  /**
   * Reads the file as Loki's ruler does if its expressions are LogQL, and as Mimir's does if it has the namespace of its
   * rules. Default false: it is Prometheus's.
   */
  readonly mayBeOfRuler?: boolean;
  /** The language of its expressions, if it is known. Default: PromQL, unless `mayBeOfRuler`. */
  readonly language?: RuleLanguage;
}

export interface ReadRuleFileResult {
  /** The parts that could be read. Undefined if the text is not valid YAML. */
  readonly file: SourceRuleFile | undefined;
  /** In file order. For a rule file, they include an error exactly when `promtool check rules` of that release fails. */
  readonly diagnostics: readonly Diagnostic[];
  /** Rules with the name and labels of an earlier rule. Their warnings are among `diagnostics`, too. */
  readonly duplicates: readonly DuplicateRule[];
}

/**
 * Reads a Prometheus rule file, or a PrometheusRule manifest of the Prometheus Operator, as strictly as the targeted
 * Prometheus does, and reports all problems at once.
 *
 * ```ts
 * const { file, diagnostics } = readRuleFile(text, { file: "rules.yml", version: { major: 2, minor: 42 } });
 * ```
 */
export function readRuleFile(text: string, options: ReadRuleFileOptions): ReadRuleFileResult {
  const { file, version, mayBeOfRuler = false, language: known = "promql" } = options;
  const manifest = isManifest(text);
  const yaml = readYaml(text, { file, documents: manifest ? "all" : "first" });
  if (yaml.diagnostics.length > 0) return { file: undefined, diagnostics: yaml.diagnostics, duplicates: [] };
  const decoder = createDecoder(yaml);
  if (!yaml.documents.every((document) => decoder.checkAliases(document))) {
    return { file: undefined, diagnostics: decoder.diagnostics, duplicates: [] };
  }
  const roots = manifest ? readRuleSpecs(decoder, yaml.documents) : yaml.documents.slice(0, 1);
  const dialect = ruleDialect(version);
  const language = mayBeOfRuler ? detectFileLanguage(roots, text, dialect) : fileLanguageOf(known);
  const isOfMimir = mayBeOfRuler && language.language === "promql" && hasNamespace(text);
  const reader = new RuleFileReader(yaml, decoder, { version, dialect, manifest, isOfMimir, ...language });
  const fields = isOfMimir || reader.language === "logql" ? fieldsOfRuler : fieldsOfPrometheus;
  const groups = roots.flatMap((root) => readGroups(reader, root, fields));
  const duplicates = reportDuplicateRules(reader, groups);
  reportUnreadDocument(reader, yaml);
  const source: SourceRuleFile = { file, language: reader.language, groups, span: (range) => toSpan(yaml, range) };
  return { file: source, diagnostics: inFileOrder(decoder.diagnostics), duplicates };
}

function fileLanguageOf(language: RuleLanguage): FileLanguage {
  return { language, evidence: undefined };
}

const fieldsOfPrometheus: ReadonlySet<string> = new Set(["groups"]);
const fieldsOfRuler: ReadonlySet<string> = new Set(["namespace", "groups"]);

function readGroups(reader: RuleFileReader, root: YamlNode, known: ReadonlySet<string>): SourceGroup[] {
  const seen = new Map<string, YamlNode>();
  const fields = reader.decoder.struct(root, "a rule file", known);
  const entry = fields?.get("groups");
  const groups: SourceGroup[] = [];
  for (const node of entry === undefined ? [] : reader.decoder.list(entry.value, "groups")) {
    const group = readGroup(reader, node, seen);
    if (group !== undefined) groups.push(group);
  }
  return groups;
}

function reportUnreadDocument({ decoder }: RuleFileReader, { unreadDocumentStart: start }: YamlText): void {
  if (start === undefined) return;
  decoder.subject = undefined;
  decoder.report(
    "rules/unread-document",
    { start, end: start },
    "Prometheus reads only the first YAML document and ignores this one",
    {
      fix: "merge the documents, or move this one to its own file",
    },
  );
}
