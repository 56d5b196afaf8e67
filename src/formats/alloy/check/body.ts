import { nearest } from "../../../diagnostics/nearest.js";
import type { TextRange } from "../../../diagnostics/positions.js";
import type { Shape } from "../schema/shape.js";
import type { Attribute, Block, Statement } from "../syntax/ast.js";
import { conversionProblem } from "../values/convert.js";
import { EvaluationFailure, evaluate, type Names } from "../values/evaluate.js";
import type { Value } from "../values/value.js";
import type { Reporter } from "./reporter.js";
import type { AttributeValue, BlockValues } from "./rules/block-values.js";
import { checkRules } from "./rules.js";

export interface BodyContext {
  readonly reporter: Reporter;
  readonly names: Names;
}

/** Checks the statements of a block against its shape, and evaluates its attributes. */
export function checkBody(
  { head, body }: { readonly head: TextRange; readonly body: readonly Statement[] },
  what: string,
  shape: Shape,
  context: BodyContext,
): BlockValues {
  const attributes = new Map<string, AttributeValue>();
  const blocks: (BlockValues & { readonly name: string })[] = [];
  const counts = new Map<string, number>();
  for (const statement of body) {
    if (statement.kind === "attribute") {
      const value = checkAttribute(statement, what, shape, attributes, context);
      if (value !== undefined) attributes.set(statement.name, { value, range: statement.value });
      continue;
    }
    counts.set(statement.name, (counts.get(statement.name) ?? 0) + 1);
    const values = checkBlock(statement, what, shape, counts, context);
    if (values !== undefined) blocks.push({ ...values, name: statement.name });
  }
  checkRequired(head, body, what, shape, context.reporter);
  const values = { head, attributes, blocks };
  for (const name of shape.names) checkRules(name, values, context.reporter);
  return values;
}

function checkAttribute(
  { name, nameRange, value: expression }: Attribute,
  what: string,
  shape: Shape,
  seen: ReadonlyMap<string, unknown>,
  { reporter, names }: BodyContext,
): Value | undefined {
  const argument = shape.arguments.get(name);
  if (argument === undefined && shape.blocks.has(name)) {
    reporter.report("alloy/misplaced", nameRange, `"${name}" is a block of ${what}`, { fix: `write ${name} { … }` });
    return undefined;
  }
  if (argument === undefined) {
    reportUnknown(nameRange, `${what} has no attribute "${name}"`, name, shape, reporter);
    return undefined;
  }
  if (seen.has(name)) {
    reporter.report("alloy/repeated", nameRange, `"${name}" is set twice in ${what}`);
    return undefined;
  }
  const value = evaluateAttribute(expression, { reporter, names });
  const problem = conversionProblem(value, argument.type);
  if (problem !== undefined) reporter.report("alloy/wrong-type", expression, `"${name}" ${problem}`);
  return problem === undefined ? value : { kind: "unknown" };
}

function evaluateAttribute(expression: Attribute["value"], { reporter, names }: BodyContext): Value {
  try {
    return evaluate(expression, names);
  } catch (failure) {
    if (!(failure instanceof EvaluationFailure)) throw failure;
    if (failure.summary !== undefined) reporter.report("alloy/expression", failure.range, failure.summary);
    return { kind: "unknown" };
  }
}

function checkBlock(
  block: Block,
  what: string,
  shape: Shape,
  counts: ReadonlyMap<string, number>,
  context: BodyContext,
): BlockValues | undefined {
  const { name, head, label } = block;
  const { reporter } = context;
  const inner = shape.blocks.get(name);
  if (inner === undefined) {
    if (shape.arguments.has(name)) {
      reporter.report("alloy/misplaced", head, `"${name}" is an attribute of ${what}`, { fix: `write ${name} = …` });
    } else reportUnknown(head, `${what} has no block "${name}"`, name, shape, reporter);
    return undefined;
  }
  if (!inner.mayRepeat && counts.get(name)! > 1) {
    reporter.report("alloy/repeated", head, `${what} takes one block "${name}"`);
    return undefined;
  }
  const innerShape = inner.shape();
  if (innerShape.isLabelled && label === "") {
    reporter.report("alloy/missing", head, `the block "${name}" needs a label`, { fix: `write ${name} "label" { … }` });
  } else if (!innerShape.isLabelled && label !== "") {
    reporter.report("alloy/misplaced", head, `the block "${name}" takes no label`, { fix: `remove "${label}"` });
  }
  return checkBody(block, name, innerShape, context);
}

function reportUnknown(range: TextRange, summary: string, name: string, shape: Shape, reporter: Reporter): void {
  const known = [...shape.arguments.keys(), ...shape.blocks.keys()];
  const suggestion = nearest(name, known);
  const listed = known.length === 0 ? "it has no attributes or blocks" : `it has ${known.slice(0, 12).join(", ")}`;
  const more = known.length > 12 ? " and more" : "";
  const fix = suggestion === undefined ? `${listed}${more}` : `did you mean "${suggestion}"?`;
  reporter.report("alloy/unknown-name", range, summary, { fix });
}

function checkRequired(
  head: TextRange,
  body: readonly Statement[],
  what: string,
  shape: Shape,
  reporter: Reporter,
): void {
  const given = new Set(body.map(({ name }) => name));
  for (const [name, { isRequired }] of shape.arguments) {
    if (isRequired && !given.has(name)) {
      reporter.report("alloy/missing", head, `${what} needs the attribute "${name}"`, { fix: `add ${name} = …` });
    }
  }
  for (const [name, { isRequired }] of shape.blocks) {
    if (isRequired && !given.has(name)) {
      reporter.report("alloy/missing", head, `${what} needs a block "${name}"`, { fix: `add ${name} { … }` });
    }
  }
}
