import type { Diagnostic, Edit } from "../../../diagnostics/diagnostic.js";
import { LineTable } from "../../../diagnostics/positions.js";

/** A finding with the changes of files that fix it. */
export interface Fix {
  readonly finding: Diagnostic;
  readonly edits: readonly Edit[];
}

/** A replacement in the text of a file, as offsets. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies fixes to the texts of files, and returns those that changed. Everything outside the edits stays byte for byte.
 * Undefined if an edit does not fit its file, or two of them overlap.
 *
 * @param texts - by the paths that findings have
 */
export function applyFixes(
  texts: ReadonlyMap<string, string>,
  fixes: readonly Fix[],
): ReadonlyMap<string, string> | undefined {
  const editsOf = new Map<string, Edit[]>();
  for (const edit of fixes.flatMap(({ edits }) => edits)) {
    const ofFile = editsOf.get(edit.span.file);
    if (ofFile) ofFile.push(edit);
    else editsOf.set(edit.span.file, [edit]);
  }
  const changed = new Map<string, string>();
  for (const [file, edits] of editsOf) {
    const text = texts.get(file);
    const edited = text === undefined ? undefined : applyEdits(text, edits);
    if (edited === undefined) return undefined;
    changed.set(file, edited);
  }
  return changed;
}

/** Undefined if an edit does not fit the text, or two of them overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string | undefined {
  const table = new LineTable(text);
  const replacements: Replacement[] = [];
  for (const edit of edits) {
    const replacement = locateEdit(text, table, edit);
    if (replacement === undefined) return undefined;
    replacements.push(replacement);
  }
  replacements.sort((one, other) => one.start - other.start || one.end - other.end);
  const parts: string[] = [];
  let end = 0;
  for (const [index, replacement] of replacements.entries()) {
    if (index > 0 && replacement.start < end) {
      const isRepeated = isSame(replacement, replacements[index - 1]!);
      if (isRepeated) continue;
      return undefined;
    }
    parts.push(text.slice(end, replacement.start), replacement.text);
    end = replacement.end;
  }
  return parts.join("") + text.slice(end);
}

/** True for the same edit of an expression that several rules share by an alias. */
function isSame(one: Replacement, other: Replacement): boolean {
  return one.start === other.start && one.end === other.end && one.text === other.text;
}

function locateEdit(text: string, table: LineTable, { span, from, to }: Edit): Replacement | undefined {
  if (span.end === undefined) return undefined;
  const [start, end] = [table.offset(span.start), table.offset(span.end)];
  const forms = writtenForms.filter((write) => text.startsWith(write(from), start));
  const [written] = forms;
  // A text without quotes may be within any of them: its replacement must be the same in all.
  if (written === undefined || forms.some((write) => write(to) !== written(to))) return undefined;
  // The end of a span is within an escape if the last character has one.
  const whole = start + written(from).length;
  return whole < end ? undefined : { start, end: whole, text: written(to) };
}

/** How a file may write a text: as it is, with the escapes of JSON and double quotes, in single quotes of YAML. */
const writtenForms: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => JSON.stringify(text).slice(1, -1),
  (text) => text.replaceAll("'", "''"),
];
