import { down } from "telltale";
import { api } from "./api.js";

/** The condition that the API is down: it has an alert of its own, and keeps the others of the API firing. */
export const apiOutage = down(api);
