import { logql, logs, row, timeseries, variable, window } from "telltale";
import { allLogs } from "../../systems/qnt9/logs.js";
import { apps, qnt9 } from "../../systems/qnt9/system.js";

const app = variable.list("app", apps, { label: "Service" });
const text = variable.text("text", "", {
  label: "Contains",
  description: "Only lines that hold this, such as a request id",
});

const chosen = allLogs.where({ app });

export const logsDashboard = qnt9.dashboard("Logs", {
  description: "What do the services say, and which of them complain?",
  tags: ["logs"],
  links: ["Kubernetes pods"],
  variables: [app, text],
  rows: [
    row("How much", [
      timeseries("Lines by level", logql`sum by (level) (rate(${chosen} |= "${text}" [${window}]))`, {
        description: "Log lines each second, by level. Collection drops DEBUG.",
        unit: "cps",
        stack: "normal",
        legend: "{{level}}",
        colors: { DEBUG: "blue", INFO: "green", WARNING: "yellow", ERROR: "red" },
      }),
      timeseries(
        "Errors by service",
        logql`sum by (app) (rate(${chosen.where({ level: "ERROR" })} |= "${text}" [${window}]))`,
        {
          description: "Log lines of level ERROR each second, by service.",
          unit: "cps",
          legend: "{{app}}",
        },
      ),
    ]),
    row("Lines", [
      logs("Errors", logql`${chosen.where({ level: "ERROR" })} |= "${text}" | json`, {
        description: "What went wrong, in the services' own words.",
        width: 24,
      }),
      logs("Everything", logql`${chosen} |= "${text}" | json`, {
        description: "All lines of the chosen services, newest first.",
        width: 24,
      }),
    ]),
  ],
});
