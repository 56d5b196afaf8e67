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
  let first = 0;
  let [fromEnd, toEnd] = [from.length, to.length];
  while (first < fromEnd && first < toEnd && from[first] === to[first]) first++;
  while (fromEnd > first && toEnd > first && from[fromEnd - 1] === to[toEnd - 1]) {
    fromEnd--;
    toEnd--;
  }
  return distanceOfParts(from.slice(first, fromEnd), to.slice(first, toEnd), limit);
}

function distanceOfParts(from: string, to: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  let row: number[] = [];
  for (let i = 1; i <= from.length; i++) {
    row[0] = i;
    let fewest = i;
    for (let j = 1; j <= to.length; j++) {
      const substituted = last[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, substituted);
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (isSwapped) edits = Math.min(edits, beforeLast[j - 2]! + 1);
      row[j] = edits;
      if (edits < fewest) fewest = edits;
    }
    // No later row has a smaller number than the smallest of this one.
    if (fewest >= limit) return limit;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[to.length]!;
}
