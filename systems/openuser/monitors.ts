import { alertmanagerMetrics, lokiMetrics, prometheusMetrics } from "telltale";
import { openuser } from "./system.js";

// What collects and stores is watched by the document as well.

export const prometheus = openuser.service("prometheus", prometheusMetrics());

export const alertmanager = openuser.service("alertmanager", alertmanagerMetrics());

export const loki = openuser.service("loki", lokiMetrics());
