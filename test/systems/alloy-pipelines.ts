import { type Block, type Expression, readAlloy } from "../../src/formats/alloy/index.js";
import { type Labels, type RelabelAction, type RelabelRule, relabel } from "../../src/relabel/index.js";

const version = { major: 3, minor: 5 };

/** What a configuration of Alloy scrapes, and what becomes of its targets and series. */
export interface Pipeline {
  /** The label of its `prometheus.scrape`. */
  readonly name: string;
  /** The labels of a target that its service discovery found; undefined if it is not scraped. */
  label(found: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined;
  /** The fixed targets, without environment variables. */
  readonly targets: readonly Readonly<Record<string, string>>[];
  /** True if it sends a series. */
  sends(series: string): boolean;
}

/** Reads the pipelines of metrics of a configuration of Alloy, and the relabelling of its logs. */
export function readPipelines(text: string) {
  const blocks = (readAlloy(text, { file: "config.alloy" }).statements ?? []).filter((one) => one.kind === "block");
  const find = (name: string, label: string) => blocks.find((one) => one.name === name && one.label === label)!;
  /** Follows `discovery.relabel.NAME.output` to its beginning. */
  const relabelFrom = (source: Expression, found: Labels): Labels | undefined => {
    const path = pathOf(source);
    if (!path.startsWith("discovery.relabel.")) return found;
    const block = find("discovery.relabel", path.split(".")[2]!);
    const before = relabelFrom(attribute(block, "targets")!, found);
    return before && relabel(before, rulesOf(block), { version }).labels;
  };
  const label = (source: Expression, found: Readonly<Record<string, string>>) => {
    const labels = relabelFrom(source, new Map(Object.entries(found)));
    return labels && Object.fromEntries([...labels].filter(([name]) => !name.startsWith("__meta_")));
  };
  const scrapes = blocks.filter((one) => one.name === "prometheus.scrape");
  const logs = blocks.find((one) => one.name === "loki.source.kubernetes");
  return {
    pipelines: scrapes.map((scrape): Pipeline => {
      const targets = attribute(scrape, "targets")!;
      const [receiver] = itemsOf(attribute(scrape, "forward_to")!).map(pathOf);
      const filter = rulesOf(find("prometheus.relabel", receiver!.split(".")[2]!));
      return {
        name: scrape.label,
        label: (found) => label(targets, found),
        targets: itemsOf(targets).map(fieldsOf),
        sends: (series) => relabel(new Map([["__name__", series]]), filter, { version }).labels !== undefined,
      };
    }),
    labelLogs: (found: Readonly<Record<string, string>>) => logs && label(attribute(logs, "targets")!, found),
  };
}

function rulesOf(block: Block): readonly RelabelRule[] {
  return block.body.flatMap((rule) => {
    if (rule.kind !== "block" || rule.name !== "rule") return [];
    const text = (name: string) => {
      const value = attribute(rule, name);
      return value && textOf(value);
    };
    const labels = attribute(rule, "source_labels");
    const [action, regex, targetLabel, replacement] = ["action", "regex", "target_label", "replacement"].map(text);
    return [
      {
        ...(action !== undefined && { action: action as RelabelAction }),
        ...(labels && { sourceLabels: itemsOf(labels).map(textOf) }),
        ...(regex !== undefined && { regex }),
        ...(targetLabel !== undefined && { targetLabel }),
        ...(replacement !== undefined && { replacement }),
      },
    ];
  });
}

function attribute(block: Block, name: string): Expression | undefined {
  const found = block.body.find((one) => one.kind === "attribute" && one.name === name);
  return found?.kind === "attribute" ? found.value : undefined;
}

function itemsOf(expression: Expression): readonly Expression[] {
  return expression.kind === "array" ? expression.elements : [];
}

function fieldsOf(expression: Expression): Readonly<Record<string, string>> {
  if (expression.kind !== "object") return {};
  return Object.fromEntries(expression.fields.map(({ name, value }) => [name, textOf(value)]));
}

/** The text of a literal, and of `string.join` of literals; environment variables are their own names. */
function textOf(expression: Expression): string {
  if (expression.kind === "literal") return JSON.parse(expression.text);
  if (expression.kind === "binary") return textOf(expression.left) + textOf(expression.right);
  if (expression.kind !== "call") throw new Error(`not a text: ${expression.kind}`);
  const [first, separator] = expression.args as readonly [Expression, Expression?];
  return separator ? itemsOf(first).map(textOf).join(textOf(separator)) : `$${textOf(first)}`;
}

function pathOf(expression: Expression): string {
  if (expression.kind === "identifier") return expression.name;
  return expression.kind === "access" ? `${pathOf(expression.value)}.${expression.name}` : "";
}
