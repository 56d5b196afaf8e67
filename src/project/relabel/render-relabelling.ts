import type { Labels, RelabelStep, TargetResult } from "../../relabel/index.js";
import type { ExplainedJob } from "./explain-relabelling.js";

/** Renders what happens to each target, rule by rule. */
export function renderRelabelling(explained: ExplainedJob): string {
  return explained.targets.map((target) => renderTarget(target, explained)).join("\n");
}

function renderTarget(target: TargetResult, explained: ExplainedJob): string {
  const { discovered, steps, labels, internal } = target;
  const hidden = [...(internal ?? [])].filter(([name]) => name.startsWith("__"));
  return [
    `Target ${discovered.get("__address__") ?? ""} of job "${explained.job}", as it is discovered:`,
    ...renderLabels(discovered),
    "",
    ...(steps.length === 0 ? ["The job has no relabelling rules."] : steps.map((step) => renderStep(step, explained))),
    "",
    ...(labels === undefined
      ? [dropReason(target, explained)]
      : ["It is scraped with the labels:", ...renderLabels(labels)]),
    ...(labels === undefined
      ? []
      : ["", "Internal labels, which decide how it is scraped:", ...renderLabels(new Map(hidden))]),
    "",
  ].join("\n");
}

function renderLabels(labels: Labels): readonly string[] {
  const width = Math.max(...[...labels.keys()].map((name) => name.length), 0);
  return Array.from(labels, ([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}

function renderStep(step: RelabelStep, { file, lines }: ExplainedJob): string {
  const value = step.value === undefined ? "" : ` "${step.value}"`;
  return `${file}:${lines[step.index]}  ${step.action}${value}: ${describeStep(step)}`;
}

const decisions: readonly string[] = ["keep", "drop", "keepequal", "dropequal"];

function describeStep({ action, set, removed, isDropped }: RelabelStep): string {
  if (decisions.includes(action)) return isDropped ? "drops the target" : "keeps the target";
  const changes = [
    ...Array.from(set, ([name, value]) => `${name} = "${value}"`),
    ...removed.map((name) => `removes ${name}`),
  ];
  return changes.length === 0 ? "changes nothing" : changes.join(", ");
}

/** Says why a target is not scraped. */
export function dropReason({ steps, failure }: TargetResult, { file, lines }: ExplainedJob): string {
  const last = steps.at(-1);
  if (failure !== undefined) return `It is not scraped: ${failure}.`;
  const value = last?.value === undefined ? "" : `, because of the value "${last.value}"`;
  return `It is not scraped: the rule in ${file}:${last === undefined ? "" : lines[last.index]} drops it${value}.`;
}

/** Renders the same as JSON. */
export function renderRelabellingJson(explained: ExplainedJob): string {
  const targets = explained.targets.map((target) => ({
    discovered: Object.fromEntries(target.discovered),
    steps: target.steps.map(({ index, action, value, set, removed, isDropped }) => ({
      line: explained.lines[index],
      action,
      ...(value === undefined ? {} : { value }),
      set: Object.fromEntries(set),
      removed,
      dropped: isDropped,
    })),
    labels: target.labels === undefined ? null : Object.fromEntries(target.labels),
    ...(target.labels === undefined ? { reason: dropReason(target, explained) } : {}),
  }));
  return `${JSON.stringify({ job: explained.job, file: explained.file, targets }, undefined, 2)}\n`;
}
