import type { YamlValue } from "../../yaml/index.js";
import type { Artifact } from "../compiled.js";

/** A file of a collection; a text is written as it is. */
export type CollectionFile = WrittenFile | CopiedFile;

interface WrittenFile {
  /** Relative to the folder of the collection. */
  readonly path: string;
  readonly value: YamlValue;
}

/** A copy of a file that lies elsewhere in the output: kustomize reads no file outside of its folder. */
export interface CopiedFile {
  readonly path: string;
  readonly copyOf: Artifact;
}
