import type { Check, DashboardSubject } from "../check.js";
import { coversWholeServer } from "../rules/server-scope.js";

/** Two dashboards with the same uid. */
export const duplicateUid: Check = {
  id: "dashboard/duplicate-uid",
  on: "estate",
  *run(estate) {
    const firstByUid = new Map<string, DashboardSubject>();
    // In definitions, the compiler reports these.
    if (coversWholeServer(estate.context)) return;
    for (const dashboard of estate.dashboards) {
      if (dashboard.uid === "") continue;
      const first = firstByUid.get(dashboard.uid);
      if (first === undefined) {
        firstByUid.set(dashboard.uid, dashboard);
        continue;
      }
      if (isCopyForAnotherGrafana(first, dashboard)) continue;
      yield {
        summary: `${first.name} also has the uid "${dashboard.uid}"`,
        details: "Grafana keeps one dashboard per uid: the one that is saved last replaces the other.",
        fix: "give the copy a different uid",
        at: dashboard.span,
        subject: dashboard.name,
        allow: dashboard.allow,
        related: [{ message: "the first dashboard with this uid", ...(first.span && { span: first.span }) }],
      };
    }
  },
};

/** `staging/cart.json` and `production/cart.json` are one dashboard, for two Grafanas. */
function isCopyForAnotherGrafana(first: DashboardSubject, second: DashboardSubject): boolean {
  const one = first.span?.file;
  const other = second.span?.file;
  return one !== undefined && other !== undefined && one !== other && baseName(one) === baseName(other);
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
