import { receiver } from "telltale";
import { pipeline } from "../../systems/pipeline/system.js";

/** A service outside, which takes calls from this network only: its address is no secret. */
const heartbeat = receiver.raw("heartbeat", {
  webhook_configs: [{ url: "https://heartbeat.pipeline.example/", send_resolved: false }],
});

/** Nobody hears of any alert while Prometheus or Alertmanager is broken: then this one is missing there. */
export const watchdog = pipeline.watchdog({ to: heartbeat, every: "5m" });
