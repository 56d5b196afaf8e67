import type { AlertingStore } from "./alerting-store.js";

/** Changes the object that a request is about, as somebody else would in a browser. */
export function editAlerting(store: AlertingStore, path: string): void {
  const [, kind, ...rest] =
    /^\/api\/v1\/provisioning\/([\w-]+)\/(.*)$/.exec(new URL(path, "http://double").pathname) ?? [];
  const parts = rest.join("/").split("/").map(decodeURIComponent);
  if (kind === "folder") {
    const first = store.rulesIn(parts[0]!).find(({ ruleGroup }) => ruleGroup === parts[2]);
    if (first) store.rules.set(first.uid, { ...first, for: "7m" });
  }
  const point = kind === "contact-points" ? store.contactPoints.get(parts[0]!) : undefined;
  if (point) store.contactPoints.set(point.uid, { ...point, disableResolveMessage: !point.disableResolveMessage });
  const timing = kind === "mute-timings" ? store.muteTimings.get(parts[0]!) : undefined;
  if (timing) store.muteTimings.set(parts[0]!, { ...timing, intervals: [{ years: ["1999"] }] });
  const template = kind === "templates" ? store.templates.get(parts[0]!) : undefined;
  if (template) store.templates.set(parts[0]!, { ...template, text: `${template.text}{{/* edited */}}` });
}
