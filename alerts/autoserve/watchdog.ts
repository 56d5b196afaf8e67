import { receiver } from "telltale";
import { autoserve } from "../../systems/autoserve/system.js";

/** A service outside, which takes calls from this network only: its address is no secret. */
const heartbeat = receiver.raw("heartbeat", {
  webhook_configs: [{ url: "https://heartbeat.autoserve.example/", send_resolved: false }],
});

/** Nobody hears of any alert while Prometheus or Alertmanager is broken: then this one is missing there. */
export const watchdog = autoserve.watchdog({ to: heartbeat, every: "5m" });
