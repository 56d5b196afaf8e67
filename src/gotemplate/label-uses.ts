import type { Command, Operand, Template } from "./parse/ast.js";
import { type VisitOperand, visitOperands } from "./parse/visit-operands.js";

/** A label that a template reads. The offsets span the whole expression: `$labels.job`. */
export interface LabelUse {
  readonly label: string;
  /** The fields that are read of the label, which has none: `route` of `$labels.http.route`. */
  readonly fields: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface TemplateUses {
  /** `$labels.x`, `.Labels.x`, `index $labels "x"`, in the order written. */
  readonly labels: readonly LabelUse[];
  /** The same of `$externalLabels`. */
  readonly externalLabels: readonly LabelUse[];
  /** True if the whole set of labels is used, so that any of them may be printed. */
  readonly usesAllLabels: boolean;
  /** True if `$value` or `.Value` is used. */
  readonly usesValue: boolean;
}

type LabelSet = "labels" | "externalLabels";

/**
 * Finds the labels of the alert that a template reads. In `with`, `range` and definitions the dot is not the alert, so
 * only variables count there.
 *
 * ```ts
 * findLabelUses(template).labels; // [{ label: "instance", fields: [], start: 3, end: 19 }]
 * ```
 */
export function findLabelUses(template: Template): TemplateUses {
  const uses = { labels: [] as LabelUse[], externalLabels: [] as LabelUse[], usesAllLabels: false, usesValue: false };
  const visit: VisitOperand = (operand, isDotData, command) => {
    const path = operandPath(operand, isDotData);
    if (path === undefined) return;
    const [first, ...rest] = path;
    if (first === "value") uses.usesValue = true;
    if (first !== "labels" && first !== "externalLabels") return;
    const use = labelUse(operand, rest, command);
    if (use !== undefined) uses[first].push(use);
    else if (first === "labels") uses.usesAllLabels = true;
  };
  visitOperands(template, visit);
  const inOrder = (left: LabelUse, right: LabelUse) => left.start - right.start;
  uses.labels.sort(inOrder);
  uses.externalLabels.sort(inOrder);
  return uses;
}

/** A field of a template's data that it reads. The offsets span the whole expression: `.level`. */
export interface FieldUse {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the fields of a template's data that it reads: `.level` and `$.level`. In `with`, `range` and definitions the dot is
 * something else.
 */
export function findFieldUses(template: Template): readonly FieldUse[] {
  const uses: FieldUse[] = [];
  visitOperands({ ...template, definitions: new Map() }, (operand, isDotData) => {
    const isField = operand.kind === "field" ? isDotData : operand.kind === "variable" && operand.name === "$";
    const name = isField && "names" in operand ? operand.names[0] : undefined;
    if (name !== undefined) uses.push({ name, start: operand.start, end: operand.end });
  });
  return uses;
}

function labelUse(operand: Operand, path: readonly string[], { operands, start, end }: Command): LabelUse | undefined {
  const [label, ...fields] = path;
  if (label !== undefined) return { label, fields, start: operand.start, end: operand.end };
  const [first, set, key] = operands;
  const isIndex = first?.kind === "function" && first.name === "index" && set === operand && key?.kind === "string";
  return isIndex ? { label: key.value, fields: [], start, end } : undefined;
}

const alertFields: ReadonlyMap<string, LabelSet | "value"> = new Map<string, LabelSet | "value">([
  ["Labels", "labels"],
  ["ExternalLabels", "externalLabels"],
  ["Value", "value"],
]);

/** `$labels.job`, `.Labels.job` and `$.Labels.job` are all the path labels, job. */
function operandPath(operand: Operand, isDotData: boolean): readonly string[] | undefined {
  if (operand.kind === "variable" && operand.name !== "$") return [operand.name.slice(1), ...operand.names];
  if (operand.kind !== "variable" && !(operand.kind === "field" && isDotData)) return undefined;
  const [first, ...rest] = operand.names;
  const set = alertFields.get(first ?? "");
  return set === undefined ? undefined : [set, ...rest];
}
