import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import type { TextRange } from "../../diagnostics/positions.js";
import type { Block, Expression, ReadAlloyResult, Statement } from "../../formats/alloy/index.js";
import { collectorFindings } from "./findings.js";

type AlloyFile = Pick<ReadAlloyResult, "statements" | "span">;

/** Finds what Alloy accepts and is still wrong. */
export function checkAlloy({ statements, span }: AlloyFile): readonly Diagnostic[] {
  const blocks = allBlocks(statements ?? []);
  const report = (
    id: keyof typeof collectorFindings,
    range: TextRange,
    more: Pick<Diagnostic, "summary" | "details" | "fix">,
  ) => ({
    ...finding(collectorFindings, id),
    ...more,
    span: span(range),
  });
  return [
    ...unparsedContainerLogs(statements ?? []).map((block) =>
      report("alloy/no-cri-stage", block.head, {
        summary: `${block.name} "${block.label}" reads files of containers that nothing parses`,
        details:
          "Each line begins with a time, a stream and a flag of the runtime, so that JSON is no JSON and long lines are cut.",
        fix: "send them through a loki.process with stage.cri { }, or read them with loki.source.kubernetes",
      }),
    ),
    ...blocks.filter(mapsEveryLabel).map((block) =>
      report("alloy/every-pod-label", block.head, {
        summary: "this rule makes a label of every label of a pod",
        details: "A new label, such as the hash of a template, starts all series anew and multiplies their number.",
        fix: "map the labels that queries use, one rule each",
      }),
    ),
    ...blocks
      .flatMap(labelNames)
      .filter(({ name }) => isPersonal(name))
      .map(({ name, range }) =>
        report("alloy/personal-label", range, {
          summary: `the label "${name}" has as many values as there are people or requests`,
          details: "Each value is a stream or a series of its own, and personal data cannot be deleted from labels.",
          fix: "leave it in the line, or in structured metadata",
        }),
      ),
  ];
}

function allBlocks(statements: readonly Statement[]): readonly Block[] {
  return statements.flatMap((one) => (one.kind === "block" ? [one, ...allBlocks(one.body)] : []));
}

function attributeOf(block: Block, name: string): Expression | undefined {
  const attribute = block.body.find((one) => one.kind === "attribute" && one.name === name);
  return attribute?.kind === "attribute" ? attribute.value : undefined;
}

function textOf(block: Block, name: string): string | undefined {
  const value = attributeOf(block, name);
  return value?.kind === "literal" && value.type === "string" ? value.text.slice(1, -1) : undefined;
}

/** Readers of files of containers, in a file that parses the format of no runtime. */
function unparsedContainerLogs(statements: readonly Statement[]): readonly Block[] {
  const blocks = allBlocks(statements);
  if (blocks.some(({ name }) => name === "stage.cri" || name === "stage.docker")) return [];
  const readsContainers = blocks.some((block) =>
    block.body.some((one) => one.kind === "attribute" && /\/var\/log\/(?:pods|containers)\b/.test(textIn(one.value))),
  );
  return readsContainers ? blocks.filter(({ name }) => name === "loki.source.file") : [];
}

/** All strings in an expression, one after the other. */
function textIn(expression: Expression): string {
  switch (expression.kind) {
    case "literal":
      return expression.text;
    case "array":
      return expression.elements.map(textIn).join(" ");
    case "object":
      return expression.fields.map(({ value }) => textIn(value)).join(" ");
    case "binary":
      return `${textIn(expression.left)} ${textIn(expression.right)}`;
    case "call":
      return expression.args.map(textIn).join(" ");
    default:
      return "";
  }
}

function mapsEveryLabel(block: Block): boolean {
  const regex = textOf(block, "regex") ?? "";
  return textOf(block, "action") === "labelmap" && /^__meta_kubernetes_pod_label_\(\.[+*]\)$/.test(regex);
}

interface LabelName {
  readonly name: string;
  readonly range: TextRange;
}

/** Labels that a block adds: those of stage.labels, and the target of a rule. */
function labelNames(block: Block): readonly LabelName[] {
  if (block.name === "stage.labels" || block.name === "stage.static_labels") {
    const values = attributeOf(block, "values");
    return values?.kind === "object" ? values.fields.map(({ name, nameRange }) => ({ name, range: nameRange })) : [];
  }
  const target = attributeOf(block, "target_label");
  const name = textOf(block, "target_label");
  return block.name === "rule" && target && name !== undefined ? [{ name, range: target }] : [];
}

const personal =
  /^(?:user_?(?:id|name)?|customer_?id|account_?id|session_?id|request_?id|trace_?id|span_?id|e?_?mail(?:_address)?|phone|client_?ip|remote_?addr(?:ess)?|ip(?:_?address)?)$/i;

function isPersonal(name: string): boolean {
  return personal.test(name);
}
