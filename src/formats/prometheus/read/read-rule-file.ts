import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { inFileOrder } from "../../../diagnostics/order.js";
import type { Feature, PrometheusVersion } from "../../../promql/index.js";
import { readYaml, toSpan, type YamlNode, type YamlText } from "../../../yaml/index.js";
import type { SourceGroup, SourceRuleFile } from "../source-rules.js";
import { type DuplicateRule, reportDuplicateRules } from "./duplicate-rules.js";
import { isManifest, readRuleSpecs } from "./manifest.js";
import { readGroup } from "./read-group.js";
import { RuleFileReader, type RuleLanguage } from "./rule-file-reader.js";
import { isRuleFileOfLoki } from "./rule-language.js";

export interface ReadRuleFileOptions {
  /** The path that diagnostics show. */
  readonly file: string;
  /** The targeted Prometheus release. */
  readonly version: PrometheusVersion;
  readonly features?: ReadonlySet<Feature>;
  /** Reads a file as Loki's ruler does, if its expressions are in LogQL. Default false. */
  readonly mayBeOfLoki?: boolean;
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
  const read = readRules(text, options, "promql");
  return options.mayBeOfLoki && isRuleFileOfLoki(text, read) ? readRules(text, options, "logql") : read;
}

function readRules(text: string, options: ReadRuleFileOptions, language: RuleLanguage): ReadRuleFileResult {
  const { file, version, features } = options;
  const manifest = isManifest(text);
  const yaml = readYaml(text, { file, documents: manifest ? "all" : "first" });
  if (yaml.diagnostics.length > 0) return { file: undefined, diagnostics: yaml.diagnostics, duplicates: [] };
  const reader = new RuleFileReader(yaml, version, features, manifest, language);
  if (!yaml.documents.every((document) => reader.decoder.checkAliases(document))) {
    return { file: undefined, diagnostics: reader.decoder.diagnostics, duplicates: [] };
  }
  const groups = manifest ? readManifests(reader, yaml) : readGroups(reader, yaml.documents[0], new Map());
  const duplicates = reportDuplicateRules(reader, groups);
  reportUnreadDocument(reader, yaml);
  const source: SourceRuleFile = { file, groups, span: (range) => toSpan(yaml, range) };
  return { file: source, diagnostics: inFileOrder(reader.decoder.diagnostics), duplicates };
}

const fileFields: Readonly<Record<RuleLanguage, ReadonlySet<string>>> = {
  promql: new Set(["groups"]),
  // The tools of Loki keep the namespace of rules in their file.
  logql: new Set(["namespace", "groups"]),
};

function readGroups(reader: RuleFileReader, root: YamlNode | undefined, seen: Map<string, YamlNode>): SourceGroup[] {
  const fields = root && reader.decoder.struct(root, "a rule file", fileFields[reader.language]);
  const entry = fields?.get("groups");
  const groups: SourceGroup[] = [];
  for (const node of entry === undefined ? [] : reader.decoder.list(entry.value, "groups")) {
    const group = readGroup(reader, node, seen);
    if (group !== undefined) groups.push(group);
  }
  return groups;
}

function readManifests(reader: RuleFileReader, yaml: YamlText): SourceGroup[] {
  return readRuleSpecs(reader.decoder, yaml.documents).flatMap((spec) => readGroups(reader, spec, new Map()));
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
