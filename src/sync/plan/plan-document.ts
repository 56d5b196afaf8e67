import { parseJson } from "../../project/files/parse-json.js";
import { digestValue } from "../objects/digest.js";
import { type Action, type Change, countActions, type Plan } from "./plan.js";
import { differencesOf } from "./render-plan.js";

/** The version of the form. Fields may be added; none is renamed or removed while it stays the same. */
export const planFormatVersion = 1;

/** The options of a plan that decide on what it does. They are saved with it. */
export interface SavedOptions {
  readonly targets: readonly string[] | undefined;
  readonly only: readonly string[] | undefined;
  readonly force: boolean;
  readonly adopt: boolean;
  readonly prune: boolean;
}

/** A plan as JSON: for programs, and to be applied later. It holds no content of objects, and so no secret. */
export interface PlanDocument {
  readonly format_version: typeof planFormatVersion;
  readonly options: SavedOptions;
  readonly targets: readonly TargetDocument[];
}

export interface TargetDocument {
  readonly target: string;
  readonly identity: string;
  /** Equal only for the same changes to the same versions of the same objects. */
  readonly fingerprint: string;
  readonly counts: Readonly<Record<Action, number>>;
  readonly changes: readonly ChangeDocument[];
}

interface ChangeDocument {
  readonly action: Action;
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly reason?: string;
  readonly fix?: string;
  readonly differences?: readonly { readonly path: string; readonly before?: string; readonly after?: string }[];
}

export function documentPlans(plans: readonly Plan[], options: SavedOptions): PlanDocument {
  return { format_version: planFormatVersion, options, targets: plans.map(documentPlan) };
}

function documentPlan(plan: Plan): TargetDocument {
  const { target, identity, changes } = plan;
  const shown = changes.filter(({ action }) => action !== "none" && action !== "unmanaged");
  const documents = shown.map(documentChange);
  return { target, identity, fingerprint: fingerprint(plan), counts: countActions(plan), changes: documents };
}

function documentChange(change: Change): ChangeDocument {
  const { action, id, kind, name, reason, fix } = change;
  const differences = differencesOf(change).map(({ path, before, after }) => ({
    path,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  }));
  return {
    ...{ action, id, kind, name },
    ...(reason !== undefined && { reason }),
    ...(fix !== undefined && { fix }),
    ...(differences.length > 0 && { differences }),
  };
}

/** Binds a plan to its target, to the content of the artifacts and to every version that was observed. */
export function fingerprint({ target, identity, changes }: Plan): string {
  const observed = changes
    .filter(({ action }) => action !== "unmanaged")
    .map(({ action, id, desired, live }) => [action, id, desired?.digest, live?.version]);
  return digestValue({ target, identity, observed });
}

/** Reads a saved plan. Undefined if the text is not one. */
export function parsePlanDocument(text: string): PlanDocument | undefined {
  const document = parseJson(text) as Partial<PlanDocument> | null | undefined;
  if (document?.format_version !== planFormatVersion || typeof document.options !== "object") return undefined;
  return Array.isArray(document.targets) ? (document as PlanDocument) : undefined;
}
