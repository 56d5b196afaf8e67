export { alloyFindings } from "./findings.js";
export { type ReadAlloyOptions, type ReadAlloyResult, readAlloy } from "./read-alloy.js";
export type { Stability } from "./schema/shape.js";
export type { Attribute, Block, Expression, Statement } from "./syntax/ast.js";
