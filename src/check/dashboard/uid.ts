import type { Check } from "../check.js";

const maxLength = 40;

/** A dashboard uid that Grafana refuses. */
export const uid: Check = {
  id: "dashboard/uid",
  on: "dashboard",
  *run(dashboard) {
    const details = "Grafana refuses to save the dashboard.";
    const invalid = /[^a-zA-Z0-9_-]/.exec(dashboard.uid)?.[0];
    if (invalid !== undefined) {
      yield {
        summary: `the uid "${shown(dashboard.uid)}" contains ${JSON.stringify(invalid)}`,
        details,
        fix: "use only the letters a–z and A–Z, digits, `-` and `_`",
        at: dashboard.span,
      };
    }
    if (dashboard.uid.length > maxLength) {
      yield {
        summary: `the uid "${shown(dashboard.uid)}" has ${dashboard.uid.length} characters; ${maxLength} are allowed`,
        details,
        fix: `shorten it: "${dashboard.uid.slice(0, maxLength)}"`,
        at: dashboard.span,
      };
    }
  },
};

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
