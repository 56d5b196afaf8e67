import { logql, logs, row, timeseries, variable, window } from "telltale";
import { api } from "../../systems/openuser/api.js";
import { openuser } from "../../systems/openuser/system.js";

const text = variable.text("text", "", {
  label: "Contains",
  description: "Only lines that contain this, such as a request id",
});

/** The chosen lines. The format of `text` escapes quotation marks. */
const chosen = logql`${api.logs} |= \${text:doublequote}`;

const leveled = logql`
  ${chosen} | json | drop __error__, __error_details__ | label_format level="{{ or .level \"not JSON\" }}"
`;

/** Errors of both levels, and lines that are not JSON: the formatter of the document writes no traceback into the JSON. */
const errors = logql`
  ${chosen} | json | level=~"ERROR|CRITICAL" or __error__!=""
  | line_format "{{ if .message }}{{ .level }} {{ .logger }} {{ .function }}:{{ .line }} {{ .message }}{{ else }}{{ __line__ }}{{ end }}"
`;

export const applicationLogs = openuser.dashboard("Application Logs", {
  description: "What does the API log, and which errors does it report?",
  tags: ["logs"],
  // The queries of the document, saved as links to Explore.
  links: [
    { title: "All logs from API", explore: logql`${api.logs}` },
    { title: "Error logs only", explore: logql`${api.logs} | json | level=~"ERROR|CRITICAL" or __error__!=""` },
    {
      title: "Rate of errors",
      explore: logql`sum(rate(${api.logs} | json | __error__="" | level=~"ERROR|CRITICAL" [5m]))`,
    },
  ],
  variables: [text],
  rows: [
    row("How much", [
      timeseries("Lines by level", logql`sum by (level) (count_over_time(${leveled} [${window}]))`, {
        description: "Log lines by level. The bars are as wide as the time that they count.",
        unit: "short",
        decimals: 0,
        min: 0,
        lines: "bars",
        minStep: "15s",
        stack: "normal",
        legend: "{{level}}",
        colors: {
          DEBUG: "blue",
          INFO: "green",
          WARNING: "yellow",
          ERROR: "red",
          CRITICAL: "dark-red",
          "not JSON": "purple",
        },
      }),
      timeseries("Errors", logql`sum(rate(${chosen} | json | __error__="" | level=~"ERROR|CRITICAL" [${window}]))`, {
        description: "Errors per second, of the levels ERROR and CRITICAL.",
        unit: "cps",
        min: 0,
        legend: "errors",
      }),
      timeseries(
        "Errors by module",
        logql`topk(10, sum by (module) (count_over_time(${chosen} | json | __error__="" | level=~"ERROR|CRITICAL" [${window}])))`,
        { description: "The modules with the most errors.", unit: "short", min: 0, legend: "{{module}}" },
      ),
    ]),
    row("Errors", [
      logs("Error lines", errors, {
        description: "Errors with their messages, and lines that are not JSON, such as tracebacks.",
        height: 14,
        wrap: false,
      }),
    ]),
    row("Everything", [logs("All lines", chosen, { description: "All lines of the API, newest first." })]),
  ],
});
