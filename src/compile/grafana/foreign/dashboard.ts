import { isVersion2, isVersion2Alpha } from "../../../formats/grafana/read/classic-node.js";
import { collectDataSourceTypes } from "../../../formats/grafana/read/data-sources.js";
import { findDashboard } from "../../../formats/grafana/read/read-dashboard.js";
import type { Dashboard as DashboardData } from "../../../formats/grafana/types.js";
import { applyEdits, type JsonEdit, setMember } from "../../../formats/json/edit.js";
import { items, type JsonObject, member, number, text } from "../../../formats/json/node.js";
import { writeVerbatim } from "../../../formats/json/verbatim.js";
import type { ForeignDashboard } from "../../../model/dashboard/dashboard.js";
import { deriveId, deriveKey } from "../../../model/definition/key.js";
import { reportError, type Scope } from "../../scope.js";
import { dashboardOutputs } from "../forms/dashboard-form.js";
import type { DashboardIdentity } from "../identity.js";
import { type CompiledForeign, compileAnnotations, listPanels, listRows, panelsOf } from "./content.js";
import { resolveDataSources } from "./data-sources.js";
import { type ForeignDocument, readDocument } from "./document.js";
import { identify } from "./identify.js";
import { checkResourceLimits } from "./resource-limits.js";
import { compileForeignTargets } from "./targets.js";
import { compileVersion2 } from "./version2.js";

/**
 * Compiles an exported dashboard: its text, in which only what identifies it is changed. It keeps its schema version:
 * Grafana migrates it when it loads it.
 */
export function compileForeignDashboard(
  scope: Scope,
  identity: DashboardIdentity,
  definition: ForeignDashboard,
): CompiledForeign | undefined {
  const document = readDocument(scope, identity.subject, definition.origin, definition.source);
  if (!document) return undefined;
  const root = findDashboard(document.root);
  if (root && isVersion2(root)) {
    if (isVersion2Alpha(document.root)) return reportBad(scope, identity, document, unsupportedAlpha);
    if (member(root, "layout")?.kind !== "object") return reportBad(scope, identity, document, noLayout);
    return compileVersion2(scope, identity, definition, document, root);
  }
  const panels = root && listPanels(root);
  if (!root || !panels) return reportBad(scope, identity, document, noPanels);
  const types = collectDataSourceTypes(items(member(root, "__inputs")), items(member(root, "templating", "list")));
  const compiled = panels.map((node) => {
    const title = text(member(node, "title")) ?? "";
    const subject = { name: `panel "${title}" of ${identity.subject.name}`, origin: definition.origin };
    return { node, ...compileForeignTargets(scope, subject, document, node, types) };
  });
  compileAnnotations(scope, identity, document, root, types);
  const form = dashboardOutputs(scope.settings).find((output) => output.form !== "classic")?.form;
  if (form !== undefined) checkResourceLimits(scope, identity.subject, form, document, { root, panels });
  const changed = [
    ...identify(scope, document, root, identity, definition),
    ...listRows(root).flatMap((row) => addId(document, row)),
    ...compiled.flatMap(({ node, edits }) => [...addId(document, node), ...edits]),
  ];
  const resolved = resolveDataSources(scope, identity.subject, document.text, root, definition.dataSources);
  const edits = [...changed, ...resolved.filter((edit) => !changed.some((other) => isWithin(edit, other)))];
  const value = toValue(document, root, edits);
  return { value, panels: panelsOf(value, definition, document, compiled) };
}

function isWithin({ start, end }: JsonEdit, outer: JsonEdit): boolean {
  return outer.start <= start && end <= outer.end && outer.start < outer.end;
}

interface BadDashboard {
  readonly summary: string;
  readonly fix: string;
}

const fix = "pass the JSON model that Grafana exports";
const noPanels: BadDashboard = { summary: "not a Grafana dashboard: it has no list of panels", fix };
const noLayout: BadDashboard = { summary: "not a Grafana dashboard: its panels have no layout", fix };
const unsupportedAlpha: BadDashboard = {
  summary: "dashboards of schema v2alpha1 are not supported",
  fix: "save it with Grafana 12.2 or later, which write v2beta1 or v2, or export it as the classic model",
};

function reportBad(
  scope: Scope,
  { subject }: DashboardIdentity,
  document: ForeignDocument,
  problem: BadDashboard,
): undefined {
  const { start } = document.root;
  const span = document.isInFile ? document.reader.span({ start, end: start + 1 }) : undefined;
  reportError(scope, "definition/bad-panel", subject, { ...problem, ...(span && { span }) });
  return undefined;
}

/** Adds the id that a panel or a row lacks. */
function addId({ text: source }: ForeignDocument, node: JsonObject): readonly JsonEdit[] {
  if (number(member(node, "id")) !== undefined) return [];
  return [setMember(source, node, "id", deriveId(deriveKey(text(member(node, "title")) ?? "")))];
}

/** The value of the changed text, which is written as that text. */
function toValue(document: ForeignDocument, root: JsonObject, edits: readonly JsonEdit[]): DashboardData {
  const isWrapped = root !== document.root;
  const changed = applyEdits(document.text, edits, isWrapped ? root : undefined).trimStart();
  // Grafana decides what it may hold; checks read the text.
  return writeVerbatim(JSON.parse(changed) as DashboardData, isWrapped ? `${changed}\n` : changed);
}
