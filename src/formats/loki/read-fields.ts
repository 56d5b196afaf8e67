import { nearest } from "../../diagnostics/nearest.js";
import { parseGoDuration } from "../../gotemplate/format/parse-go-duration.js";
import type { Decoder, YamlNode } from "../../yaml/index.js";
import { goUrlProblem } from "../alloy/values/urls.js";
import { parseDuration } from "../prometheus/duration.js";
import type { Shape } from "../tables/index.js";
import type { lokiFindings } from "./findings.js";
import { isDay, isSize, type LokiType } from "./types.js";

export type LokiDecoder = Decoder<keyof typeof lokiFindings>;

/** Reads a mapping by its shape: reports unknown fields, and values of the wrong type. */
export function readFields(decoder: LokiDecoder, node: YamlNode, what: string, shape: Shape<LokiType>): void {
  const names = new Set([...shape.arguments.keys(), ...shape.blocks.keys()]);
  // Loki reads the limits leniently: it ignores what it does not know.
  const isLenient = shape.names.some((name) => name.startsWith("limits_config"));
  const accepted = isLenient ? { has: () => true, keys: () => names.keys() } : names;
  for (const [name, { key, value }] of decoder.struct(node, what, accepted) ?? []) {
    const block = shape.blocks.get(name);
    const field = shape.arguments.get(name);
    if (field !== undefined) readValue(decoder, value, name, field.type);
    else if (block === undefined) reportIgnored(decoder, key, name, names.keys());
    else if (!block.mayRepeat) readFields(decoder, value, name, block.shape());
    else for (const item of decoder.list(value, name)) readFields(decoder, item, `an item of ${name}`, block.shape());
  }
}

function reportIgnored(decoder: LokiDecoder, key: YamlNode, name: string, names: Iterable<string>): void {
  const suggestion = nearest(name, names);
  const fix = suggestion === undefined ? "remove it" : `did you mean "${suggestion}"?`;
  decoder.report("loki/ignored-field", key, `Loki knows no limit "${name}", and ignores it`, { fix });
}

function readValue(decoder: LokiDecoder, node: YamlNode, name: string, type: LokiType): void {
  switch (type.kind) {
    case "any":
      return;
    case "bool":
      decoder.boolean(node, name);
      return;
    case "int":
      decoder.integer(node, name);
      return;
    case "float":
      decoder.number(node, name);
      return;
    case "texts":
      readTexts(decoder, node, name);
      return;
    case "text-map":
      decoder.texts(node, name);
      return;
    default:
      readText(decoder, node, name, type);
  }
}

/** A list of strings; one string alone is one, too. */
function readTexts(decoder: LokiDecoder, node: YamlNode, name: string): void {
  if (decoder.readValidText(node) !== undefined) return;
  for (const item of decoder.list(node, name)) decoder.text(item, `an item of ${name}`);
}

function readText(decoder: LokiDecoder, node: YamlNode, name: string, type: LokiType): void {
  const text = decoder.text(node, name);
  const problem = text === undefined ? undefined : formatProblem(text, type);
  if (problem !== undefined) decoder.report("loki/wrong-type", node, `${name} ${problem}`);
}

function formatProblem(text: string, type: LokiType): string | undefined {
  switch (type.kind) {
    case "duration":
      return parseGoDuration(text).error === undefined && text !== "0" ? undefined : durationProblem(text);
    case "prometheus-duration":
      return parseDuration(text) === undefined ? "must be a duration with its unit, such as 5m or 30d" : undefined;
    case "size":
      return isSize(text) ? undefined : "must be a size, such as 3MB";
    case "day":
      return isDay(text) ? undefined : "must be a day, such as 2024-04-01";
    case "enum":
      return type.values.includes(text) ? undefined : `must be one of ${type.values.join(", ")}`;
    case "url": {
      const problem = goUrlProblem(text);
      return problem === undefined ? undefined : `must be a URL, and it ${problem}`;
    }
    default:
      return undefined;
  }
}

function durationProblem(text: string): string {
  const hint = /\d[dwy]/.test(text) ? "; the largest unit is h here" : "";
  return `must be a duration with its unit, such as 30s or 168h${hint}`;
}
