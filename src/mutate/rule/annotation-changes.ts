import type { AlertingRule } from "../../formats/prometheus/types.js";
import type { MutantKind } from "../mutant.js";
import type { FieldChange, OtherValues } from "./field-change.js";

/** Changes numbers in texts, leads links elsewhere, and leaves the summary out. */
export function annotationChanges(rule: AlertingRule, { runbooks }: OtherValues): readonly FieldChange[] {
  const { annotations = {} } = rule;
  return Object.entries(annotations).flatMap(([name, text]): readonly FieldChange[] => {
    const change = (kind: MutantKind, before: string, after: string, changed: Readonly<Record<string, string>>) => {
      const option = optionOf(name);
      return { kind, before, after, option, rule: { ...rule, annotations: { ...annotations, ...changed } } };
    };
    if (/^https?:\/\//.test(text)) return linkChanges(name, text, annotations, runbooks, change);
    if (name === "runbook_url" || name.startsWith("__")) return [];
    const kind = name === "summary" ? "summary" : "description";
    const left = name === "summary" ? [change(kind, shorten(text), "left out", { [name]: "" })] : [];
    return [
      ...left,
      ...numberChanges(text).map(({ before, after, changed }) => change(kind, before, after, { [name]: changed })),
    ];
  });
}

type Change = (
  kind: MutantKind,
  before: string,
  after: string,
  changed: Readonly<Record<string, string>>,
) => FieldChange;

function linkChanges(
  name: string,
  url: string,
  annotations: Readonly<Record<string, string>>,
  runbooks: readonly string[],
  change: Change,
): readonly FieldChange[] {
  if (name === "runbook_url") {
    const other = runbooks.find((one) => one !== url) ?? `${url}-of-another-alert`;
    return [change("runbook", lastPart(url), lastPart(other), { runbook_url: other })];
  }
  const changes: FieldChange[] = [];
  const panel = /[?&]viewPanel=(?:panel-)?(\d+)/.exec(url)?.[1];
  if (panel !== undefined) {
    const other = String(Number(panel) + 1);
    const link = { [name]: url.replace(/(viewPanel=(?:panel-)?)\d+/, `$1${other}`) };
    const changed = annotations.__panelId__ === panel ? { ...link, __panelId__: other } : link;
    changes.push(change("panel", `panel ${panel}`, "another panel", changed));
  }
  const dashboard = /\/d\/([^/?]+)/.exec(url)?.[1];
  if (dashboard !== undefined && panel === undefined) {
    const other = url.replace(`/d/${dashboard}`, `/d/${dashboard}-other`);
    changes.push(change("dashboard", dashboard, "another dashboard", { [name]: other }));
  }
  if (dashboard === undefined) changes.push(change("link", `${name}: ${shorten(url)}`, "left out", { [name]: "" }));
  for (const [parameter] of url.matchAll(/[?&]var-\w+=[^&]*/g)) {
    const lead = parameter.startsWith("?") ? "?" : "";
    changes.push(change("link", parameter.slice(1), "no such variable", { [name]: url.replace(parameter, lead) }));
  }
  return changes;
}

/** Changes each number that is written outside of `{{ … }}`, where it can disagree with the rule. */
function numberChanges(text: string) {
  const changes: { before: string; after: string; changed: string }[] = [];
  const skipped = /\{\{.*?\}\}|`[^`]*`|(?<![\w.#-])(\d+(?:\.\d+)?)(?![\w.-]*\w)/gs;
  for (const match of text.matchAll(skipped)) {
    const [, number] = match;
    if (number === undefined) continue;
    const other = String(Number(number) + (number.includes(".") ? 0.1 : 1));
    const end = match.index + number.length;
    const context = (value: string) =>
      `… ${text.slice(Math.max(match.index - 12, 0), match.index)}${value}${text.slice(end, end + 8)} …`;
    const changed = `${text.slice(0, match.index)}${other}${text.slice(end)}`;
    changes.push({ before: context(number), after: context(other), changed });
  }
  return changes;
}

/** The option that an annotation is written in. */
function optionOf(annotation: string): readonly string[] {
  const options: Readonly<Record<string, string>> = {
    ...{ summary: "summary", description: "description", runbook_url: "runbook" },
    ...{ panel_url: "panel", dashboard_url: "dashboard" },
  };
  const option = options[annotation];
  return option === undefined ? ["annotations", annotation] : [option];
}

function lastPart(url: string): string {
  return url.replace(/\/+$/, "").split("/").at(-1)!;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
