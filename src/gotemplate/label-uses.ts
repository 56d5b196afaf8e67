import type { Command, Operand, Pipeline, Template, TemplateNode } from "./parse/ast.js";

/** A label that a template reads. Offsets are those of the whole expression: `$labels.job`. */
export interface LabelUse {
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

export interface TemplateUses {
  /** `$labels.x`, `.Labels.x`, `index $labels "x"`, in the order written. */
  readonly labels: readonly LabelUse[];
  /** The same of `$externalLabels`. */
  readonly externalLabels: readonly LabelUse[];
  /** Whether the set of labels is used as a whole, so that any of them may be printed. */
  readonly usesAllLabels: boolean;
  /** Whether `$value` or `.Value` is used. */
  readonly usesValue: boolean;
}

type LabelSet = "labels" | "externalLabels";

/**
 * Which labels of the alert a template reads. Where the dot is something else than the alert, in `with`, `range` and
 * definitions, only variables are looked at.
 *
 * ```ts
 * templateLabels(template).labels; // [{ label: "instance", start: 3, end: 19 }]
 * ```
 */
export function findLabelUses(template: Template): TemplateUses {
  const found = { labels: [] as LabelUse[], externalLabels: [] as LabelUse[], usesAllLabels: false, usesValue: false };
  visitOperands(template, (operand, dotIsAlert, command) => {
    const read = operandPath(operand, dotIsAlert);
    if (read === undefined) return;
    const [first, ...rest] = read;
    if (first === "value") found.usesValue = true;
    if (first !== "labels" && first !== "externalLabels") return;
    const use = labelUse(operand, rest, command);
    if (use !== undefined) found[first].push(use);
    else if (first === "labels") found.usesAllLabels = true;
  });
  const inOrder = (left: LabelUse, right: LabelUse) => left.start - right.start;
  found.labels.sort(inOrder);
  found.externalLabels.sort(inOrder);
  return found;
}

function labelUse(operand: Operand, path: readonly string[], { operands, start, end }: Command): LabelUse | undefined {
  if (path.length > 0) return { label: path[0]!, start: operand.start, end: operand.end };
  const [first, set, key] = operands;
  const isIndex = first?.kind === "function" && first.name === "index" && set === operand && key?.kind === "string";
  return isIndex ? { label: key.value, start, end } : undefined;
}

const alertFields: ReadonlyMap<string, LabelSet | "value"> = new Map<string, LabelSet | "value">([
  ["Labels", "labels"],
  ["ExternalLabels", "externalLabels"],
  ["Value", "value"],
]);

/** `$labels.job`, `.Labels.job` and `$.Labels.job` are all the path labels, job. */
function operandPath(operand: Operand, dotIsAlert: boolean): readonly string[] | undefined {
  if (operand.kind === "variable" && operand.name !== "$") return [operand.name.slice(1), ...operand.names];
  if (operand.kind !== "variable" && !(operand.kind === "field" && dotIsAlert)) return undefined;
  const [first, ...rest] = operand.names;
  const set = alertFields.get(first ?? "");
  return set === undefined ? undefined : [set, ...rest];
}

type Visit = (operand: Operand, dotIsAlert: boolean, command: Command) => void;

type Waiting =
  | { readonly nodes: readonly TemplateNode[]; readonly dotIsAlert: boolean }
  | { readonly pipeline: Pipeline; readonly dotIsAlert: boolean };

/** Visits every operand of every pipeline, without recursion. */
function visitOperands(template: Template, visit: Visit): void {
  const waiting: Waiting[] = [{ nodes: template.body, dotIsAlert: true }];
  for (const nodes of template.definitions.values()) waiting.push({ nodes, dotIsAlert: false });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { dotIsAlert } = next;
    if ("nodes" in next) for (const node of next.nodes) enterNode(node, dotIsAlert, waiting);
    else {
      for (const command of next.pipeline.commands) {
        for (const operand of command.operands) {
          const inner = operand.kind === "chain" ? operand.operand : operand;
          if (inner.kind === "pipeline") waiting.push({ pipeline: inner.pipeline, dotIsAlert });
          else visit(inner, dotIsAlert, command);
        }
      }
    }
  }
}

function enterNode(node: TemplateNode, dotIsAlert: boolean, waiting: Waiting[]): void {
  if ("pipeline" in node && node.pipeline !== undefined) waiting.push({ pipeline: node.pipeline, dotIsAlert });
  if (!("body" in node)) return;
  waiting.push({ nodes: node.body, dotIsAlert: dotIsAlert && node.kind === "if" });
  if (node.otherwise !== undefined) waiting.push({ nodes: node.otherwise, dotIsAlert });
}
