/** Computes the quantile of floats, sorting them in place; NaN is lowest. */
export function computeQuantile(quantile: number, values: Float64Array): number {
  if (values.length === 0 || Number.isNaN(quantile)) return Number.NaN;
  if (quantile < 0) return Number.NEGATIVE_INFINITY;
  if (quantile > 1) return Number.POSITIVE_INFINITY;
  // The built-in order puts NaN last.
  values.sort();
  let missing = 0;
  while (missing < values.length && Number.isNaN(values[values.length - 1 - missing]!)) missing++;
  const at = (rank: number): number => (rank < missing ? Number.NaN : values[rank - missing]!);
  const rank = quantile * (values.length - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(values.length - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return at(lower) * (1 - weight) + at(upper) * weight;
}
