/** Blocks and brackets may be this deep. Alloy has no limit. */
export const maxDepth = 400;
