import { fluentBitMetrics, jaegerMetrics } from "telltale";
import { autoserve } from "./system.js";

/** Reads the logs of all containers, and sends them to Loki. Its HTTP server has to be on. */
export const fluentBit = autoserve.service("fluent-bit", fluentBitMetrics());

/** Receives and keeps traces. */
export const jaeger = autoserve.service("jaeger", jaegerMetrics());
