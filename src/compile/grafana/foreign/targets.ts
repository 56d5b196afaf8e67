import type { DataSourceTypes } from "../../../formats/grafana/read/data-sources.js";
import { readPanel } from "../../../formats/grafana/read/read-panels.js";
import { refIdAt } from "../../../formats/grafana/ref-id.js";
import type { TargetView } from "../../../formats/grafana/view.js";
import { type JsonEdit, setMember } from "../../../formats/json/edit.js";
import { items, type JsonNode, member, text } from "../../../formats/json/node.js";
import { Query } from "../../../model/expression/query.js";
import type { CompiledPanel, CompiledQuery } from "../../compiled.js";
import { compileQuery } from "../../query/query.js";
import type { Scope, Subject } from "../../scope.js";
import type { ForeignDocument } from "./document.js";
import { detectLanguage } from "./language.js";

/** The expressions of a foreign panel, and the refIds that its queries lack. */
export interface ForeignTargets {
  readonly edits: readonly JsonEdit[];
  readonly queries: CompiledPanel["queries"];
}

/** Compiles the expressions of a foreign panel. `types` are those of the data sources that its variables choose. */
export function compileForeignTargets(
  scope: Scope,
  subject: Subject,
  document: ForeignDocument,
  panel: JsonNode,
  types: DataSourceTypes,
): ForeignTargets {
  const targets = items(member(panel, "targets")).filter((target) => target.kind === "object");
  const taken = new Set(targets.map((target) => text(member(target, "refId"))));
  const views = readPanel(panel, undefined, types, document.reader).targets;
  const edits: JsonEdit[] = [];
  const queries: CompiledPanel["queries"][number][] = [];
  let next = 0;
  for (const [index, target] of targets.entries()) {
    let refId = text(member(target, "refId")) ?? "";
    if (refId === "") {
      while (taken.has(refIdAt(next))) next += 1;
      refId = refIdAt(next);
      taken.add(refId);
      edits.push(setMember(document.text, target, "refId", refId));
    }
    const query = compileExpression(scope, subject, document, views[index]!);
    if (query) queries.push({ refId, query });
  }
  return { edits, queries };
}

/** Compiles the expression of a query or an annotation. Undefined if it has none in PromQL or LogQL. */
export function compileExpression(
  scope: Scope,
  subject: Subject,
  { origin, isInFile }: ForeignDocument,
  { expr, dataSource }: Pick<TargetView, "expr" | "dataSource">,
): CompiledQuery | undefined {
  const language = detectLanguage(scope.settings.dataSources, dataSource);
  if (language === undefined || expr === undefined || expr.value.trim() === "") return undefined;
  const fields = { language, chunks: [expr.value], holes: [], ...(isInFile && { inFile: expr.spanWithin }) };
  return compileQuery(scope, subject, new Query(fields, origin), { in: "panel" });
}
