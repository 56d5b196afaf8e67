import { down } from "telltale";
import { kafka } from "./infrastructure.js";
import { backend, frontend } from "./services.js";

/** The condition that a service is down: it has an alert of its own, and keeps the others of the service firing. */
export const outages = {
  backend: down(backend),
  frontend: down(frontend),
  kafka: down(kafka),
};
