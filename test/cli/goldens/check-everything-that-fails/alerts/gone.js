import { shop } from "../systems/stop.js";

export const gone = shop;
