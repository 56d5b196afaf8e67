import { isDeepStrictEqual } from "node:util";
import type { TextRange } from "../../diagnostics/positions.js";
import {
  isMergeKey,
  isNull,
  readYaml,
  renderYaml,
  toPlainValue,
  type YamlEntry,
  type YamlMapping,
  type YamlNode,
  type YamlSequence,
  type YamlValue,
} from "../../yaml/index.js";
import type { InhibitRule, NamedTimeInterval, Receiver, Route } from "./types.js";

/** What is added to a configuration that exists. */
export interface InsertedParts {
  readonly templates: readonly string[];
  /** Routes under the root, and their position among those that exist. */
  readonly routes: readonly Route[];
  readonly routePosition: number;
  readonly inhibitRules: readonly InhibitRule[];
  readonly receivers: readonly Receiver[];
  readonly timeIntervals: readonly NamedTimeInterval[];
}

/** The new text, or the part of the old one that nothing can be added to. */
export type InsertResult = { readonly text: string } | { readonly problem: string; readonly range: TextRange };

/**
 * Adds parts to the text of an Alertmanager configuration. It only inserts: every byte of the text stays, in its order. The
 * result is read again, and means what the old text means, with the parts.
 */
export function insertParts(text: string, parts: InsertedParts): InsertResult {
  const root = readRoot(text);
  if (root?.kind !== "mapping") return refuse("the file is not a mapping", root);
  const insertion = new Insertion(text);
  const route = findEntry(root, "route")?.value;
  if (route?.kind !== "mapping") return refuse("route is not written out as a mapping", route ?? root);
  const { templates, routes, routePosition, inhibitRules, receivers, timeIntervals } = parts;
  const atRoot = [
    { mapping: root, key: "templates", items: templates },
    { mapping: root, key: "inhibit_rules", items: inhibitRules },
    { mapping: root, key: "receivers", items: receivers },
    { mapping: root, key: "time_intervals", items: timeIntervals },
  ];
  // Where several are added in one place, what is nested comes first, and new keys come last.
  const lists = [
    { mapping: route, key: "routes", items: routes, position: routePosition },
    ...atRoot.filter(({ key }) => findEntry(root, key)),
    ...atRoot.filter(({ key }) => !findEntry(root, key)),
  ] as readonly InsertedList[];
  const written = lists.filter(({ items }) => items.length > 0);
  for (const list of written) {
    const problem = insertion.add(list);
    if (problem) return problem;
  }
  const result = insertion.apply();
  if (isDeepStrictEqual(plain(readRoot(result)), expectedValue(root, written))) return { text: result };
  return refuse(
    "the configuration would change where it is not Telltale's: end it with a line break, or simplify it",
    root,
  );
}

interface InsertedList {
  readonly mapping: YamlMapping;
  readonly key: string;
  readonly items: readonly YamlValue[];
  /** Among the items that exist. @default behind them */
  readonly position?: number;
}

interface Refusal {
  readonly problem: string;
  readonly range: TextRange;
}

function refuse(problem: string, range: TextRange = { start: 0, end: 0 }): Refusal {
  return { problem, range };
}

function readRoot(text: string): YamlNode | undefined {
  return readYaml(text, { file: "" }).documents[0];
}

function findEntry({ entries }: YamlMapping, name: string): YamlEntry | undefined {
  return entries.find(({ key }) => key.kind === "scalar" && key.value === name);
}

/** Collects insertions into a text. */
class Insertion {
  private readonly edits: { readonly offset: number; readonly text: string }[] = [];
  private readonly text: string;
  private readonly lineBreak: string;

  constructor(text: string) {
    this.text = text;
    this.lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  }

