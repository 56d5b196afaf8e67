import type { YamlValue } from "../../yaml/index.js";

/** A file of a collection; a text is written as it is. */
export interface CollectionFile {
  /** Relative to the folder of the collection. */
  readonly path: string;
  readonly value: YamlValue;
}
