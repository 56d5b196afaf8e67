/** Random templates with valid syntax. Most of their calls make sense, some do not. */

/** A seeded generator of numbers from 0 to 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Kind =
  | "any"
  | "number"
  | "text"
  | "format"
  | "pattern"
  | "duration"
  | "query"
  | "samples"
  | "sample"
  | "list"
  | "index";

const functions: Readonly<Record<string, readonly Kind[]>> = {
  and: ["any", "any"],
  or: ["any", "any"],
  not: ["any"],
  eq: ["any", "any"],
  ne: ["any", "any"],
  lt: ["number", "number"],
  le: ["number", "number"],
  gt: ["number", "number"],
  ge: ["number", "number"],
  len: ["any"],
  index: ["list", "index"],
  slice: ["list", "index"],
  print: ["any", "any"],
  printf: ["format", "any"],
  println: ["any"],
  html: ["any"],
  js: ["any"],
  urlquery: ["any"],
  query: ["query"],
  first: ["samples"],
  value: ["sample"],
  label: ["text", "sample"],
  strvalue: ["sample"],
  args: ["any", "any"],
  reReplaceAll: ["pattern", "text", "text"],
  match: ["pattern", "text"],
  title: ["text"],
  toUpper: ["text"],
  toLower: ["text"],
  safeHtml: ["text"],
  graphLink: ["text"],
  sortByLabel: ["text", "samples"],
  stripPort: ["text"],
  stripDomain: ["text"],
  humanize: ["number"],
  humanize1024: ["number"],
  humanizeDuration: ["number"],
  humanizePercentage: ["number"],
  humanizeTimestamp: ["number"],
  toTime: ["number"],
  parseDuration: ["duration"],
};

/** Lists of samples are passed only to functions that take them: printed, they would show addresses. */
const samplesOf: ReadonlySet<string> = new Set(["query", "first", "sortByLabel"]);
const functionNames = Object.keys(functions).filter((name) => !samplesOf.has(name));

const numbers = [
  "0",
  "1",
  "-1",
  "2.5",
  "1e6",
  "-0.5",
  "1234567.89",
  "0.00012",
  "1e21",
  "'a'",
  "0x1f",
  "$value",
  ".Value",
];
const texts = ['""', '"abc"', '"12.5"', '"é x"', '"a.b:90"', "$labels.job", "$labels.odd", "$labels.nope", '"NaN"'];
const samples = '(query "sort(many)")';
const leaves: Readonly<Record<Kind, readonly string[]>> = {
  number: [...numbers, "$labels.num", '"x"'],
  text: [...texts, "`don't stop 1st x.y`", ".Labels.instance"],
  format: ['"%v"'],
  pattern: ['"a"', '"(a)(b)?"', '"[a-z]+"', '""', '"\\\\d+"', '"(?i)X*"', '"("', '"^|$"', '"(?P<n>.)"', '"."'],
  duration: ['"5m"', '"1h30m"', '"1d"', '"x"', '""', '"5"', '"-5m"', '"1y2w"', '"5x3"', '"1ms"'],
  query: ['"sort(many)"', '"one"', '"none"', '"sort(limits)"'],
  samples: [samples, '(query "none")', '(slice (query "sort(many)") 1)', `(sortByLabel "zone" ${samples})`],
  sample: [`(${samples} | first)`, `(index ${samples} 1)`, '(query "none" | first)'],
  list: ["$labels", '"abc"', "(args 1 2)", "nil", "5"],
  index: ["0", "1", "2", "5", "-1", '"job"'],
  any: [...numbers, ...texts, "$labels", ".", "true", "false", "nil", "$x", "(args 1).nope", "(args 5).arg0", "2i"],
};

const verbs = [..."vdsqxXfegtTcUboOGEF%"];

/** Generates a template. */
export function randomTemplate(random: () => number): string {
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
  const happens = (probability: number) => random() < probability;

  function verb(): string {
    const flags = pick(["", "", "", "+", "-", "#", "0", " ", "+0", "#+"]);
    return `%${flags}${pick(["", "", "5", "12", "*", "[2]", "[1]"])}${pick(["", "", ".0", ".2", ".5", ".*"])}${pick(verbs)}`;
  }

  function operand(target: Kind, depth: number): string {
    const kind = happens(0.08) ? "any" : target;
    if (kind === "format") return JSON.stringify(verb() + pick(["", " ", "x"]) + (happens(0.3) ? verb() : ""));
    const isLeaf = depth <= 0 || ["pattern", "duration", "query", "samples", "sample"].includes(kind) || happens(0.25);
    return isLeaf ? pick(leaves[kind]) : `(${pipeline(depth - 1)})`;
  }

  function call(depth: number, piped: boolean): string {
    const name = pick(functionNames);
    const parameters = functions[name]!.slice(happens(0.05) ? 1 : 0, piped ? -1 : undefined);
    const args = happens(0.05) ? [...parameters, "any" as const] : parameters;
    return [name, ...args.map((kind) => operand(kind, depth))].join(" ");
  }

  function pipeline(depth: number): string {
    let text = happens(0.8) ? call(depth, false) : operand("any", 0);
    while (happens(0.35)) text += ` | ${call(depth - 1, true)}`;
    return text;
  }

  function branches(keyword: string, condition: string, depth: number, ends = ""): string {
    return `{{ ${keyword} ${condition} }}${body(depth)}${ends}{{ else }}${body(depth)}{{ end }}`;
  }

  function body(depth: number): string {
    const choice = random();
    if (depth <= 0 || choice < 0.4) return `{{ ${pipeline(2)} }}`;
    if (choice < 0.5) return branches("if", pipeline(1), depth - 1);
    if (choice < 0.6) return branches("with", pipeline(1), depth - 1, "{{ . }}");
    if (choice < 0.7) {
      const variables = pick(["", "$x := ", "$i, $x := ", "$x = "]);
      const over = pick([pipeline(1), 'query "sort(many)"', "$labels", "args 1 2"]);
      const ends = pick(["", "", "{{ break }}", "{{ continue }}", "{{ if . }}{{ break }}{{ end }}"]);
      return branches("range", variables + over, depth - 1, ends);
    }
    if (choice < 0.75) return `{{ $x ${pick([":=", "="])} ${pipeline(1)} }}${body(depth - 1)}{{ $x }}`;
    if (choice < 0.8) {
      const inner = body(0).replace(/\$(?:labels|value|x)\b/g, ".");
      return `{{ define "t" }}${inner}{{ end }}{{ template "t" ${operand("any", 1)} }}`;
    }
    return body(depth - 1) + pick(["", "\n", " text ", "{{- ` ` -}} "]) + body(depth - 1);
  }

  return `{{ $x := 1 }}${body(2)}`;
}