  add({ mapping, key, items, position }: InsertedList): Refusal | undefined {
    if (isShared(mapping)) return refuse("anchors and tags hide what is added to this mapping", mapping);
    const entry = findEntry(mapping, key);
    if (entry) return this.addItems(entry, items, position);
    if (mapping.entries.some(({ key: name }) => isMergeKey(name))) {
      return refuse(`a merge key may hold ${key}: write the list out`, mapping);
    }
    if (mapping.flow)
      this.addInFlow(mapping.start + 1, `${JSON.stringify(key)}: ${JSON.stringify(items)}`, mapping.entries);
    else this.addBlock(endOf(mapping.entries.at(-1)!), { [key]: items }, this.column(mapping));
    return undefined;
  }

  private addItems({ key, value }: YamlEntry, items: readonly YamlValue[], position?: number): Refusal | undefined {
    if (value.kind === "scalar" && isNull(value) && value.start === value.end) {
      this.addBlock(key.end, items, this.column(key) + 2);
      return undefined;
    }
    if (value.kind !== "sequence") return refuse("this list is not written out", value);
    if (isShared(value)) return refuse("an anchor or a tag hides what is added to this list", value);
    const before = value.items.slice(0, position);
    if (value.flow) {
      const text = items.map((item) => JSON.stringify(item)).join(", ");
      const last = before.at(-1);
      if (last) this.edits.push({ offset: last.end, text: `, ${text}` });
      else this.addInFlow(value.start + 1, text, value.items);
    } else this.addBlock(before.at(-1)?.end ?? key.end, items, this.column(value));
    return undefined;
  }

  private addInFlow(offset: number, text: string, others: readonly unknown[]): void {
    this.edits.push({ offset, text: others.length > 0 ? `${text}, ` : text });
  }

  /** Adds lines behind the line of an offset. */
  private addBlock(end: number, value: YamlValue, column: number): void {
    const margin = " ".repeat(column);
    const lines = ["# begin telltale", ...renderYaml(value).trimEnd().split("\n"), "# end telltale"];
    const block = lines.map((line) => (line === "" ? "" : margin + line)).join(this.lineBreak);
    const lineEnd = end > 0 && this.text[end - 1] === "\n" ? end - 1 : this.text.indexOf("\n", end);
    if (lineEnd !== -1) this.edits.push({ offset: lineEnd + 1, text: block + this.lineBreak });
    else this.edits.push({ offset: this.text.length, text: this.lineBreak + block });
  }

  private column({ start }: TextRange): number {
    return start - (this.text.lastIndexOf("\n", start - 1) + 1);
  }

  apply(): string {
    const ordered = this.edits.map((edit, index) => ({ ...edit, index }));
    ordered.sort((one, other) => one.offset - other.offset || one.index - other.index);
    let [result, last] = ["", 0];
    for (const { offset, text } of ordered) {
      result += this.text.slice(last, offset) + text;
      last = offset;
    }
    return result + this.text.slice(last);
  }
}

function endOf({ key, value }: YamlEntry): number {
  return Math.max(key.end, value.end);
}

/** True for a node whose text stands elsewhere, too, or whose start is that of its anchor or tag. */
function isShared({ anchor, tag }: YamlMapping | YamlSequence): boolean {
  return anchor !== undefined || tag !== undefined;
}

type PlainObject = Readonly<Record<string, unknown>>;

function plain(node: YamlNode | undefined): unknown {
  return node && toPlainValue(node);
}

/** The data of the old text with the parts in their places. */
function expectedValue(root: YamlMapping, lists: readonly InsertedList[]): unknown {
  let value = plain(root) as PlainObject;
  for (const { mapping, key, items, position } of lists) {
    const holder = mapping === root ? value : (value.route as PlainObject);
    const own = (holder[key] ?? []) as readonly unknown[];
    const index = position ?? own.length;
    // Fields that are undefined are not written.
    const added = JSON.parse(JSON.stringify(items)) as readonly unknown[];
    const changed = { ...holder, [key]: [...own.slice(0, index), ...added, ...own.slice(index)] };
    value = mapping === root ? changed : { ...value, route: changed };
  }
  return value;
}
