import { parseByteSize } from "../../../gotemplate/format/parse-byte-size.js";
import { type ParsedNumber, parseFloat64 } from "../../../gotemplate/format/parse-float.js";
import { parseGoDuration } from "../../../gotemplate/format/parse-go-duration.js";
import type { LabelComparison, LabelComparisonOperator, LabelFilter } from "../../syntax/ast.js";
import type { LabelTest, LineLabels } from "../labels/line-labels.js";
import { errorLabel } from "../labels/special-labels.js";
import { compileIpTest } from "./ip-test.js";
import { regexpTest } from "./regexp-test.js";
import { always, equalTo, type TextTest } from "./text-test.js";

export interface CompiledLabelFilter {
  readonly test: LabelTest;
  /** The labels that it reads. */
  readonly required: readonly string[];
  /** True for a single comparison, which parsers can apply early. */
  readonly isSingle: boolean;
}

/** Compiles a label filter; undefined if every line passes. */
export function compileLabelFilter(filter: LabelFilter): CompiledLabelFilter | undefined {
  let inner = filter;
  while (inner.kind === "paren") inner = inner.inner;
  if (inner.kind === "comparison") return compileComparison(inner);
  return combine(inner.kind, compileLabelFilter(inner.left), compileLabelFilter(inner.right));
}

const passing: CompiledLabelFilter = { test: () => true, required: [], isSingle: false };

/** Combines two filters. Both sides of `and` are applied, as a comparison may set an error. */
export function combine(
  operator: "and" | "or",
  left: CompiledLabelFilter = passing,
  right: CompiledLabelFilter = passing,
): CompiledLabelFilter {
  const both: LabelTest = (labels) => {
    const passesLeft = left.test(labels);
    return right.test(labels) && passesLeft;
  };
  return {
    test: operator === "and" ? both : (labels) => left.test(labels) || right.test(labels),
    required: [...left.required, ...right.required],
    isSingle: false,
  };
}

function compileComparison({ label, operator, value }: LabelComparison): CompiledLabelFilter | undefined {
  const { name } = label;
  const single = (test: LabelTest): CompiledLabelFilter => ({ test, required: [name], isSingle: true });
  switch (value.kind) {
    case "string": {
      const test = stringTest(operator, value.value);
      return test === always ? undefined : single((labels) => test(textOf(labels, name)));
    }
    case "ip":
      return single(ipTest(name, operator, value.range.value));
    case "number":
      return single(numberTest(name, operator, value.value, parseFloat64));
    case "bytes":
      return single(numberTest(name, operator, roundByteSize(value.bytes), parseByteSize));
    case "duration":
      return single(numberTest(name, operator, value.nanoseconds, parseNanoseconds));
  }
}

/**
 * Rounds to the digits that Loki writes when one of its components passes the query to another: it compares with 2 kB for
 * `2KiB`.
 */
function roundByteSize(bytes: number): number {
  if (bytes < 10) return bytes;
  const unit = 1000 ** Math.floor(Math.log(bytes) / Math.log(1000));
  const count = Math.floor((bytes / unit) * 10 + 0.5) / 10;
  return Math.trunc((count < 10 ? count : Math.round(count)) * unit);
}

/** A missing label is an empty text. */
function textOf(labels: LineLabels, name: string): string {
  return name === errorLabel ? labels.error : (labels.get(name) ?? "");
}

function stringTest(operator: LabelComparisonOperator, value: string): TextTest {
  const test = operator === "=~" || operator === "!~" ? regexpTest(value, "label") : equalTo(value);
  return operator.startsWith("!") ? (text) => !test(text) : test;
}

/** A line with an error passes: only comparisons with strings can drop it. */
function ipTest(name: string, operator: LabelComparisonOperator, range: string): LabelTest {
  const test = compileIpTest(range);
  const isNegated = operator === "!=";
  return (labels) => {
    if (labels.hasError) return true;
    const value = labels.get(name);
    return value !== undefined && test(value) !== isNegated;
  };
}

function parseNanoseconds(text: string): ParsedNumber {
  const parsed = parseGoDuration(text);
  return parsed.error === undefined ? { value: Number(parsed.value) } : parsed;
}

/** A line without the label is dropped; one whose label cannot be converted passes with an error. */
function numberTest(
  name: string,
  operator: LabelComparisonOperator,
  wanted: number,
  parse: (text: string) => ParsedNumber,
): LabelTest {
  const holds = comparisons[operator];
  return (labels) => {
    const text = labels.get(name);
    if (text === undefined) return false;
    const parsed = parse(text);
    if (parsed.error === undefined) return holds(parsed.value, wanted);
    if (!labels.hasError) labels.fail("LabelFilterErr", parsed.error);
    return true;
  };
}

type Comparison = (left: number, right: number) => boolean;

const equal: Comparison = (left, right) => left === right;

const comparisons: Readonly<Record<LabelComparisonOperator, Comparison>> = {
  "=": equal,
  "==": equal,
  "=~": equal,
  "!=": (left, right) => left !== right,
  "!~": (left, right) => left !== right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
};
