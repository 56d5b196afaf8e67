import { receiver } from "telltale";
import { openuser } from "../../systems/openuser/system.js";

/** A service outside, which takes calls from this network only: its address is no secret. */
const heartbeat = receiver.raw("heartbeat", {
  webhook_configs: [{ url: "https://heartbeat.openuser.example/", send_resolved: false }],
});

/** Nobody hears of any alert while Prometheus or Alertmanager is broken: then this one is missing there. */
export const watchdog = openuser.watchdog({ to: heartbeat, every: "5m" });
