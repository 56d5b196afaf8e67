/** The annotations of an alert that leads to a panel and a runbook. */
export function leadsTo(dashboard: string, panel: number, runbook: string) {
  return {
    dashboard_url: new RegExp(`/d/todo-${dashboard}/`),
    panel_url: new RegExp(`/d/todo-${dashboard}/.*viewPanel=(panel-)?${panel}\\b`),
    runbook_url: `https://runbooks.todo-chatbot.example.com/todo/${runbook}`,
  };
}

/** The routing of critical alerts: they wake the one on call. */
export const paged = { receivers: ["on-call", "team"], groupWait: "10s", repeatInterval: "1h" } as const;

/** The routing of warnings: they wake nobody. */
export const told = { receivers: ["team"] } as const;
