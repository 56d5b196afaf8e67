import type { ValueOutput } from "../../gotemplate/index.js";
import { isQuantity, type Measure, type Quantity } from "../../promql/values/quantity.js";
import type { AnalyzedQuery, Check } from "../check.js";
import { mayPrintValue, valueOutputs } from "./value-outputs.js";

/** A text that prints a value whose unit the catalogue knows, and does not say the unit. */
export const noUnitInText: Check = {
  id: "template/no-unit",
  on: "rule",
  *run(rule, query) {
    if (!("alert" in rule.data) || query === undefined) return;
    for (const [key, text] of Object.entries(rule.data.annotations ?? {})) {
      // Telltale writes it where it knows the value.
      if (key === "value" || !mayPrintValue(text)) continue;
      const unit = unitOf(query);
      const output = unit && valueOutputs(text).find(({ functions }) => !functions.some((name) => withUnit.has(name)));
      if (output === undefined || unit!.isIn(withoutActions(text, output))) continue;
      yield {
        summary: `the value is ${unit!.words}, and the annotation "${key}" does not say so`,
        details: "Whoever reads the notification cannot tell what the number means.",
        fix: `write \`${unit!.template}\``,
        at: rule.locate("annotations", key),
      };
    }
  },
};

/** Functions that print a unit. */
const withUnit: ReadonlySet<string> = new Set(["humanizeDuration", "humanizePercentage", "humanizeTimestamp"]);

interface TextUnit {
  /** `in seconds` */
  readonly words: string;
  /** The template that prints the value with its unit. */
  readonly template: string;
  isIn(text: string): boolean;
}

const patterns: Readonly<Partial<Record<Measure, RegExp>>> = {
  time: /(?:^|[^a-z])(?:s|ms|µs|us|ns|h|d|min|mins|sec|secs|millis|(?:milli|micro|nano)?seconds?|minutes?|hours?|days?)(?![a-z])/i,
  data: /(?:^|[^a-z])(?:[kmgtp]i?)?(?:b|bytes?|bits?|bps)(?![a-z])|(?:kilo|mega|giga|tera|kibi|mebi|gibi|tebi)bytes?/i,
  ratio: /%|percent|per cent|ratio|fraction|share|times/i,
};

/** The unit of the value that an alert compares, if the catalogue knows one that a text can leave open. */
function unitOf(query: AnalyzedQuery): TextUnit | undefined {
  const quantity = query.quantityOf(query.expr);
  if (!isQuantity(quantity) || !quantity.isDeclared) return undefined;
  const pattern = patterns[quantity.measure];
  // Seconds per second are cores, or a share.
  if (pattern === undefined || (quantity.measure === "time" && quantity.perSecond)) return undefined;
  return { ...describe(quantity), isIn: (text) => pattern.test(text) };
}

function describe({ measure, scale, perSecond }: Quantity): Omit<TextUnit, "isIn"> {
  const rate = perSecond ? " per second" : "";
  if (measure === "ratio") {
    return scale === 1
      ? { words: "a ratio", template: "{{ $value | humanizePercentage }}" }
      : { words: "in percent", template: '{{ $value | printf "%.1f" }}%' };
  }
  if (measure === "data") {
    return scale === 1
      ? { words: `in bytes${rate}`, template: `{{ $value | humanize1024 }}B${perSecond ? "/s" : ""}` }
      : { words: `an amount of data${rate}`, template: "{{ $value | humanize }}, and the unit" };
  }
  return scale === 1
    ? { words: "in seconds", template: "{{ $value | humanizeDuration }}" }
    : { words: "a time", template: "{{ $value | humanize }}, and the unit" };
}

/** The text without its actions, and with the text in the format by which the value is printed. */
function withoutActions(text: string, { start, end }: ValueOutput): string {
  const format = /printf\s+("(?:[^"\\]|\\.)*"|`[^`]*`)/.exec(text.slice(start, end))?.[1] ?? "";
  const printed = format.replace(/%%/g, " percent ").replace(/%[-+# 0-9.]*[a-z]/gi, " ");
  return `${text.replace(/\{\{.*?\}\}/gs, " ")} ${printed}`;
}
