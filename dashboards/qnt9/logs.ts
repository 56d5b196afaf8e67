import { logql, logs, row, timeseries, variable, window } from "telltale";
import { kubernetes } from "../../systems/qnt9/kubernetes.js";
import { allLogs } from "../../systems/qnt9/logs.js";
import { apps, qnt9 } from "../../systems/qnt9/system.js";
import { services } from "./now.js";

const app = variable.list("app", apps, { label: "Service" });
const pod = variable.label("pod", kubernetes.pod.phase, "pod");
const text = variable.text("text", "", {
  label: "Contains",
  description: "Only lines that hold this, such as a request id",
});

/** The lines of the chosen services and pods, with the fields of their JSON. Lines that are not JSON are left out. */
const lines = logql`${allLogs.where({ app, pod })} |= "${text}" | json | __error__=""`;

export const logsDashboard = qnt9.dashboard("Logs", {
  description: "What do the services say, and which of them complain?",
  tags: ["logs"],
  links: ["Kubernetes pods", services],
  variables: [app, pod, text],
  rows: [
    row("How much", [
      timeseries("Lines by level", logql`sum by (level) (rate(${lines} [${window}]))`, {
        description: "Log lines each second, by level.",
        unit: "cps",
        min: 0,
        stack: "normal",
        legend: "{{level}}",
        colors: { DEBUG: "blue", INFO: "green", WARNING: "yellow", ERROR: "red" },
      }),
      timeseries("Errors by service", logql`sum by (app) (rate(${lines} | level="ERROR" [${window}]))`, {
        description: "Log lines of level ERROR each second, by service.",
        unit: "cps",
        min: 0,
        legend: "{{app}}",
      }),
    ]),
    row("Errors", [
      logs("Errors", logql`${lines} | level="ERROR"`, { description: "What went wrong, in the services' own words." }),
    ]),
    row("Everything", [
      logs("All lines", logql`${allLogs.where({ app, pod })} |= "${text}"`, {
        description: "All lines of the chosen services and pods, newest first.",
      }),
    ]),
  ],
});
