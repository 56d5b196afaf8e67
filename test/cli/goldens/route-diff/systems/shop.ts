import { env, promql, receiver, system } from "telltale";

const onCall = receiver.pagerduty("on-call", { key: env("KEY") });
const team = receiver.slack("team", { url: env("URL"), channel: "#shop" });
const fields = { for: "5m", summary: "Bad" } as const;

export const shop = system("shop", {
  routes: { critical: [onCall, team], warning: [team] },
});
export const down = shop.alert("Down", { when: promql`up == 0`, ...fields, severity: "critical" });
export const slow = shop.alert("Slow", { when: promql`up == 2`, ...fields, severity: "warning" });
export const full = shop.alert("Full", { when: promql`up == 3`, ...fields, severity: "warning" });
