/** Shows all values under the pointer, the largest first. */
export const tooltip = { mode: "multi", sort: "desc" } as const;
