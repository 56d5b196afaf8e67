import { logql, logs, row, timeseries, variable, window } from "telltale";
import { kubernetes } from "../../systems/qnt9/kubernetes.js";
import { allLogs } from "../../systems/qnt9/logs.js";
import { apps, qnt9 } from "../../systems/qnt9/system.js";

const app = variable.list("app", apps, {
  label: "Service",
  description: "Only the pods of these services; All includes pods that belong to no service, such as jobs",
  // All names would leave out pods without the label.
  allValue: ".*",
});
const pod = variable.label("pod", kubernetes.pod.phase.where({ namespace: "qnt9" }), "pod", { allValue: ".*" });
const text = variable.text("text", "", {
  label: "Contains",
  description: "Only lines that contain this, such as a request id",
});

/** The lines of the chosen services and pods. The format of `text` escapes quotation marks. */
const chosen = logql`${allLogs.where({ app, pod })} |= \${text:doublequote}`;

/** With the level of each line. Lines that are not JSON, such as tracebacks, have none: they are counted as such. */
const leveled = logql`
  ${chosen} | json | drop __error__, __error_details__ | label_format level="{{ or .level \"not JSON\" }}"
`;

/** Errors, and lines that are not JSON: a traceback says what the error before it only names. */
const errors = logql`
  ${chosen} | json | level="ERROR" or __error__!=""
  | line_format "{{ if .message }}{{ .logger }}: {{ .message }}{{ with .trace_id }} trace_id={{ . }}{{ end }}{{ else }}{{ __line__ }}{{ end }}"
`;

/** Errors have a query of their own, so that they are drawn on top of the others. */
const byLevel = {
  "{{level}}": logql`sum by (level) (count_over_time(${leveled} | level!="ERROR" [${window}]))`,
  ERROR: logql`sum (count_over_time(${leveled} | level="ERROR" [${window}]))`,
};

export const logsDashboard = qnt9.dashboard("Logs", {
  description: "What do the services log, and which of them report errors?",
  tags: ["logs"],
  // The queries of the document, saved as links to Explore, besides a dashboard.
  links: [
    "Kubernetes pods",
    { title: "All logs", explore: logql`${allLogs}` },
    { title: "All logs, parsed", explore: logql`${allLogs} | json | __error__=""` },
  ],
  variables: [app, pod, text],
  rows: [
    row("How much", [
      timeseries("Lines by level", byLevel, {
        description: "Log lines by level. The bars are as wide as the time that they count.",
        unit: "short",
        decimals: 0,
        min: 0,
        lines: "bars",
        minStep: "15s",
        stack: "normal",
        colors: { DEBUG: "blue", INFO: "green", WARNING: "yellow", ERROR: "red", "not JSON": "purple" },
      }),
      timeseries(
        "Errors by service",
        logql`sum by (app) (rate(${chosen} | json | __error__="" | level="ERROR" [${window}]))`,
        {
          description: "Log lines of level ERROR per second, by service.",
          unit: "cps",
          min: 0,
          legend: "{{app}}",
        },
      ),
    ]),
    row("Errors", [
      logs("Errors", errors, {
        description:
          "Errors with their messages, and lines that are not JSON, such as tracebacks. The trace id leads to the trace.",
        height: 14,
        wrap: false,
      }),
    ]),
    row("Everything", [
      logs("All lines", chosen, { description: "All lines of the chosen services and pods, newest first." }),
    ]),
  ],
});
