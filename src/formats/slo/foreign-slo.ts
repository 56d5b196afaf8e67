import { parse, parseVersion, ruleDialect } from "../../promql/index.js";
import type { YamlValue } from "../../yaml/index.js";

/** An SLO as the specification of another tool has it, with its queries in PromQL. `{{.window}}` stands for the range. */
export interface ForeignSlo {
  readonly name: string;
  readonly title: string | undefined;
  readonly description: string;
  /** `99.9%` */
  readonly objective: string;
  /** A duration, or a period of the calendar. */
  readonly window: string;
  /** The labels that it is grouped by. */
  readonly by: readonly string[];
  readonly total: string;
  readonly part: { readonly is: "failed" | "good"; readonly query: string };
  /** True if it counts time, of which a failure is a share. */
  readonly countsTime: boolean;
  /** The service it is about: other tools want one, a definition has it in its queries. */
  readonly service?: string;
  /** Options of a definition for which the specification has no field. */
  readonly options?: SloExtras;
}

/** Options of a definition as plain data: of its alerts, its owner and so on. */
export type SloExtras = Readonly<Record<string, YamlValue>>;

/** The annotation of a document with the options of a definition, as JSON. */
export const optionsAnnotation = "telltale/options";

/** The SLOs of a document, and what of it was left out. */
export interface ForeignSlos {
  readonly slos: readonly ForeignSlo[];
  /** In the user's words: `"latency": rawMetric has no equivalent`. */
  readonly problems: readonly string[];
}

/** The range in a query, in the notation of sloth. */
export const rangePlaceholder = "{{.window}}";

/** A value in plain data, by its keys; undefined if there is none. */
export function at(value: YamlValue | undefined, ...keys: readonly string[]): YamlValue | undefined {
  let found = value;
  for (const key of keys) {
    if (typeof found !== "object" || found === null || Array.isArray(found)) return undefined;
    found = Object.hasOwn(found, key) ? (found as Readonly<Record<string, YamlValue>>)[key] : undefined;
  }
  return found ?? undefined;
}

export function textAt(value: YamlValue | undefined, ...keys: readonly string[]): string | undefined {
  const found = at(value, ...keys);
  return typeof found === "string" || typeof found === "number" ? String(found) : undefined;
}

export function listAt(value: YamlValue | undefined, ...keys: readonly string[]): readonly YamlValue[] {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found : [];
}

/** The percentage of a share, exactly: `99.9%` for `0.999`. */
export function percentOf(share: string): string | undefined {
  const match = /^0?\.(\d{1,14})$/.exec(share.trim());
  if (!match) return undefined;
  const digits = match[1]!.padEnd(2, "0");
  return percentText(digits.slice(0, 2), digits.slice(2));
}

/** A percentage that is written as a number: `99.9%` for `99.9` or `"99.90"`. */
export function percentFrom(percent: string): string | undefined {
  const match = /^(\d{1,2})(?:\.(\d{1,12}))?$/.exec(percent.trim());
  return match ? percentText(match[1]!, match[2] ?? "") : undefined;
}

function percentText(whole: string, fraction: string): string {
  const rest = fraction.replace(/0+$/, "");
  return `${Number(whole)}${rest === "" ? "" : `.${rest}`}%`;
}

/** The rate of a counter that is given as a selector, or as its sum; any other expression as it is. */
export function rateOf(query: string, by: readonly string[] = []): string {
  const text = query.trim();
  const { expr } = parse(text, ruleDialect(parseVersion("3.5")!));
  const grouping = by.length === 0 ? "sum" : `sum by (${by.join(", ")}) `;
  if (expr?.kind === "selector") return `${grouping}(rate(${text}[${rangePlaceholder}]))`;
  if (expr?.kind !== "aggregation" || expr.operator !== "sum" || expr.expr.kind !== "selector") return text;
  const { start, end } = expr.expr;
  return `${text.slice(0, start)}rate(${text.slice(start, end)}[${rangePlaceholder}])${text.slice(end)}`;
}
