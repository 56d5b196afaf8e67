import { componentsOf } from "../../model/collection/collection.js";
import { splitImage } from "../../model/collection/components.js";
import type { Check } from "../check.js";

/** An image without a version: each host runs the one that it pulled first. */
export const unpinnedImage: Check = {
  id: "collection/unpinned-image",
  on: "collection",
  *run({ collection, locate }) {
    for (const { image, path: option } of componentsOf(collection)) {
      if (image.includes("@sha256:")) continue;
      const [path, tag] = splitImage(image);
      if (tag !== undefined && /\d/.test(tag)) continue;
      yield {
        summary: `the image ${image} has no version`,
        details: "What runs depends on the day on which a host pulled it, and may change at any restart.",
        fix: `write the release: "${path}:1.2.3"`,
        at: locate(...option, "image"),
      };
    }
  },
};
