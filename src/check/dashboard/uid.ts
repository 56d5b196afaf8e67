import type { Check } from "../check.js";

const longest = 40;

/** A dashboard uid that Grafana does not take. */
export const uid: Check = {
  id: "dashboard/uid",
  on: "dashboard",
  *run(dashboard) {
    const details = "Grafana refuses to save the dashboard.";
    const strange = /[^a-zA-Z0-9_-]/.exec(dashboard.uid)?.[0];
    if (strange !== undefined) {
      yield {
        summary: `the uid "${shown(dashboard.uid)}" contains ${JSON.stringify(strange)}`,
        details,
        fix: "use only the letters a–z and A–Z, digits, `-` and `_`",
        at: dashboard.span,
      };
    }
    if (dashboard.uid.length > longest) {
      yield {
        summary: `the uid "${shown(dashboard.uid)}" has ${dashboard.uid.length} characters; ${longest} are allowed`,
        details,
        fix: `shorten it: "${dashboard.uid.slice(0, longest)}"`,
        at: dashboard.span,
      };
    }
  },
};

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
