import type { TextRange } from "../../../../diagnostics/positions.js";
import type { Value } from "../../values/value.js";

/** A block with its evaluated attributes. */
export interface BlockValues {
  readonly head: TextRange;
  readonly attributes: ReadonlyMap<string, AttributeValue>;
  readonly blocks: readonly (BlockValues & { readonly name: string })[];
}

export interface AttributeValue {
  readonly value: Value;
  readonly range: TextRange;
}
