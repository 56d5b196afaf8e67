export { type Paragraph, readShape, shapeFinder, splitTable, type TableReader } from "./read-table.js";
export type { Argument, InnerBlock, Shape } from "./shape.js";
