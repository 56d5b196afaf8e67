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

/** The logs of all our services: one JSON object per line. The level is a field, not a label of the stream. */
export const allLogs = logStream({ selector: { namespace: "qnt9" }, labels: streamLabels, fields });

/** The logs of one service, with its own fields. */
export function serviceLogs<const OwnFields extends Readonly<Record<string, number>>>(
  app: (typeof apps)[number],
  ownFields: OwnFields,
) {
  const selector = { namespace: "qnt9", app };
  return logStream({ selector, labels: streamLabels, fields: { ...fields, ...ownFields } });
}
