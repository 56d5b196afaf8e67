/** What can keep a dashboard's file from being read, or part of it: every id with one line of explanation. */
export const dashboardFileProblems = {
  "json/syntax": "The file is not valid JSON.",
  "grafana/not-a-dashboard": "The file is JSON, but not a Grafana dashboard.",
  "grafana/dashboard-v2": "The dashboard uses Grafana's v2 schema, which is not supported.",
  "grafana/unexpected-form": "Part of a dashboard does not have the structure that Grafana writes, and is not checked.",
} as const;
