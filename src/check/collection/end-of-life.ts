import { type ComponentName, imageOf, supportOf } from "../../model/collection/components.js";
import type { Check } from "../check.js";

/** A component whose release, or the whole program, is supported no longer. */
export const endOfLife: Check = {
  id: "collection/end-of-life",
  on: "collection",
  *run({ collection, today, locate }) {
    for (const [name, component] of Object.entries(collection.compose.components)) {
      const image = component?.image ?? imageOf(name as ComponentName);
      const support = supportOf(image);
      if (!component || !support || support.until >= today) continue;
      yield {
        summary: `support of ${image} ended on ${support.until}`,
        details: "Nobody mends its security holes, and new servers may not understand it.",
        fix: support.instead,
        at: locate("compose", "components", name, "image"),
      };
    }
  },
};
