import { down } from "telltale";
import { backend } from "./backend.js";
import { mlController } from "./ml-controller.js";
import { celery } from "./worker.js";

/** The condition that a service is down: it has an alert of its own, and keeps the others of the service firing. */
export const outages = { backend: down(backend), worker: down(celery), "ml-controller": down(mlController) };
