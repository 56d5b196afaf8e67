import type { Diagnostic, Related } from "../diagnostics/diagnostic.js";
import { type FindingEntry, type FindingId, finding } from "../diagnostics/finding.js";
import { nearest } from "../diagnostics/nearest.js";
import { yamlFindings } from "./findings.js";
import type { YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "./node.js";
import { toSpan, type YamlText } from "./read.js";
import { findAliasProblem, resolveAlias } from "./values/aliases.js";
import { isBase64 } from "./values/base64.js";
import { findDuplicateKeys, mergeEntries } from "./values/mapping.js";
import { parseYamlNumber } from "./values/number.js";
import { plainType, type ScalarType, scalarType } from "./values/scalar-type.js";

/** A decoded value with its node. */
export interface LocatedValue<Value> {
  readonly value: Value;
  readonly node: YamlNode;
}

/** An entry of a mapping of strings. */
export interface TextEntry {
  readonly name: LocatedValue<string>;
  readonly value: LocatedValue<string>;
}

/** Field names: a set, or the keys of a map. */
type FieldNames = Pick<ReadonlyMap<string, unknown>, "has" | "keys">;

interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A library that a server reads YAML with. */
export type GoLibrary = "yaml.v2" | "yaml.v3";

type FindingHead = Pick<Diagnostic, "id" | "severity">;

/**
 * Decodes a tree into typed values as strictly as Go with `KnownFields(true)`. It reports every unknown or duplicate field
 * and every value of the wrong type, and decodes the rest. A null counts as absent.
 *
 * `Id` is the union of the findings that a format reports through it.
 */
export class Decoder<Id extends FindingId> {
  readonly diagnostics: Diagnostic[] = [];
  /** The object that is being decoded, in the user's terms; a part of every diagnostic. */
  subject: string | undefined;
  private readonly yaml: YamlText;
  private readonly findings: Readonly<Record<Id, FindingEntry>>;
  private readonly unknownFieldFinding: FindingHead;
  private readonly wrongTypeFinding: FindingHead;
  private readonly library: GoLibrary;
  private readonly nullKey: string | undefined;

  /**
   * Alertmanager and the configuration of Prometheus use yaml.v2, which differs in booleans, and in empty keys: it takes
   * them for "", while yaml.v3 skips the entry.
   */
  constructor(
    yaml: YamlText,
    findings: Readonly<Record<Id, FindingEntry>>,
    ids: { readonly unknownField: NoInfer<Id>; readonly wrongType: NoInfer<Id> },
    library: GoLibrary = "yaml.v3",
  ) {
    this.yaml = yaml;
    this.findings = findings;
    this.unknownFieldFinding = finding(findings, ids.unknownField);
    this.wrongTypeFinding = finding(findings, ids.wrongType);
    this.library = library;
    this.nullKey = library === "yaml.v2" ? "" : undefined;
  }

  report(id: Id, range: TextRange, summary: string, more: Partial<Diagnostic> = {}): Diagnostic {
    return this.add(finding(this.findings, id), range, summary, more);
  }

  private add(head: FindingHead, range: TextRange, summary: string, more: Partial<Diagnostic> = {}): Diagnostic {
    const { subject } = this;
    const span = toSpan(this.yaml, range);
    const diagnostic = { ...head, summary, ...(subject !== undefined && { subject }), span, ...more };
    this.diagnostics.push(diagnostic);
    return diagnostic;
  }

  related(message: string, range: TextRange): Related {
    return { message, span: toSpan(this.yaml, range) };
  }

  /** Reports circular or excessive aliases; false if the tree must not be walked. */
  checkAliases(root: YamlNode): boolean {
    const problem = this.yaml.hasAliases ? findAliasProblem(root) : undefined;
    if (problem !== undefined) this.add(finding(yamlFindings, "yaml/aliases"), problem.node, problem.problem);
    return problem === undefined;
  }

  /** Decodes the fields of a mapping by name. `what` names the mapping in messages: `a rule group`. */
  struct(node: YamlNode, what: string, fieldNames: FieldNames): ReadonlyMap<string, YamlEntry> | undefined {
    const mapping = this.mapping(node, what);
    if (mapping === undefined) return undefined;
    const fields = new Map<string, YamlEntry>();
    for (const entry of this.entries(mapping)) {
      const name = this.text(entry.key, "the name of a field") ?? this.nullKey;
      if (name === undefined) continue;
      if (fieldNames.has(name)) fields.set(name, entry);
      else this.unknownField(entry.key, name, what, fieldNames);
    }
    return fields;
  }

  unknownField(range: TextRange, name: string, what: string, fieldNames: FieldNames): void {
    const suggestion = nearest(name, fieldNames.keys());
    const fix =
      suggestion === undefined
        ? `${what} has the fields ${[...fieldNames.keys()].join(", ")}`
        : `did you mean "${suggestion}"?`;
    // Of shorter names, a letter is too much to be a typo.
    const isTypo = suggestion !== undefined && name.length > 3 && nearest(name, [suggestion], 1) !== undefined;
    const edits = isTypo && { edits: [{ span: toSpan(this.yaml, range), from: name, to: suggestion }] };
    this.add(this.unknownFieldFinding, range, `${what} has no field "${name}"`, { fix, ...edits });
  }

  /** Decodes a mapping of strings, in source order. */
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
      } else this.wrongType(target, `the value of "${name}"`, "a string");
    }
    return entries;
  }

  mapping(node: YamlNode, what: string): YamlMapping | undefined {
    const target = resolveAlias(node);
    if (target.kind === "mapping") return target;
    if (!isNullNode(target)) this.wrongType(target, what, "a mapping");
    return undefined;
  }

  list(node: YamlNode, what: string): readonly YamlNode[] {
    const target = resolveAlias(node);
    if (target.kind === "sequence") return target.items.filter((item) => !isNullNode(resolveAlias(item)));
    if (!isNullNode(target)) this.wrongType(target, what, "a list");
    return [];
  }

  /** The entries of a mapping and those that `<<` merges in. Reports duplicate keys. */
  entries(mapping: YamlMapping): readonly YamlEntry[] {
    for (const { key, first, second } of findDuplicateKeys(mapping)) {
      const related = [this.related("first defined here", first)];
      this.add(finding(yamlFindings, "yaml/duplicate-key"), second, `duplicate key "${key}"`, {
        related,
      });
    }
    const { entries, notMappings } = mergeEntries(mapping);
    for (const node of notMappings)
      this.add(finding(yamlFindings, "yaml/merge"), node, "<< takes a mapping or a list of mappings");
    return entries;
  }

  /** Decodes a string. Any scalar is a string to Go, `1` and `true` too; null is absent. */
  text(node: YamlNode, what: string): string | undefined {
    const scalar = this.scalar(node, what, "a string");
    if (scalar === undefined) return undefined;
    return scalarType(scalar) === "binary" ? this.binaryText(scalar) : scalar.value;
  }

  /** The string of a node that was decoded before, without reporting its problems again. */
  readValidText(node: YamlNode): string | undefined {
    const target = resolveAlias(node);
    return target.kind === "scalar" && !isNullNode(target) ? target.value : undefined;
  }

  /** The items of a list that was decoded before, without reporting its problems again. */
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
    if (this.canBeBoolean(scalar)) {
      if (trues.has(scalar.value)) return true;
      if (falses.has(scalar.value)) return false;
    }
    this.wrongType(scalar, what, "true or false");
    return undefined;
  }

  /** True if a word for true or false counts as one, which depends on its quotes and tag. */
  private canBeBoolean(scalar: YamlScalar): boolean {
    const type = scalarType(scalar);
    if (type !== "string") return type === "bool";
    if (this.library === "yaml.v2") return scalar.style === "plain" && scalar.tag === undefined;
    return !/^(?:true|false)$/i.test(scalar.value);
  }

  wrongType(node: YamlNode, what: string, expected: string): void {
    if (node.kind === "mapping") this.entries(node);
    this.add(this.wrongTypeFinding, node, `${what} must be ${expected}, not ${describe(node)}`);
  }

  /** A scalar that is not null and whose tag, if any, matches its value. */
  private scalar(node: YamlNode, what: string, expected: string): YamlScalar | undefined {
    const target = resolveAlias(node);
    if (target.kind !== "scalar") {
      this.wrongType(target, what, expected);
      return undefined;
    }
    const type = scalarType(target);
    if (target.tag !== undefined && target.tag !== "!" && !this.tagFits(type, target.value)) {
      this.add(finding(yamlFindings, "yaml/tag"), target, `the value is not of the type of its tag, ${type}`);
      return undefined;
    }
    return type === "null" ? undefined : target;
  }

  private tagFits(tag: ScalarType, text: string): boolean {
    if (tag === "string" || tag === "binary" || tag === "other" || tag === "merge") return true;
    if (tag === "bool" && this.library === "yaml.v2") return trues.has(text) || falses.has(text);
    const type = plainType(text);
    return type === tag || (tag === "float" && type === "int");
  }

  private binaryText(scalar: YamlScalar): string {
    const compact = scalar.value.replace(/[\r\n]/g, "");
    if (!isBase64(compact)) {
      this.add(finding(yamlFindings, "yaml/tag"), scalar, "the value is tagged !!binary but is not base64");
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

function isNullNode(node: YamlScalar | YamlMapping | YamlSequence): boolean {
  return node.kind === "scalar" && scalarType(node) === "null";
}

function describe(node: YamlNode): string {
  const target = resolveAlias(node);
  if (target.kind === "mapping") return "a mapping";
  if (target.kind === "sequence") return "a list";
  const type = scalarType(target);
  return type === "string" || type === "other" || type === "binary" ? "a string" : `a ${type}`;
}
