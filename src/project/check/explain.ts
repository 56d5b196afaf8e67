import { readFileSync } from "node:fs";
import { nearest } from "../../diagnostics/nearest.js";
import { packageFolder } from "../../package-folder.js";
import { allFindings } from "../all-findings.js";

const pages = new URL("docs/checks/", packageFolder);

/** The page of a finding, or a similar id if no finding has this one. */
export type Explanation = { readonly page: string } | { readonly suggestion: string | undefined };

/** Finds the page of a finding: its meaning, why it matters and the fix. */
export function explain(id: string): Explanation {
  if (!Object.hasOwn(allFindings, id)) return { suggestion: nearest(id, Object.keys(allFindings)) };
  return { page: readFileSync(new URL(`${id}.md`, pages), "utf8") };
}
