import type { Dashboard, ForeignDashboard } from "../../model/dashboard/dashboard.js";
import { boundedName, deriveKey } from "../../model/definition/key.js";
import { maxUidLength } from "../../model/project/project.js";
import { createSubject, reportError, type Scope, type Subject } from "../scope.js";
import { sortBy } from "../sort-by.js";
import { isUid, joinUid } from "./uid.js";

/** The names that identify a dashboard, in Grafana and within its system. */
export interface DashboardIdentity {
  readonly definition: Dashboard | ForeignDashboard;
  readonly subject: Subject;
  readonly title: string;
  readonly uid: string;
  /** The name of its file, without the extension. */
  readonly fileName: string;
}

const maxFileNameLength = 80;

/** Characters that uids and file names can have on every system. */
const validKey = /^[A-Za-z0-9_-]+$/;

/** Identifies the dashboards of a system, in the order of their keys. */
export function identifyDashboards(scope: Scope): readonly DashboardIdentity[] {
  const identities: DashboardIdentity[] = [];
  for (const definition of scope.system.definitions) {
    if (definition.kind !== "dashboard" && definition.kind !== "foreignDashboard") continue;
    const identity = identify(scope, definition);
    if (identity) identities.push(identity);
  }
  return sortBy(identities, ({ fileName, uid }) => `${fileName}\n${uid}`);
}

function identify(scope: Scope, definition: Dashboard | ForeignDashboard): DashboardIdentity | undefined {
  const title = definition.title ?? ("json" in definition ? stringField(definition.json, "title") : "");
  const subject = createSubject("dashboard", title, definition);
  if (definition.kind === "foreignDashboard") {
    if (!checkFolder(scope, subject, definition)) return undefined;
    if (definition.adopted) return identifyAdopted(scope, subject, title, definition);
  }
  const key = resolveKey(scope, subject, title, definition.key);
  if (key === undefined) return undefined;
  const fileName = boundedName([key], maxFileNameLength);
  const importedUid =
    definition.kind === "foreignDashboard" && definition.key === undefined ? existingUid(definition) : undefined;
  const { uidSuffix } = scope.settings.grafana;
  const parts = importedUid === undefined ? [deriveKey(scope.system.name), key] : [importedUid];
  const uid = joinUid(parts, uidSuffix);
  return { definition, subject, title, uid, fileName };
}

/** A dashboard that Grafana has keeps its uid, which its file is named after: several may have one title. */
function identifyAdopted(
  scope: Scope,
  subject: Subject,
  title: string,
  definition: ForeignDashboard,
): DashboardIdentity | undefined {
  const uid = stringField(definition.json, "uid");
  if (!isUid(uid)) {
    reportError(scope, "definition/bad-name", subject, {
      summary: uid === "" ? "the JSON has no uid to keep" : `"${uid}" is not a uid that Grafana accepts`,
      fix: "remove `adopted`: its uid is then derived",
      option: ["adopted"],
    });
    return undefined;
  }
  const key = resolveKey(scope, subject, title, definition.key ?? uid);
  if (key === undefined) return undefined;
  return { definition, subject, title, uid, fileName: boundedName([key], maxFileNameLength) };
}

function checkFolder(scope: Scope, subject: Subject, { folder }: ForeignDashboard): boolean {
  if (folder === undefined || isUid(folder.uid)) return true;
  reportError(scope, "definition/bad-name", subject, {
    summary: `"${folder.uid}" is not the uid of a folder`,
    fix: `use at most ${maxUidLength} letters, digits, dashes and underscores`,
    option: ["folder", "uid"],
  });
  return false;
}

/** The uid in the JSON. Without a key, an imported dashboard keeps it, so that links and stars stay valid. */
function existingUid({ json }: ForeignDashboard): string | undefined {
  const uid = stringField(json, "uid");
  return isUid(uid) ? uid : undefined;
}

/** Returns the explicit key, or the one derived from the title. Reports an invalid key. */
export function resolveKey(
  scope: Scope,
  subject: Subject,
  title: string,
  explicitKey: string | undefined,
): string | undefined {
  const key = explicitKey ?? deriveKey(title);
  if (validKey.test(key)) return key;
  reportError(scope, "definition/bad-name", subject, {
    summary: `"${key}" is not a valid key`,
    fix: `use only letters, digits, - and _: "${deriveKey(key === "" ? title : key)}"`,
    option: ["key"],
  });
  return undefined;
}

export function stringField(json: object, field: string): string {
  const value = (json as Readonly<Record<string, unknown>>)[field];
  return typeof value === "string" ? value : "";
}
