import type { Simulation } from "../../src/simulate/run/simulation.js";
import type { Notification } from "./receivers.js";

/** An alert that fires or resolves. */
export interface Transition {
  /** In milliseconds since 1970. */
  readonly time: number;
  /** `user-service: ServiceDown fires` */
  readonly text: string;
}

/** An alert in the payload of a webhook. */
interface WebhookAlert {
  readonly status: "firing" | "resolved";
  readonly labels: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** The transitions that a webhook was told of, in the order in which they happened. */
export function observedTransitions(notifications: readonly Notification[]): readonly Transition[] {
  const alerts = notifications.flatMap(({ body }) => (body as { alerts: readonly WebhookAlert[] }).alerts);
  const transitions = alerts.map(({ status, labels, startsAt, endsAt }) =>
    status === "firing"
      ? { time: Date.parse(startsAt), text: describe(labels, "fires") }
      : { time: Date.parse(endsAt), text: describe(labels, "resolves") },
  );
  return sort(transitions);
}

/** The transitions that a simulation predicts. */
export function simulatedTransitions({ alerts }: Simulation): readonly Transition[] {
  const transitions = alerts.flatMap(({ labels, periods }) =>
    periods
      .filter(({ state }) => state === "firing")
      .flatMap(({ from, to }) => [
        { time: from, text: describe(labels, "fires") },
        ...(to === undefined ? [] : [{ time: to, text: describe(labels, "resolves") }]),
      ]),
  );
  return sort(transitions);
}

function describe({ app, alertname }: Readonly<Record<string, string>>, verb: string): string {
  return `${app}: ${alertname} ${verb}`;
}

/** Alerts of one group change at the same moment. */
function sort(transitions: readonly Transition[]): readonly Transition[] {
  return [...transitions].sort((a, b) => a.time - b.time || (a.text < b.text ? -1 : 1));
}
