import { quote } from "../../promql/syntax/strings.js";
import type {
  Extraction,
  LabelAssignment,
  LabelComparison,
  LabelFilter,
  LabelSelection,
  LineMatch,
  Matcher,
  NumberLiteral,
  SelectedLabel,
  Stage,
  StreamSelector,
  StringLiteral,
  Unwrap,
} from "../syntax/ast.js";

export function printSelector({ matchers }: StreamSelector): string {
  return `{${matchers.map(printMatcher).join(", ")}}`;
}

function printMatcher({ label, operator, value, variable }: Matcher): string {
  if (variable === "matcher") return label;
  const isBare = variable === "value" || variable === "label and value";
  return `${printName(label)}${operator}${isBare ? value : quote(value)}`;
}

/** Loki takes `!` as a name: white space keeps it from becoming part of an operator. */
function printName(name: string): string {
  return name === "!" ? "! " : name;
}

export function printString({ value, quote: quotes, variable }: StringLiteral): string {
  return variable === undefined ? quote(value, quotes) : value;
}

export function printNumber({ raw, value }: NumberLiteral): string {
  // `-0` without white space is a duration, even in front of `x1F`.
  if (/^-0(?![0-9.])/.test(raw)) return `- ${raw.slice(1)}`;
  return raw === "" ? String(value) : raw;
}

/** Prints a stage with its pipe. */
export function printStage(stage: Stage): string {
  switch (stage.kind) {
    case "line filter":
      return `${stage.operator} ${stage.alternatives.map(printLineMatch).join(" or ")}`;
    case "label filter":
      return `| ${printLabelFilter(stage.filter)}`;
    case "json":
      return `| json${printExtractions(stage.extractions)}`;
    case "logfmt": {
      const flags = (stage.strict ? " --strict" : "") + (stage.keepEmpty ? " --keep-empty" : "");
      return `| logfmt${flags}${printExtractions(stage.extractions)}`;
    }
    case "pattern":
    case "regexp":
      return `| ${stage.kind} ${printString(stage.pattern)}`;
    case "line_format":
      return `| line_format ${printString(stage.template)}`;
    case "label_format":
      return `| label_format ${stage.assignments.map(printAssignment).join(", ")}`;
    case "unpack":
    case "decolorize":
      return `| ${stage.kind}`;
    case "drop":
    case "keep":
      return printSelection(stage);
    case "variable":
      return stage.hasPipe ? `| ${stage.raw}` : stage.raw;
  }
}

function printLineMatch({ isIp, pattern }: LineMatch): string {
  return isIp ? `ip(${printString(pattern)})` : printString(pattern);
}

function printExtractions(extractions: readonly Extraction[]): string {
  const items = extractions.map(({ label, path }) => label.name + (path ? `=${printString(path)}` : ""));
  return items.length === 0 ? "" : ` ${items.join(", ")}`;
}

function printAssignment({ label, source }: LabelAssignment): string {
  if (source.kind === "string") return `${printName(label.name)}=${printString(source)}`;
  return `${printName(label.name)}=${source.name === "~" ? " ~" : source.name}`;
}

function printSelection({ kind, labels }: LabelSelection): string {
  const print = (label: SelectedLabel) => (label.kind === "label" ? label.name : printMatcher(label.matcher));
  return `| ${kind} ${labels.map(print).join(", ")}`;
}

/** Prints `| unwrap …` with the filters behind it. */
export function printUnwrap({ label, conversion, filters }: Unwrap): string {
  const source = conversion ? `${conversion}(${label.name})` : label.name;
  return ["| unwrap", source, ...filters.map(printStage)].join(" ");
}

/** Prints a label filter. It does not recurse, so any depth is safe. */
function printLabelFilter(filter: LabelFilter): string {
  let text = "";
  const open: (LabelFilter | string)[] = [filter];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === "string") text += next;
    else if (next.kind === "comparison") text += printComparison(next);
    else if (next.kind === "paren") open.push(")", next.inner, "(");
    else open.push(next.right, separators[next.separator], next.left);
  }
  return text;
}

const separators = { and: " and ", or: " or ", ",": ", ", " ": " " } as const;

function printComparison({ label, operator, value }: LabelComparison): string {
  const name = printName(label.name);
  switch (value.kind) {
    case "string":
      return `${name}${operator}${printString(value)}`;
    case "ip":
      return `${name}${operator}ip(${printString(value.range)})`;
    case "number":
      return `${name} ${operator} ${printNumber(value)}`;
    case "duration":
    case "bytes":
      return `${name} ${operator} ${value.raw}`;
  }
}
