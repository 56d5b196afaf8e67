/** A line of a diff: on one side only, or on both. */
export interface DifferenceLine {
  readonly side: "expected" | "got" | "both";
  readonly text: string;
}

/** The lines of one diff hunk, such as one alert. */
export type Difference = readonly DifferenceLine[];

/** Truncates a list of differences; `left` is the number omitted. */
export function truncateDifferences(differences: readonly Difference[]): {
  shown: readonly Difference[];
  left: number;
} {
  return { shown: differences.slice(0, maxDifferences), left: Math.max(differences.length - maxDifferences, 0) };
}

const maxDifferences = 20;
