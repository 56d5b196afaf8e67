/**
 * Returns the known name with the smallest edit distance; undefined if none is similar enough.
 *
 * Files from outside decide how many names are known and how many are unknown. The search therefore ends after a number
 * of steps that thousands of names do not need, with the best name so far.
 *
 * @param mostEdits the largest distance of similar names. Default: a third of the length
 */
export function nearest(name: string, known: Iterable<string>, mostEdits?: number): string | undefined {
  const written = name.slice(0, longestName).toLowerCase();
  const letters = countLetters(written);
  let best: string | undefined;
  let fewest = (mostEdits ?? Math.max(1, Math.floor(written.length / 3))) + 1;
  let steps = 0;
  for (const candidate of known) {
    if (++steps > mostSteps) break;
    if (Math.abs(candidate.length - written.length) >= fewest) continue;
    steps += candidate.length;
    if (hasOtherLetters(written, letters, candidate, fewest)) continue;
    const [from, to] = withoutCommonEnds(written, candidate.toLowerCase());
    steps += from.length * Math.min(to.length, 2 * fewest + 1);
    const edits = editDistance(from, to, fewest);
    if (edits < fewest) {
      best = candidate;
      fewest = edits;
    }
  }
  return best;
}

const longestName = 80;

/** Characters and numbers of the tables that a search may look at: about a millisecond. */
const mostSteps = 200_000;

/** Counts the characters of a text by class. */
function countLetters(text: string): Int32Array {
  const counts = new Int32Array(32);
  for (let i = 0; i < text.length; i++) counts[letterClass(text.charCodeAt(i))]!++;
  return counts;
}

/** Returns one of 32 classes, the same for a capital and its small letter: five bits of an ASCII character. */
function letterClass(code: number): number {
  return code < 128 ? code & 31 : 0;
}

const unmatched = new Int32Array(32);

/**
 * True if the letters of a text differ by so many that its edit distance is at least `limit`: an edit adds, removes or
 * replaces one letter, or swaps two.
 */
function hasOtherLetters(written: string, letters: Int32Array, candidate: string, limit: number): boolean {
  unmatched.set(letters);
  let others = Math.max(written.length - candidate.length, 0);
  for (let i = 0; i < candidate.length && others < limit; i++) {
    if (unmatched[letterClass(candidate.charCodeAt(i))]!-- <= 0) others++;
  }
  return others >= limit;
}

function withoutCommonEnds(from: string, to: string): [string, string] {
  let first = 0;
  let [fromEnd, toEnd] = [from.length, to.length];
  while (first < fromEnd && first < toEnd && from[first] === to[first]) first++;
  while (fromEnd > first && toEnd > first && from[fromEnd - 1] === to[toEnd - 1]) {
    fromEnd--;
    toEnd--;
  }
  return [from.slice(first, fromEnd), to.slice(first, toEnd)];
}

/** Damerau–Levenshtein distance of texts whose lengths differ by less than `limit`, or `limit` if it is not smaller. */
function editDistance(from: string, to: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  let row: number[] = [];
  for (let i = 1; i <= from.length; i++) {
    // Beyond these columns, the distance is at least the limit.
    const start = Math.max(1, i - limit + 1);
    const end = Math.min(to.length, i + limit - 1);
    row[start - 1] = start === 1 ? i : limit;
    row[end + 1] = limit;
    let fewest = row[start - 1]!;
    for (let j = start; j <= end; j++) {
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
