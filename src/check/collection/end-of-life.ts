import { componentsOf } from "../../model/collection/collection.js";
import { supportOf } from "../../model/collection/components.js";
import type { Check } from "../check.js";

/** A component whose release, or the whole program, is supported no longer. */
export const endOfLife: Check = {
  id: "collection/end-of-life",
  on: "collection",
  *run({ collection, today, locate }) {
    for (const { image, path } of componentsOf(collection)) {
      const support = supportOf(image);
      if (!support || support.until >= today) continue;
      yield {
        summary: `support of ${image} ended on ${support.until}`,
        details: "Nobody mends its security holes, and new servers may not understand it.",
        fix: support.instead,
        at: locate(...path, "image"),
      };
    }
  },
};
