import type { Notification, NotifiedAlert } from "../../../src/gotemplate/alertmanager/notification-data.js";
import { renderNotification } from "../../../src/gotemplate/alertmanager/render-notification.js";

/** 28 November 2026, 13:24 UTC */
export const startsAt = Date.UTC(2026, 10, 28, 13, 24);
export const now = startsAt + 15 * 60_000;

export function alert(pod: string, changes: Partial<NotifiedAlert> = {}): NotifiedAlert {
  return {
    status: "firing",
    labels: { alertname: "PodRestarts", severity: "warning", namespace: "shop", pod },
    annotations: { summary: `${pod} restarts`, runbook_url: "https://runbooks.example.com/pod-restarts" },
    startsAt,
    endsAt: startsAt + 720_123,
    ...changes,
  };
}

export function notification(alerts: readonly NotifiedAlert[]): Notification {
  const groupLabels = { alertname: "PodRestarts" };
  return { receiver: "team", alerts, groupLabels, externalUrl: "https://alerts.example.com" };
}

/** Two firing alerts and a resolved one. */
export const group = notification([alert("cart-a"), alert("cart-b"), alert("cart-c", { status: "resolved" })]);

/** Renders a template for the group, or returns the error. */
export function render(
  text: string,
  minor = 28,
  options: { readonly html?: boolean; readonly of?: Notification } = {},
) {
  const { html = false, of = group } = options;
  const result = renderNotification(text, of, { templates: "", version: { major: 0, minor }, now, html });
  return "text" in result ? result.text : result.error;
}
