import type { Check, DashboardSubject } from "../check.js";

/** Two dashboards in one folder with the same title. */
export const duplicateTitle: Check = {
  id: "dashboard/duplicate-title",
  on: "estate",
  *run(estate) {
    const firstByTitle = new Map<string, DashboardSubject>();
    for (const dashboard of estate.dashboards) {
      if (dashboard.title === "") continue;
      const key = JSON.stringify([dashboard.folder, dashboard.title.toLowerCase()]);
      const first = firstByTitle.get(key);
      if (first === undefined) {
        firstByTitle.set(key, dashboard);
        continue;
      }
      // Two with the same uid are one dashboard, or reported by `dashboard/duplicate-uid`.
      if (first.uid !== "" && first.uid === dashboard.uid) continue;
      yield {
        summary: `another dashboard in the same folder has the title "${dashboard.title}"`,
        details: "They look the same in lists and in search, and some releases of Grafana refuse the second.",
        fix: "say in each title how the dashboard differs from the other",
        at: dashboard.span,
        subject: dashboard.name,
        allow: dashboard.allow,
        related: [{ message: "the first dashboard with this title", ...(first.span && { span: first.span }) }],
      };
    }
  },
};
