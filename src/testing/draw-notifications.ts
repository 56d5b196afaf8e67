import type { Notification } from "../routing/notifications.js";
import type { Simulation } from "../simulate/run/simulation.js";
import { formatTime } from "../simulate/timeline/draw.js";
import { shortName } from "./simulate-notifications.js";

const maxDrawn = 12;

/** Lists the notifications of a run with their times, receivers and alerts, so that a failed test explains itself. */
export function drawNotifications(run: Simulation, notifications: readonly Notification[]): string {
  if (notifications.length === 0) return "  nobody was notified";
  const rows = notifications.slice(0, maxDrawn).map((one) => {
    return [formatTime(one.at - run.start), shortName(run, one.receiver), describeAlerts(one, run)] as const;
  });
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map(
    ([time, receiver, alerts]) => `  ${time.padEnd(widths[0]!)}  ${receiver.padEnd(widths[1]!)}  ${alerts}`,
  );
  const left = notifications.length - maxDrawn;
  return [...lines, ...(left > 0 ? [`  … and ${left} more`] : [])].join("\n");
}

/** `CartFails{app="cart"} fires, CartFails{app="shop"} is resolved`, without the labels of the system. */
function describeAlerts({ alerts }: Notification, { settings }: Simulation): string {
  const hidden = new Set(["alertname", ...Object.keys(settings.externalLabels)]);
  for (const label of Object.values(settings.alertLabels)) if (label !== undefined) hidden.add(label);
  const [first, second, ...more] = alerts.map(({ labels, status }) => {
    const shown = Object.entries(labels).filter(([name]) => !hidden.has(name));
    const written = shown
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .sort()
      .join(", ");
    return `${labels.alertname}${written === "" ? "" : `{${written}}`} ${status === "firing" ? "fires" : "is resolved"}`;
  });
  const rest = more.length === 0 ? "" : ` and ${more.length} more`;
  return second === undefined ? first! : `${first}, ${second}${rest}`;
}
