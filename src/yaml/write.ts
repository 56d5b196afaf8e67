/** Plain data that can be written as YAML. Keys whose value is undefined are omitted. */
export type YamlValue =
  | string
  | number
  | boolean
  | null
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue | undefined };

type Position = "document" | "after key" | "after dash";

type Task =
  | { readonly text: string }
  | { readonly value: YamlValue; readonly indent: number; readonly position: Position };

/**
 * Writes plain data as readable, reproducible YAML: indented by two spaces, keys in their order, multi-line strings as `|`
 * blocks, quotes only where a YAML 1.1 or 1.2 reader would see another type. Long lines are not folded.
 *
 * ```ts
 * renderYaml({ groups: [{ name: "api", rules: [] }] });
 * // groups:
 * //   - name: api
 * //     rules: []
 * ```
 */
export function renderYaml(value: YamlValue): string {
  const parts: string[] = [];
  const tasks: Task[] = [{ value, indent: 0, position: "document" }];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if ("text" in task) parts.push(task.text);
    else renderNode(task.value, task.indent, task.position, parts, tasks);
  }
  return parts.join("");
}

/** `indent` is the column of the value if it starts on a line of its own. */
function renderNode(value: YamlValue, indent: number, position: Position, parts: string[], tasks: Task[]): void {
  if (typeof value !== "object" || value === null) {
    parts.push(position === "document" ? "" : " ", renderScalar(value, Math.max(indent, 2)), "\n");
    return;
  }
  const isList = Array.isArray(value);
  const children = isList ? listTasks(value, indent, position) : mappingTasks(value as YamlObject, indent, position);
  if (children.length === 0) parts.push(position === "document" ? "" : " ", isList ? "[]\n" : "{}\n");
  else if (position === "after key") parts.push("\n");
  for (let index = children.length - 1; index >= 0; index--) tasks.push(children[index]!);
}

type YamlObject = { readonly [key: string]: YamlValue | undefined };

function listTasks(list: readonly YamlValue[], indent: number, position: Position): Task[] {
  return list.flatMap((item, index): Task[] => [
    { text: index === 0 && position === "after dash" ? " -" : `${" ".repeat(indent)}-` },
    { value: item, indent: indent + 2, position: "after dash" },
  ]);
}

function mappingTasks(mapping: YamlObject, indent: number, position: Position): Task[] {
  const tasks: Task[] = [];
  for (const [key, value] of Object.entries(mapping)) {
    if (value === undefined) continue;
    const margin = tasks.length === 0 && position === "after dash" ? " " : " ".repeat(indent);
    tasks.push({ text: margin + renderKey(key, indent) }, { value, indent: indent + 2, position: "after key" });
  }
  return tasks;
}

/** A longer key needs `?` and a line of its own. */
const LONGEST_SIMPLE_KEY = 1000;

function renderKey(key: string, indent: number): string {
  const text = renderLine(key);
  return text.length <= LONGEST_SIMPLE_KEY ? `${text}:` : `? ${text}\n${" ".repeat(indent)}:`;
}

function renderScalar(value: string | number | boolean | null, indent: number): string {
  if (typeof value === "string") return fitsBlock(value) ? renderBlock(value, indent) : renderLine(value);
  if (typeof value !== "number") return String(value);
  if (Number.isFinite(value)) return Object.is(value, -0) ? "-0.0" : String(value);
  return Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
}

/** Characters that YAML cannot contain unescaped, and line breaks other than `\n`. */
const needsEscape = /[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;
const needsEscapeInBlock = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;

function fitsBlock(text: string): boolean {
  return text.includes("\n") && /[^\n ]/.test(text) && !needsEscapeInBlock.test(text);
}

function renderBlock(text: string, indent: number): string {
  const body = text.replace(/\n+$/, "");
  const breaks = text.length - body.length;
  const indicator = /^\n* /.test(text) ? "2" : "";
  const chomping = breaks === 0 ? "-" : breaks === 1 ? "" : "+";
  const margin = " ".repeat(indent);
  const lines = body.split("\n").map((line) => (line === "" ? "" : margin + line));
  return `|${indicator}${chomping}\n${wellFormed(lines.join("\n"))}${"\n".repeat(Math.max(breaks - 1, 0))}`;
}

function renderLine(text: string): string {
  if (needsEscape.test(text)) return escaped(text);
  const printed = wellFormed(text);
  if (isPlain(printed)) return printed;
  return /["\\]/.test(printed) ? `'${printed.replaceAll("'", "''")}'` : `"${printed}"`;
}

/** Words and numbers that are not strings in YAML 1.1 or 1.2. */
const notStrings =
  /^(?:~|null|true|false|yes|no|y|n|on|off|<<|=|[-+]?\.(?:inf|nan)|[-+]?0b[01_]+|[-+]?0x[0-9a-f_]+|[-+]?0o[0-7_]+|[-+]?[0-9][0-9_]*(?::[0-9]{1,2})+(?:\.[0-9_]*)?|[-+]?(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:e[-+]?[0-9]+)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t ].*)?)$/i;

function isPlain(text: string): boolean {
  return (
    text !== "" &&
    text.trim() === text &&
    !/^(?:[-?:,[\]{}#&*!|>'"%@`]|\.\.\.)/.test(text) &&
    !/:(?: |$)| #/.test(text) &&
    !notStrings.test(text)
  );
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\t", "\\t"],
  ["\r", "\\r"],
  ["\0", "\\0"],
  ['"', '\\"'],
  ["\\", "\\\\"],
]);

function escaped(text: string): string {
  const body = wellFormed(text).replace(/["\\]|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return (
      shortEscapes.get(character) ?? (code.length <= 2 ? `\\x${code.padStart(2, "0")}` : `\\u${code.padStart(4, "0")}`)
    );
  });
  return `"${body}"`;
}

/** Replaces lone surrogates, which YAML cannot contain, by U+FFFD. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}
