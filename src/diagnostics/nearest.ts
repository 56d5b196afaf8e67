/**
 * Returns the known name with the smallest edit distance; undefined if none is similar enough.
 *
 * @param mostEdits the largest distance of similar names. Default: a third of the length
 */
export function nearest(name: string, known: Iterable<string>, mostEdits?: number): string | undefined {
  const written = name.slice(0, longestName).toLowerCase();
  let best: string | undefined;
  let fewest = (mostEdits ?? Math.max(1, Math.floor(written.length / 3))) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - written.length) >= fewest) continue;
    const edits = editDistance(written, candidate.toLowerCase(), fewest);
    if (edits < fewest) {
      best = candidate;
      fewest = edits;
    }
  }
  return best;
}

const longestName = 80;

/** Damerau–Levenshtein distance, or `limit` if it is not smaller. */
function editDistance(from: string, to: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const substituted = last[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, substituted);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
    }
    // No later row has a smaller number than the smallest of this one.
    if (Math.min(...row) >= limit) return limit;
    beforeLast = last;
    last = row;
  }
  return last[to.length]!;
}
