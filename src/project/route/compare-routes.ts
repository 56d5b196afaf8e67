import {
  compareRecipients,
  compileProject,
  listRecipients,
  type RecipientsComparison,
  type RoutedAlertmanager,
} from "../../compile/index.js";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import type { ReadSource } from "../../source/source-files.js";
import type { LoadOptions } from "../config/open-project.js";
import { checkOutRevision } from "../git/checkout-revision.js";
import { loadProject } from "../load/load-project.js";

/** The comparison, or why there is none. */
export type RoutesComparison =
  | RecipientsComparison
  | { readonly problem: string }
  | { readonly diagnostics: readonly Diagnostic[]; readonly root: string; readonly readSource: ReadSource };

/** Compares whom the alerts of a project reach with an earlier revision. */
export async function compareRoutes(revision: string, options: LoadOptions): Promise<RoutesComparison> {
  const after = await recipientsOf(options);
  if ("diagnostics" in after) return after;
  const checkout = checkOutRevision(options.cwd, revision);
  if ("problem" in checkout) return checkout;
  try {
    const before = await recipientsOf({ ...options, cwd: checkout.cwd });
    if (!("diagnostics" in before)) return compareRecipients(before.recipients, after.recipients);
    const summary = before.diagnostics.find(({ severity }) => severity === "error")?.summary;
    return { problem: `the project does not compile at "${revision}": ${summary}` };
  } finally {
    checkout.remove();
  }
}

async function recipientsOf(options: LoadOptions) {
  const { root, project, diagnostics: loading, sourceFiles } = await loadProject(options);
  const place = { root, readSource: sourceFiles.read };
  if (!project || hasErrors(loading)) return { ...place, diagnostics: loading };
  const { artifacts, diagnostics } = compileProject(project, { sources: sourceFiles });
  if (hasErrors(diagnostics)) return { ...place, diagnostics };
  const recipients: readonly RoutedAlertmanager[] = listRecipients(artifacts, project.config);
  return { recipients };
}
