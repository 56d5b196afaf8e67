import { receiver } from "telltale";
import { todo } from "../../systems/todo/system.js";

/** A service outside, which takes calls from this network only: its address is no secret. */
const heartbeat = receiver.raw("heartbeat", {
  webhook_configs: [{ url: "https://heartbeat.todo-chatbot.example.com/", send_resolved: false }],
});

/** Nobody hears of any alert while Prometheus or Alertmanager is broken: then this one is missing there. */
export const watchdog = todo.watchdog({ to: heartbeat, every: "5m" });
