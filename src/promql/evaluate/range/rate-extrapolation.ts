/** The variants of rates: of a counter or a gauge, per second or over the whole range. */
export interface RateKind {
  readonly isCounter: boolean;
  readonly perSecond: boolean;
}

export const rateKinds = {
  rate: { isCounter: true, perSecond: true },
  increase: { isCounter: true, perSecond: false },
  delta: { isCounter: false, perSecond: false },
} as const satisfies Record<string, RateKind>;

/** Returns how far before the first sample a counter would have been zero, relative to the sampled interval. */
export function shareToZero(first: number, increase: number): number {
  return increase > 0 && first >= 0 ? first / increase : Number.POSITIVE_INFINITY;
}

/**
 * Returns the factor that extrapolates an increase from the sampled interval to the range: to its bounds if samples are
 * close to them, otherwise by half a gap, and never beyond the zero of a counter.
 */
export function extrapolationFactor(
  start: number,
  end: number,
  first: number,
  last: number,
  gaps: number,
  shareFromZero: number,
  limitsToZeroFirst: boolean,
): number {
  let toStart = (first - start) / 1000;
  let toEnd = (end - last) / 1000;
  const sampled = (last - first) / 1000;
  const gap = sampled / gaps;
  const near = gap * 1.1;
  const toZero = sampled * shareFromZero;
  if (limitsToZeroFirst && toZero < toStart) toStart = toZero;
  if (toStart >= near) toStart = gap / 2;
  if (!limitsToZeroFirst && toZero < toStart) toStart = toZero;
  if (toEnd >= near) toEnd = gap / 2;
  return (sampled + toStart + toEnd) / sampled;
}
