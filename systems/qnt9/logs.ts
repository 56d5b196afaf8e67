import { logStream } from "telltale";
import { apps } from "./system.js";

const streamLabels = { namespace: ["qnt9"], app: apps, pod: 15, container: 5 } as const;
const fields = {
  timestamp: 100_000,
  level: ["DEBUG", "INFO", "WARNING", "ERROR"],
  logger: 50,
  message: 10_000,
  service: 5,
} as const;

/** What all our services write: one JSON object a line. Its level is in the object, not a label of the stream. */
export const allLogs = logStream({ selector: { namespace: "qnt9" }, labels: streamLabels, fields });

/** What one service writes, with the fields that only it has. */
export function logsOf<const More extends Readonly<Record<string, number>>>(app: (typeof apps)[number], more: More) {
  const selector = { namespace: "qnt9", app };
  return logStream({ selector, labels: streamLabels, fields: { ...fields, ...more } });
}
