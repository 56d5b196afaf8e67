import { componentsOf } from "../../model/collection/collection.js";
import { supportOf } from "../../model/collection/components.js";
import type { Check } from "../check.js";

/** A component whose release, or program, is no longer supported. */
export const endOfLife: Check = {
  id: "collection/end-of-life",
  on: "collection",
  *run({ collection, today, locate }) {
    for (const { image, path } of componentsOf(collection)) {
      const support = supportOf(image);
      if (!support || support.until >= today) continue;
      yield {
        summary: `support of ${image} ended on ${support.until}`,
        details: "It gets no security fixes, and newer servers may refuse its requests.",
        fix: support.instead,
        at: locate(...path, "image"),
      };
    }
  },
};
