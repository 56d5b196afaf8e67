/** Properties of an expression's values, inferred from its metrics and functions. */
export interface ValueTraits {
  /** Grafana's name of the unit, where it is certain. */
  readonly unit: string | undefined;
  readonly neverNegative: boolean;
  /** Unit of the observations that a histogram or its buckets count, and so of a quantile of them. */
  readonly bucketUnit?: string | undefined;
  /** True if the values are native histograms. @default false */
  readonly isHistogram?: boolean;
  /** True if the result has at most one series. */
  readonly oneSeries: boolean;
  /** True if the values count something, so that they are whole numbers. */
  readonly isCount: boolean;
}

export const unknownTraits: ValueTraits = { unit: undefined, neverNegative: false, oneSeries: false, isCount: false };
