// @ts-nocheck: this is what is wrong with it
import { shop } from "../systems/stop.js";

export const gone = shop;
