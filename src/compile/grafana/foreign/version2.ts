import { isJson, type Json, objectsOf } from "../../../formats/grafana/plain-json.js";
import { toClassicNode } from "../../../formats/grafana/read/classic-node.js";
import { collectDataSourceTypes } from "../../../formats/grafana/read/data-sources.js";
import type { Dashboard as DashboardData } from "../../../formats/grafana/types.js";
import { convertToClassic } from "../../../formats/grafana/v2/to-classic.js";
import type { Version2 } from "../../../formats/grafana/v2/version.js";
import { applyEdits } from "../../../formats/json/edit.js";
import { items, type JsonNode, type JsonObject, member, text } from "../../../formats/json/node.js";
import { writeVerbatim } from "../../../formats/json/verbatim.js";
import type { ForeignDashboard } from "../../../model/dashboard/dashboard.js";
import type { Scope } from "../../scope.js";
import type { DashboardIdentity } from "../identity.js";
import { type CompiledForeign, compileAnnotations, listPanels, panelsOf } from "./content.js";
import { resolveDataSources } from "./data-sources.js";
import type { ForeignDocument } from "./document.js";
import { addTitleAndTag } from "./identify.js";
import { compileForeignTargets } from "./targets.js";
import { checkFormLimits } from "./version2-limits.js";

/**
 * Compiles a dashboard of schema v2beta1 or v2. A resource keeps its text, in which only what identifies it is changed;
 * the classic form, which checks and links read, is converted from it.
 */
export function compileVersion2(
  scope: Scope,
  identity: DashboardIdentity,
  definition: ForeignDashboard,
  document: ForeignDocument,
  root: JsonObject,
): CompiledForeign {
  const classic = toClassicNode(root);
  const types = collectDataSourceTypes([], items(member(classic, "templating", "list")));
  const compiled = (listPanels(classic) ?? []).map((node) => {
    const title = text(member(node, "title")) ?? "";
    const subject = { name: `panel "${title}" of ${identity.subject.name}`, origin: definition.origin };
    return { node, ...compileForeignTargets(scope, subject, document, node, types) };
  });
  compileAnnotations(scope, identity, document, classic, types);
  checkFormLimits(scope, identity.subject, document, root);
  const edits = [
    ...addTitleAndTag(scope, document.text, root, definition),
    ...resolveDataSources(scope, identity.subject, document.text, root, definition.dataSources),
  ];
  const changed = applyEdits(document.text, edits, root);
  const given = versionOf(document.root);
  const converted = { panels: [], ...convertToClassic(JSON.parse(changed) as Json), uid: identity.uid };
  const value = converted as unknown as DashboardData;
  return {
    value,
    panels: panelsOf(value, definition, document, compiled),
    writeSpec(version) {
      const spec = JSON.parse(changed) as Json;
      return given === undefined || given === version
        ? writeVerbatim(spec, changed)
        : renameTransformations(spec, version);
    },
  };
}

/** The version of a resource; undefined for the `spec` alone, which is taken as it is. */
function versionOf(resource: JsonNode): Version2 | undefined {
  const version = text(member(resource, "apiVersion"))?.replace(/^.*\//, "");
  return version === "v2" || version === "v2beta1" ? version : undefined;
}

/** Writes the transformations of panels as another version does: v2 has their id in `group`, v2beta1 in `kind` and `spec`. */
function renameTransformations(spec: Json, version: Version2): Json {
  for (const element of isJson(spec.elements) ? objectsOf(Object.values(spec.elements)) : []) {
    const data = isJson(element.spec) && isJson(element.spec.data) ? element.spec.data.spec : undefined;
    if (!isJson(data)) continue;
    data.transformations = objectsOf(data.transformations).map((one) => {
      const { id, ...options } = isJson(one.spec) ? one.spec : {};
      const group = one.group ?? id ?? one.kind;
      if (version === "v2") return { kind: "Transformation", group, spec: options };
      return { kind: group, spec: { id: group, ...options } };
    });
  }
  return spec;
}
