import { env, promql, receiver, system } from "telltale";

const team = receiver.slack("team", { url: env("SHOP_SLACK_URL"), channel: "#shop" });
const office = receiver.email("office", { to: "a@example.com", from: "b@example.com", smarthost: "mail.example.com:587" });

export const shop = system("shop", { routes: { critical: [team], info: [office] } });
export const down = shop.alert("Down", { when: promql`up == 0`, for: "5m", severity: "critical", summary: "Down" });
