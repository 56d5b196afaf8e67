import type { ExposedMetric } from "./exposed.js";

export interface WriteDefinitionsOptions {
  /** The name of the function that returns the metrics. */
  readonly name: string;
  /** The page or server that the metrics come from. */
  readonly from: string;
}

/** Writes a definition file with a typed catalogue of the metrics. */
export function writeDefinitions(metrics: readonly ExposedMetric[], { name, from }: WriteDefinitionsOptions): string {
  const sorted = [...metrics].sort((left, right) => (left.name < right.name ? -1 : 1));
  const keys = chooseKeys(sorted.map((metric) => metric.name));
  const used = [...new Set(sorted.map(builderOf))].sort();
  const entries = sorted.map((metric, index) => `    ${keys[index]}: ${renderMetric(metric)},\n`);
  const imports = used.length === 0 ? "" : `import { ${used.join(", ")} } from "telltale";\n\n`;
  return `${imports}/** Imported from ${singleLine(from)}. Check the types, the labels and how many values they have. */
export function ${functionName(name)}() {
  return {
${entries.join("")}  };
}
`;
}

function builderOf({ type, name, labels }: ExposedMetric): "counter" | "gauge" | "histogram" | "info" | "summary" {
  if (type === "unknown") return name.endsWith("_total") ? "counter" : "gauge";
  if (type === "gauge" && name.endsWith("_info")) return "info";
  // Buckets are required, and metadata has none.
  return type === "histogram" && labels === undefined ? "histogram" : type;
}

function renderMetric(metric: ExposedMetric): string {
  const builder = builderOf(metric);
  const labels = [...(metric.labels ?? [])].map(([label, values]) => `${propertyName(label)}: ${renderValues(values)}`);
  const options = [
    `help: ${JSON.stringify(metric.help || `Imported without help`)}`,
    ...(labels.length > 0 ? [`labels: { ${labels.join(", ")} }`] : []),
    ...(builder === "histogram" ? [`buckets: [${metric.bounds.join(", ")}]`] : []),
    ...(builder === "summary" ? [`quantiles: [${metric.bounds.join(", ")}]`] : []),
  ];
  return `${builder}(${JSON.stringify(metric.name)}, { ${options.join(", ")} })`;
}

const maxListed = 10;

/** Lists few values that are words, because there may be others; counts the rest. */
function renderValues(values: ReadonlySet<string>): string {
  const areWords = [...values].every((value) => /^[A-Za-z][A-Za-z_-]{0,30}$/.test(value));
  if (!areWords || values.size > maxListed) return String(values.size);
  const listed = [...values].sort().map((value) => JSON.stringify(value));
  return `{ values: [${listed.join(", ")}], about: ${values.size} }`;
}

/** Names of properties: without the words that all metrics begin with, in camelCase, each once. */
function chooseKeys(names: readonly string[]): readonly string[] {
  const words = names.map((name) => name.split(/[^a-zA-Z0-9]+/).filter((word) => word !== ""));
  const first = words[0]?.[0];
  const isShared = words.length > 1 && words.every((one) => one.length > 1 && one[0] === first);
  const seen = new Map<string, number>();
  return words.map((all) => {
    const key = camelCase(isShared ? all.slice(1) : all);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times === 1 ? key : `${key}${times}`;
  });
}

/** Options of a service, beside which the metrics are spread. */
const options: ReadonlySet<string> = new Set(
  "port exporter owner dependsOn labels selector logs traces capabilities environments only except runtime".split(" "),
);

function camelCase(words: readonly string[]): string {
  const joined = words.map((word, index) => (index === 0 ? lowerFirst(word) : word[0]!.toUpperCase() + word.slice(1)));
  const key = joined.join("");
  if (options.has(key)) return `${key}Metric`;
  return /^[a-zA-Z]/.test(key) ? key : `_${key}`;
}

function lowerFirst(word: string): string {
  return word[0]!.toLowerCase() + word.slice(1);
}

function propertyName(label: string): string {
  if (label === "__proto__") return '["__proto__"]';
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label) ? label : JSON.stringify(label);
}

const keywords: ReadonlySet<string> = new Set(
  `break case catch class const continue debugger default delete do else enum export extends false finally for function if
  import in instanceof new null return super switch this throw true try typeof var void while with yield let static await
  implements interface package private protected public eval arguments`.split(/\s+/),
);

/** A name from outside becomes an identifier. */
function functionName(name: string): string {
  const key = camelCase(
    name
      .split(/[^a-zA-Z0-9]+/)
      .filter((word) => word !== "")
      .concat(name === "" ? ["metrics"] : []),
  );
  if (key === "_") return "metrics";
  return keywords.has(key) ? `${key}Metrics` : key;
}

/** Keeps text from outside within its comment. */
function singleLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, " ").replaceAll("*/", "* /");
}
