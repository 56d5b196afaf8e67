import { cardinality, closedValues, type LabelSpec, type Labels } from "../../model/metric/label.js";
import { canHaveValue, type KnownValues } from "../series/label-values.js";
import { logUniform, type Random } from "../series/random.js";
import type { LineRequests, Measure } from "./line-requests.js";

/** The fields of one line, by name. Only JSON tells numbers from text. */
export type LineFields = Readonly<Record<string, string | number>>;

/** A field whose values all appear. */
interface Enumeration {
  readonly name: string;
  readonly values: readonly string[];
}

/** Maximum number of combinations of values that all appear. Above it, values are combined at random. */
const maxCombinations = 64;
/** Fields in which people write text. */
const textFields: readonly string[] = ["message", "msg", "body", "log", "text", "event", "err", "error"];
export const timeFields: ReadonlySet<string> = new Set(["timestamp", "ts", "time", "@timestamp", "datetime", "date"]);

/** Generates the fields of the lines of one declared stream. */
export class LineFieldGenerator {
  /** Number of lines after which every combination of declared and requested values has appeared. */
  readonly period: number;
  private readonly enumerations: readonly Enumeration[];
  private readonly isComplete: boolean;
  private readonly fields: Labels;
  private readonly textField: string | undefined;
  private readonly measures: LineRequests["measures"];

  constructor(fields: Labels, requests: LineRequests, known: KnownValues) {
    this.fields = fields;
    this.measures = requests.measures;
    const enumerations = Object.entries(fields).flatMap(([name, spec]): readonly Enumeration[] => {
      const values = enumeratedValues(name, spec, requests, known);
      return values.length > 0 ? [{ name, values }] : [];
    });
    const enumerated = new Set(enumerations.map(({ name }) => name));
    const isFree = (name: string) =>
      Object.hasOwn(fields, name) && !enumerated.has(name) && !this.measures.has(name) && !timeFields.has(name);
    this.textField = textFields.find(isFree) ?? Object.keys(fields).find(isFree);
    const texts = requests.texts.size > 0 ? [{ name: requestedText, values: ["", ...requests.texts] }] : [];
    this.enumerations = [...enumerations, ...texts];
    const combinations = this.enumerations.reduce((count, { values }) => count * values.length, 1);
    this.isComplete = combinations <= maxCombinations;
    this.period = Math.min(combinations, maxCombinations);
  }

  /** Returns the fields of a line, numbered from 0. */
  generate(number: number, time: number, random: Random): LineFields {
    const chosen = this.chooseEnumerated(number, random);
    const line: Record<string, string> = {};
    for (const [name, spec] of Object.entries(this.fields)) {
      line[name] = chosen.get(name) ?? generateValue(name, spec, this.measures.get(name), time, random);
    }
    const text = chosen.get(requestedText) ?? "";
    const { textField } = this;
    if (text !== "") line[textField ?? requestedText] = textField ? `${line[textField]} ${text}` : text;
    return line;
  }

  private chooseEnumerated(number: number, random: Random): ReadonlyMap<string, string> {
    const chosen = new Map<string, string>();
    let rest = number;
    for (const { name, values } of this.enumerations) {
      const index = this.isComplete ? rest % values.length : Math.floor(random() * values.length);
      rest = Math.floor(rest / values.length);
      chosen.set(name, values[index]!);
    }
    return chosen;
  }
}

/** The name of a requested text where no field can hold it; only lines without a format show it. */
export const requestedText = "";

/** All values of a closed list, and those of an open field that filters compare it with, next to another one. */
function enumeratedValues(
  name: string,
  spec: LabelSpec,
  { values }: LineRequests,
  known: KnownValues,
): readonly string[] {
  const closed = closedValues(spec);
  if (closed) return closed;
  const listed = typeof spec === "object" && "about" in spec ? spec.values : [];
  const requested = [...(values.get(name) ?? [])].filter((value) => canHaveValue(name, spec, value, known));
  const distinct = new Set([...listed, ...requested]);
  if (distinct.size === 0) return [];
  if (distinct.size < cardinality(spec) && ![...distinct].every(isMeasured)) distinct.add(`${name}-1`);
  return [...distinct];
}

function isMeasured(value: string): boolean {
  return /^-?[\d.]/.test(value);
}

function generateValue(
  name: string,
  spec: LabelSpec,
  measure: Measure | undefined,
  time: number,
  random: Random,
): string {
  if (measure) return generateMeasure(measure, random);
  if (timeFields.has(name)) return new Date(time).toISOString();
  return `${name}-${Math.floor(random() * cardinality(spec)) + 1}`;
}

function generateMeasure(measure: Measure, random: Random): string {
  const value = logUniform(random, 1, 1000);
  if (measure === "number") return value.toFixed(3);
  return measure === "bytes" ? `${Math.round(value)}KB` : `${value.toFixed(3)}ms`;
}
