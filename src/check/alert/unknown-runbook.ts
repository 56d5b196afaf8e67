import { posix } from "node:path";
import { nearest } from "../../diagnostics/nearest.js";
import type { Check } from "../check.js";

/** An alert with a runbook that does not exist. */
export const unknownRunbook: Check = {
  id: "alert/unknown-runbook",
  on: "rule",
  *run({ context: { pages, isIncomplete }, page, locate }) {
    if (page === undefined || !pages || pages.has(page) || isIncomplete) return;
    const similar = nearestPage(page, [...pages].sort());
    yield {
      summary: `there is no runbook "${page}"`,
      details: "The link in the notification would lead nowhere.",
      fix:
        similar === undefined
          ? `write ${page}.md in the folder of runbooks, or the texts of a page in the definition: runbook: { meaning: "…", mitigation: ["…"] }`
          : `did you mean "${similar}"?`,
      at: locate("annotations", "runbook_url"),
    };
  },
};

/** The page of that name in another folder; or the one with the most similar path, or the most similar name. */
function nearestPage(page: string, pages: readonly string[]): string | undefined {
  const name = posix.basename(page);
  const named = (wanted: string | undefined) => pages.find((one) => posix.basename(one) === wanted);
  return named(name) ?? nearest(page, pages) ?? named(nearest(name, new Set(pages.map((one) => posix.basename(one)))));
}
