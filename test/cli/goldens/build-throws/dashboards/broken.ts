import { shop } from "../systems/shop.js";

const titles: Record<string, { text: string }> = {};

export const broken = shop.dashboard(titles.cart!.text, { description: "Never made" });
