/** What can keep a dashboard's file from being read, or part of it: every id with one line of explanation. */
export const dashboardFileProblems = {
  "json/syntax": "The file is not JSON.",
  "grafana/not-a-dashboard": "The file is JSON, but no Grafana dashboard.",
  "grafana/dashboard-v2": "The dashboard is in Grafana's form v2, which cannot be read.",
  "grafana/unexpected-form": "A part of a dashboard has another form than Grafana gives it, and is not checked.",
} as const;
