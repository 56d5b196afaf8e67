import type { Alert } from "../../model/alert/alert.js";
import { boundedName, deriveKey } from "../../model/definition/key.js";

const maxNameLength = 80;

/** The path of the page that is generated for the alerts of a name, in the folder of runbooks, without `.md`. */
export function runbookPage(system: string, alert: string): string {
  return `${system}/${boundedName([deriveKey(alert)], maxNameLength)}`;
}

/** The path of the page that an alert has or names, without `.md` and anchor; undefined for a page elsewhere. */
export function pageOf({ runbook, system, name }: Alert): string | undefined {
  if (runbook === undefined) return undefined;
  if (typeof runbook !== "string") return runbookPage(system, name);
  return isUrl(runbook) ? undefined : pagePath(runbook);
}

/** The path of a page as definitions write it, without `.md`, anchor and leading slashes. */
export function pagePath(runbook: string): string {
  return runbook.replace(/#.*$/, "").replace(/^\/+/, "").replace(/\.md$/, "");
}

export function isUrl(text: string): boolean {
  return /^https?:\/\//.test(text);
}

/** The address of a page below a base URL; or in the place of `{page}` in it. */
export function pageUrl(base: string, page: string): string {
  const escaped = page.split("/").map(encodePart).join("/");
  return base.includes("{page}") ? base.replace("{page}", () => escaped) : `${base.replace(/\/+$/, "")}/${escaped}`;
}

/** Keeps what addresses may have, such as the anchor of a page. */
function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/%23/g, "#").replace(/%3F/g, "?").replace(/%3D/g, "=").replace(/%26/g, "&");
}
