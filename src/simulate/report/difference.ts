/** A line of what was expected and what came: what only one of them has, or both. */
export interface DifferenceLine {
  readonly side: "expected" | "got" | "both";
  readonly text: string;
}

/** Lines that belong together, such as those of one alert. */
export type Difference = readonly DifferenceLine[];

/** Of a long list of differences, what is shown, and how many are not. */
export function truncateDifferences(differences: readonly Difference[]): {
  shown: readonly Difference[];
  left: number;
} {
  return { shown: differences.slice(0, maxDifferences), left: Math.max(differences.length - maxDifferences, 0) };
}

const maxDifferences = 20;
