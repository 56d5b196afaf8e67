import { shop } from "../systems/shop.js";
import { right } from "./right.js";

export const left: { title: string } = shop.dashboard("Left", { links: [right.title] });
