import { type JsonEdit, prependItem, removeMembers, setMember } from "../../../formats/json/edit.js";
import { items, type JsonObject, member, text } from "../../../formats/json/node.js";
import type { ForeignDashboard } from "../../../model/dashboard/dashboard.js";
import type { Scope } from "../../scope.js";
import type { DashboardIdentity } from "../identity.js";
import type { ForeignDocument } from "./document.js";

/** Fields that belong to the Grafana that a dashboard comes from. */
const ownFields: ReadonlySet<string> = new Set(["id", "version"]);

/** Changes uid, title and tags of a classic dashboard, and removes the id and version that another Grafana gave it. */
export function identify(
  scope: Scope,
  { text: source }: ForeignDocument,
  root: JsonObject,
  { uid }: DashboardIdentity,
  definition: ForeignDashboard,
): readonly JsonEdit[] {
  return [
    ...removeMembers(root, ownFields),
    ...(text(member(root, "uid")) === uid ? [] : [setMember(source, root, "uid", uid)]),
    ...addTitleAndTag(scope, source, root, definition),
  ];
}

/** Changes the title and the tags, which the `spec` of a resource has, too. */
export function addTitleAndTag(
  scope: Scope,
  source: string,
  root: JsonObject,
  { title, adopted = false }: ForeignDashboard,
): readonly JsonEdit[] {
  const tags = member(root, "tags");
  const tag = scope.system.name;
  const isTagged = adopted || items(tags).some((one) => text(one) === tag);
  const tagged = tags?.kind === "array" ? prependItem(source, tags, tag) : setMember(source, root, "tags", [tag]);
  return [
    ...(title === undefined || text(member(root, "title")) === title ? [] : [setMember(source, root, "title", title)]),
    ...(isTagged ? [] : [tagged]),
  ];
}
