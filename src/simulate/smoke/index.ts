export { type SmokeOptions, type SmokeReport, type SmokeRun, smoke } from "./smoke.js";
