/** Unchanged lines around each change. */
const context = 3;

/**
 * Renders the difference of two texts in the unified format, as `patch` and `git apply` read it. For edits within lines:
 * both texts are compared line by line, from both ends.
 *
 * @example
 * unifiedDiff("rules.yml", "a\n", "b\n"); // --- a/rules.yml …
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return "";
  const [old, young] = [splitLines(before), splitLines(after)];
  const hunks = groupChanges(findChanges(old, young), old.length);
  const head = `--- a/${path}\n+++ b/${path}\n`;
  return head + hunks.map((hunk) => renderHunk(hunk, old, young)).join("");
}

/** Lines with their ends: a file that does not end with one is different from one that does. */
function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** A run of lines that differ: `end` is exclusive. */
interface Change {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Finds the lines that differ. Texts with other numbers of lines differ in one run, from the first to the last. */
function findChanges(old: readonly string[], young: readonly string[]): readonly Change[] {
  if (old.length !== young.length) {
    let start = 0;
    while (start < Math.min(old.length, young.length) && old[start] === young[start]) start++;
    let end = 0;
    while (end < Math.min(old.length, young.length) - start && old.at(-1 - end) === young.at(-1 - end)) end++;
    return [{ oldStart: start, oldEnd: old.length - end, newStart: start, newEnd: young.length - end }];
  }
  const changes: Change[] = [];
  for (let at = 0; at < old.length; at++) {
    if (old[at] === young[at]) continue;
    let end = at + 1;
    while (end < old.length && old[end] !== young[end]) end++;
    changes.push({ oldStart: at, oldEnd: end, newStart: at, newEnd: end });
    at = end;
  }
  return changes;
}

/** Joins changes whose lines of context meet. */
function groupChanges(changes: readonly Change[], lines: number): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    const isNear = last !== undefined && change.oldStart - last.oldEnd <= Math.min(2 * context, lines);
    if (isNear) groups.at(-1)!.push(change);
    else groups.push([change]);
  }
  return groups;
}

function renderHunk(changes: readonly Change[], old: readonly string[], young: readonly string[]): string {
  const [first, last] = [changes[0]!, changes.at(-1)!];
  const before = Math.min(context, first.oldStart);
  const after = Math.min(context, old.length - last.oldEnd);
  const oldStart = first.oldStart - before;
  const oldCount = last.oldEnd + after - oldStart;
  const newStart = first.newStart - before;
  const newCount = last.newEnd + after - newStart;
  const lines: string[] = [];
  let at = oldStart;
  for (const { oldStart: start, oldEnd, newStart: from, newEnd } of changes) {
    lines.push(...old.slice(at, start).map((line) => renderLine(" ", line)));
    lines.push(...old.slice(start, oldEnd).map((line) => renderLine("-", line)));
    lines.push(...young.slice(from, newEnd).map((line) => renderLine("+", line)));
    at = oldEnd;
  }
  lines.push(...old.slice(at, last.oldEnd + after).map((line) => renderLine(" ", line)));
  return `@@ -${renderRange(oldStart, oldCount)} +${renderRange(newStart, newCount)} @@\n${lines.join("")}`;
}

/** An empty range begins at the line before it. */
function renderRange(start: number, count: number): string {
  return `${count === 0 ? start : start + 1},${count}`;
}

function renderLine(mark: string, line: string): string {
  return line.endsWith("\n") ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;
}
