import type { Diagnostic, Span } from "../../../diagnostics/diagnostic.js";
import { finding } from "../../../diagnostics/finding.js";
import { LineTable } from "../../../diagnostics/positions.js";
import { items, type JsonNode, member, number, offsetInText, text } from "../../json/node.js";
import { dashboardFileFindings } from "../findings.js";
import type { LocatedText, LocatedValue } from "../view.js";

/** Reads values with their source spans from a JSON file, and reports values of an unexpected type. */
export class DashboardReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly source: string;
  private readonly file: string;
  private readonly lines: LineTable;
  private readonly fixed: Span | undefined;

  /** `fixed` is the position of every value in a text that is in no known file. */
  constructor(source: string, file: string, fixed?: Span) {
    this.source = source;
    this.file = file;
    this.fixed = fixed;
    this.lines = new LineTable(source);
  }

  span({ start, end }: { readonly start: number; readonly end: number }): Span {
    return this.fixed ?? { file: this.file, start: this.lines.position(start), end: this.lines.position(end) };
  }

  text(node: JsonNode | undefined): LocatedText | undefined {
    const value = text(node);
    if (value === undefined || node?.kind !== "scalar") return undefined;
    const offset = (index: number): number => offsetInText(this.source, node, index);
    return {
      value,
      span: this.span(node),
      spanWithin: (start, end) => this.span({ start: offset(start), end: offset(end) }),
    };
  }

  /** Reads the string members of an object. `names` maps the names in the result to those in the file. */
  texts<Name extends string>(node: JsonNode, names: Readonly<Record<Name, string>>): { [N in Name]?: LocatedText } {
    const texts: { [N in Name]?: LocatedText } = {};
    for (const [name, memberName] of Object.entries(names) as [Name, string][]) {
      const value = this.text(member(node, memberName));
      if (value !== undefined) texts[name] = value;
    }
    return texts;
  }

  textList(node: JsonNode | undefined): readonly LocatedText[] {
    return items(node).flatMap((item) => this.text(item) ?? []);
  }

  number(node: JsonNode | undefined): LocatedValue<number> | undefined {
    const value = number(node);
    return value === undefined || node === undefined ? undefined : { value, span: this.span(node) };
  }

  /** Reads a member that is a list of objects. Reports and skips anything else. */
  objects(node: JsonNode, name: string): readonly JsonNode[] {
    const list = member(node, name);
    if (list === undefined || isNull(list)) return [];
    if (list.kind !== "array") this.reportStructure(list, `"${name}" must be a list`);
    return items(list).filter((item) => {
      if (item.kind !== "object") this.reportStructure(item, `items of "${name}" must be objects`);
      return item.kind === "object";
    });
  }

  private reportStructure(node: JsonNode, summary: string): void {
    const details = "Telltale does not check this part of the dashboard.";
    this.diagnostics.push({
      ...finding(dashboardFileFindings, "grafana/unexpected-form"),
      summary,
      details,
      span: this.span(node),
    });
  }
}

export function isNull(node: JsonNode): boolean {
  return node.kind === "scalar" && node.value === null;
}
