import { shop } from "../systems/shop.js";
import { left } from "./left.js";

export const right: { title: string } = shop.dashboard("Right", { links: [left.title] });
