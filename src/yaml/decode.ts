import type { Diagnostic, Related } from "../diagnostics/diagnostic.js";
import { type FindingEntry, type FindingId, finding } from "../diagnostics/finding.js";
import { nearest } from "../diagnostics/nearest.js";
import { yamlFindings } from "./findings.js";
import type { YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "./node.js";
import { spanOf, type YamlText } from "./read.js";
import { findAliasProblem, resolveAlias } from "./values/aliases.js";
import { findDuplicateKeys, mergeEntries } from "./values/mapping.js";
import { parseYamlNumber } from "./values/number.js";
import { plainType, type ScalarType, scalarType } from "./values/scalar-type.js";

/** A value with the place it was read from. */
export interface LocatedValue<Value> {
  readonly value: Value;
  readonly node: YamlNode;
}

/** One entry of a mapping from text to text. */
export interface TextEntry {
  readonly name: LocatedValue<string>;
  readonly value: LocatedValue<string>;
}

/** Names of fields: a set of them, or a map by them. */
type FieldNames = Pick<ReadonlyMap<string, unknown>, "has" | "keys">;

interface TextRange {
  readonly start: number;
  readonly end: number;
}

type FindingHead = Pick<Diagnostic, "id" | "severity">;

/**
 * Decodes a tree into typed values as strictly as Go does with known fields: unknown and duplicate fields and values
 * of the wrong type are reported, all of them, and what is readable is read. A null is the same as nothing.
 *
 * `Id` are the findings that the readers of a format report through it.
 */
export class Decoder<Id extends FindingId> {
  readonly diagnostics: Diagnostic[] = [];
  /** What is being read, in the user's words; stands on every diagnostic. */
  subject: string | undefined;
  private readonly yaml: YamlText;
  private readonly findings: Readonly<Record<Id, FindingEntry>>;
  private readonly unknownFieldFinding: FindingHead;
  private readonly wrongTypeFinding: FindingHead;
  private readonly nullKey: string | undefined;

  /**
   * `nullKey` is what an empty key stands for: the version 2 of Go's library, which Alertmanager uses, takes it for "",
   * and version 3 passes over its entry.
   */
  constructor(
    yaml: YamlText,
    findings: Readonly<Record<Id, FindingEntry>>,
    ids: { readonly unknownField: NoInfer<Id>; readonly wrongType: NoInfer<Id> },
    nullKey?: "",
  ) {
    this.yaml = yaml;
    this.findings = findings;
    this.unknownFieldFinding = finding(findings, ids.unknownField);
    this.wrongTypeFinding = finding(findings, ids.wrongType);
    this.nullKey = nullKey;
  }

  report(id: Id, place: TextRange, summary: string, more: Partial<Diagnostic> = {}): Diagnostic {
    return this.add(finding(this.findings, id), place, summary, more);
  }

  private add(head: FindingHead, place: TextRange, summary: string, more: Partial<Diagnostic> = {}): Diagnostic {
    const { subject } = this;
    const span = spanOf(this.yaml, place);
    const diagnostic = { ...head, summary, ...(subject !== undefined && { subject }), span, ...more };
    this.diagnostics.push(diagnostic);
    return diagnostic;
  }

  related(message: string, place: TextRange): Related {
    return { message, span: spanOf(this.yaml, place) };
  }

  /** Reports aliases that are circular or grow out of bounds; the tree must not be walked then. */
  checkAliases(root: YamlNode): boolean {
    const found = this.yaml.hasAliases ? findAliasProblem(root) : undefined;
    if (found !== undefined) this.add(finding(yamlFindings, "yaml/aliases"), found.node, found.problem);
    return found === undefined;
  }

  /** The fields of a mapping by name. `what` names the mapping in messages: `a rule group`. */
  struct(node: YamlNode, what: string, known: FieldNames): ReadonlyMap<string, YamlEntry> | undefined {
    const mapping = this.mapping(node, what);
    if (mapping === undefined) return undefined;
    const fields = new Map<string, YamlEntry>();
    for (const entry of this.entries(mapping)) {
      const name = this.text(entry.key, "the name of a field") ?? this.nullKey;
      if (name === undefined) continue;
      if (known.has(name)) fields.set(name, entry);
      else this.unknownField(entry.key, name, what, known);
    }
    return fields;
  }

  unknownField(place: TextRange, name: string, what: string, known: FieldNames): void {
    const meant = nearest(name, known.keys());
    const fix =
      meant === undefined ? `${what} has the fields ${[...known.keys()].join(", ")}` : `did you mean "${meant}"?`;
    this.add(this.unknownFieldFinding, place, `${what} has no field "${name}"`, { fix });
  }

  /** A mapping from text to text, in the order written. */
  texts(node: YamlNode, what: string): TextEntry[] {
    const mapping = this.mapping(node, what);
    if (mapping === undefined) return [];
    const entries: TextEntry[] = [];
    for (const { key, value } of this.entries(mapping)) {
      const name = this.text(key, `a name in ${what}`) ?? this.nullKey;
      if (name === undefined) continue;
      const target = resolveAlias(value);
      if (target.kind === "scalar") {
        entries.push({ name: { value: name, node: key }, value: { value: this.text(value, what) ?? "", node: value } });
      } else this.wrongType(target, `the value of "${name}"`, "a text");
    }
    return entries;
  }

  mapping(node: YamlNode, what: string): YamlMapping | undefined {
    const target = resolveAlias(node);
    if (target.kind === "mapping") return target;
    if (!isNothing(target)) this.wrongType(target, what, "a mapping");
    return undefined;
  }

  list(node: YamlNode, what: string): readonly YamlNode[] {
    const target = resolveAlias(node);
    if (target.kind === "sequence") return target.items.filter((item) => !isNothing(resolveAlias(item)));
    if (!isNothing(target)) this.wrongType(target, what, "a list");
    return [];
  }

  /** A mapping's entries with what `<<` merges in. Duplicate keys are reported. */
  entries(mapping: YamlMapping): readonly YamlEntry[] {
    for (const { key, first, second } of findDuplicateKeys(mapping)) {
      const related = [this.related("it stands here first", first)];
      this.add(finding(yamlFindings, "yaml/duplicate-key"), second, `the key "${key}" stands twice in this mapping`, {
        related,
      });
    }
    const { entries, notMappings } = mergeEntries(mapping);
    for (const node of notMappings)
      this.add(finding(yamlFindings, "yaml/merge"), node, "<< takes a mapping or a list of mappings");
    return entries;
  }

  /** Any scalar is a text to Go, `1` and `true` too; null is nothing. */
  text(node: YamlNode, what: string): string | undefined {
    const scalar = this.scalar(node, what, "a text");
    if (scalar === undefined) return undefined;
    return scalarType(scalar) === "binary" ? this.binaryText(scalar) : scalar.value;
  }

  /** The text of a node that was decoded before; what is wrong with it has been reported then. */
  readValidText(node: YamlNode): string | undefined {
    const target = resolveAlias(node);
    return target.kind === "scalar" && !isNothing(target) ? target.value : undefined;
  }

  /** The items of a list that was decoded before. */
  readValidList(node: YamlNode): readonly YamlNode[] {
    const target = resolveAlias(node);
    return target.kind === "sequence" ? target.items : [];
  }

  locatedText(entry: YamlEntry | undefined, what: string): LocatedValue<string> | undefined {
    const value = entry && this.text(entry.value, what);
    return value === undefined ? undefined : { value, node: entry!.value };
  }

  integer(node: YamlNode, what: string): number | undefined {
    const scalar = this.scalar(node, what, "a number");
    if (scalar === undefined) return undefined;
    const type = scalarType(scalar);
    const value = type === "int" || type === "float" ? Math.trunc(parseYamlNumber(scalar.value)) : Number.NaN;
    if (Math.abs(value) <= 2 ** 63) return value;
    this.wrongType(scalar, what, "a whole number");
    return undefined;
  }

  number(node: YamlNode, what: string): number | undefined {
    const scalar = this.scalar(node, what, "a number");
    if (scalar === undefined) return undefined;
    const type = scalarType(scalar);
    if (type === "int" || type === "float") return parseYamlNumber(scalar.value);
    this.wrongType(scalar, what, "a number");
    return undefined;
  }

  boolean(node: YamlNode, what: string): boolean | undefined {
    const scalar = this.scalar(node, what, "true or false");
    if (scalar === undefined) return undefined;
    const type = scalarType(scalar);
    if (type === "bool" || type === "string") {
      if (trues.has(scalar.value) && (type === "bool" || scalar.value.toLowerCase() !== "true")) return true;
      if (falses.has(scalar.value) && (type === "bool" || scalar.value.toLowerCase() !== "false")) return false;
    }
    this.wrongType(scalar, what, "true or false");
    return undefined;
  }

  wrongType(node: YamlNode, what: string, expected: string): void {
    if (node.kind === "mapping") this.entries(node);
    this.add(this.wrongTypeFinding, node, `${what} must be ${expected}, not ${describe(node)}`);
  }

  /** A scalar that is not null, whose tag, if it has one, fits its text. */
  private scalar(node: YamlNode, what: string, expected: string): YamlScalar | undefined {
    const target = resolveAlias(node);
    if (target.kind !== "scalar") {
      this.wrongType(target, what, expected);
      return undefined;
    }
    const type = scalarType(target);
    if (target.tag !== undefined && target.tag !== "!" && !tagFits(type, target.value)) {
      this.add(finding(yamlFindings, "yaml/tag"), target, `the tag says ${type}, which this text is not`);
      return undefined;
    }
    return type === "null" ? undefined : target;
  }

  private binaryText(scalar: YamlScalar): string {
    const compact = scalar.value.replace(/[\r\n]/g, "");
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact)) {
      this.add(finding(yamlFindings, "yaml/tag"), scalar, "the tag says binary, but this is not base64");
    }
    return Buffer.from(compact, "base64").toString("utf8");
  }
}

const trues: ReadonlySet<string> = new Set(["true", "True", "TRUE", "y", "Y", "yes", "Yes", "YES", "on", "On", "ON"]);
const falses: ReadonlySet<string> = new Set([
  "false",
  "False",
  "FALSE",
  "n",
  "N",
  "no",
  "No",
  "NO",
  "off",
  "Off",
  "OFF",
]);

function tagFits(tag: ScalarType, text: string): boolean {
  if (tag === "string" || tag === "binary" || tag === "other" || tag === "merge") return true;
  const type = plainType(text);
  return type === tag || (tag === "float" && type === "int");
}

function isNothing(node: YamlScalar | YamlMapping | YamlSequence): boolean {
  return node.kind === "scalar" && scalarType(node) === "null";
}

function describe(node: YamlNode): string {
  const target = resolveAlias(node);
  if (target.kind === "mapping") return "a mapping";
  if (target.kind === "sequence") return "a list";
  const type = scalarType(target);
  return type === "string" || type === "other" || type === "binary" ? "a text" : `a ${type}`;
}
