import { compareRecipients, listRecipients, type RecipientsComparison } from "../../compile/index.js";
import type { LoadOptions } from "../config/open-project.js";
import { type CompiledProject, type CompileFailure, compileBoth, type ProjectRevisions } from "../git/compile-both.js";

/** The comparison, or why there is none. */
export type RoutesComparison = RecipientsComparison | { readonly problem: string } | CompileFailure;

/** Compares whom the alerts of a project reach with an earlier revision. */
export async function compareRoutes(revision: string, options: LoadOptions): Promise<RoutesComparison> {
  const revisions = await compileBoth(revision, options);
  return "before" in revisions ? compareRecipientsOf(revisions) : revisions;
}

/** Compares whom the alerts of two revisions reach. */
export function compareRecipientsOf({ before, after }: ProjectRevisions): RecipientsComparison {
  const list = ({ artifacts, project }: CompiledProject) => listRecipients(artifacts, project.config);
  return compareRecipients(list(before), list(after));
}
