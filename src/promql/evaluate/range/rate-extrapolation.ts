/** How a rate is taken: of a counter or a gauge, per second or over the whole range. */
export interface RateKind {
  readonly isCounter: boolean;
  readonly perSecond: boolean;
}

export const rateKinds = {
  rate: { isCounter: true, perSecond: true },
  increase: { isCounter: true, perSecond: false },
  delta: { isCounter: false, perSecond: false },
} as const satisfies Record<string, RateKind>;

/** How long ago, in the time between first and last sample, a counter was zero if it always grew like that. */
export function shareToZero(first: number, gained: number): number {
  return gained > 0 && first >= 0 ? first / gained : Number.POSITIVE_INFINITY;
}

/**
 * By what to multiply what was gained between the first and the last sample, to get what was gained from start to end:
 * up to those bounds when samples are close to them, otherwise half a gap farther; but no counter was ever below zero.
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
