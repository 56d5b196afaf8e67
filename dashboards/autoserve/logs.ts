import { logql, logs, row, timeseries, window } from "telltale";
import { backend } from "../../systems/autoserve/backend.js";
import { mlController } from "../../systems/autoserve/ml-controller.js";
import { autoserve } from "../../systems/autoserve/system.js";
import { celery } from "../../systems/autoserve/worker.js";

/** A line that is not JSON has no level: only what parses is compared. */
const backendErrors = logql`
  ${backend.logs} |~ "ERROR|FATAL" | json | __error__="" | level=~"ERROR|FATAL"
`;

const authenticationFailures = logql`
  ${backend.logs} |~ "(?i)auth" |~ "(?i)fail" | json | __error__="" | message=~"(?i).*authentication.*failed.*"
`;

const slowRequests = logql`${backend.logs} | json | __error__="" | duration_ms > 1000`;

/** `task_status` once the worker logs it; until then, the level and the message. */
const taskFailures = logql`
  ${celery.logs} |~ "(?i)task" | json | __error__=""
  | task_status="FAILURE" or (level=~"ERROR|FATAL" and message=~"(?i).*task.*failed.*")
`;

/** `action` once the controller logs it; until then, the message. */
const scalingDecisions = logql`
  ${mlController.logs} |~ "(?i)scal" | json | __error__=""
  | action=~"scale_(up|down)" or message=~"(?i).*scal(e|ed|ing).*(up|down).*"
`;

const half = { width: 12, height: 10 } as const;

export const logsDashboard = autoserve.dashboard("Logs", {
  description: "What do the services log, and which errors do they report?",
  tags: ["logs"],
  links: [
    ...["Application Overview", "Traces"],
    // The queries of the document, saved as links to Explore.
    { title: "All error logs", explore: backendErrors },
    { title: "Authentication failures", explore: authenticationFailures },
    { title: "High latency requests", explore: slowRequests },
    { title: "Worker task failures", explore: taskFailures },
    { title: "ML scaling decisions", explore: scalingDecisions },
  ],
  rows: [
    row("How much", [
      timeseries(
        "Errors",
        {
          backend: logql`sum(count_over_time(${backendErrors} [${window}]))`,
          worker: logql`sum(count_over_time(${celery.logs} | json | __error__="" | level=~"ERROR|FATAL" [${window}]))`,
          "ml-controller": logql`sum(count_over_time(${mlController.logs} | json | __error__="" | level=~"ERROR|FATAL" [${window}]))`,
        },
        {
          description: "Lines of the levels ERROR and FATAL, by service.",
          unit: "short",
          min: 0,
          lines: "bars",
          stack: "normal",
        },
      ),
    ]),
    row("Backend", [
      logs("All error logs in the last hour", backendErrors, {
        ...half,
        width: 24,
        description:
          "Lines of the levels ERROR and FATAL, in the time range of the dashboard: an hour, unless you choose another.",
      }),
      logs("Authentication failures", authenticationFailures, {
        ...half,
        description: "Sign-ins that failed. Many of one user or address are somebody who tries passwords.",
      }),
      logs("High latency requests", slowRequests, {
        ...half,
        description: "Requests that took longer than a second. The trace id leads to the trace.",
      }),
    ]),
    row("Worker and controller", [
      logs("Worker task failures", taskFailures, {
        ...half,
        description: "Tasks that failed, with what they failed of.",
      }),
      logs("ML scaling decisions", scalingDecisions, {
        ...half,
        description: "What the controller decided to scale, in its own words.",
      }),
    ]),
  ],
});
