import { logql, logs, row, timeseries, window } from "telltale";
import { allLogs, backend, frontend, kafkaLogs } from "../../systems/todo/services.js";
import { todo } from "../../systems/todo/system.js";
import { settings, traces } from "./settings.js";

const leveled = logql`
  ${allLogs} | json | drop __error__, __error_details__ | label_format level="{{ or .level \"not JSON\" }}"
`;

/** Errors, and lines that are not JSON: a traceback says what the error before it only names. */
const errors = logql`${allLogs} | json | level="error" or __error__!=""`;

const frontendErrors = logql`${frontend.logs} | json | level="error" or __error__!=""`;

const kafkaErrors = logql`${kafkaLogs} |= "ERROR"`;

const slowRequests = logql`${backend.logs} | json | __error__="" | duration > 1s`;

/** The queries of the document, saved as links to Explore. */
const saved = [
  { title: "Error logs", explore: errors },
  { title: "Frontend logs", explore: frontendErrors },
  { title: "Backend API logs", explore: slowRequests },
  { title: "Kafka logs", explore: kafkaErrors },
] as const;

export const logsDashboard = todo.dashboard("Logs", {
  description: "What do the services and Kafka log, and which errors do they report?",
  tags: ["logs"],
  links: [...saved, ...traces],
  ...settings,
  rows: [
    row("How much", [
      timeseries("Lines by level", logql`sum by (level) (count_over_time(${leveled} [${window}]))`, {
        description: "Log lines of both services by level. The bars are as wide as the time that they count.",
        unit: "short",
        decimals: 0,
        min: 0,
        lines: "bars",
        minStep: "15s",
        stack: "normal",
        legend: "{{level}}",
        colors: { debug: "blue", info: "green", warning: "yellow", error: "red", "not JSON": "purple" },
      }),
      timeseries(
        "Errors by service",
        logql`sum by (app_kubernetes_io_name) (rate(${allLogs} | json | __error__="" | level="error" [${window}]))`,
        {
          description: "Log lines of level error per second, by service.",
          unit: "cps",
          min: 0,
          legend: "{{app_kubernetes_io_name}}",
        },
      ),
    ]),
    row("Errors", [
      logs("Error logs", errors, {
        description: "Lines of level error of both services, and lines that are not JSON, such as tracebacks.",
        height: 12,
      }),
      logs("Frontend logs", frontendErrors, {
        description: "Errors of the frontend, and its lines that are not JSON.",
      }),
      logs("Kafka logs", kafkaErrors, {
        description: "Lines of Kafka that contain ERROR: they are text, with the level in upper case.",
      }),
    ]),
    row("Slow requests", [
      logs("Backend API logs", slowRequests, {
        description:
          "Requests to the backend that took over a second. Its lines must have a field `duration` with a unit, such " +
          "as `1.2s`: the example line of the document has none.",
      }),
    ]),
  ],
});
