import type { Shape as TableShape } from "../../tables/index.js";
import type { ArgumentType } from "./types.js";

/** The arguments and blocks that a block may have. */
export type Shape = TableShape<ArgumentType>;

/** Least stability of features that a run of Alloy allows, the strictest first. */
export type Stability = "generally-available" | "public-preview" | "experimental";

/** A component, or a block at the top of a file. */
export interface Component {
  readonly name: string;
  readonly stability: Stability;
  /** Maintained by the community: needs its own flag of the command line. */
  readonly isCommunity: boolean;
  readonly exports: ReadonlyMap<string, ArgumentType>;
  readonly shape: Shape;
}
