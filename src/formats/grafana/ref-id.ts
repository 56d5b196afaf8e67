/** The refId of a query by its index: `A` to `Z`, then `AA`, as spreadsheets name their columns. */
export function refIdAt(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : refIdAt(Math.floor(index / 26) - 1) + letter;
}
