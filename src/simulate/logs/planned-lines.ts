import { cardinality, closedValues, type LabelSpec } from "../../model/metric/label.js";
import { valueAt } from "../traffic/profile.js";
import { formatLine } from "./format-line.js";
import { timeFields } from "./line-fields.js";
import type { LineRequests } from "./line-requests.js";
import { findLevel, usualLevel } from "./log-level.js";
import type { PlannedLogs } from "./planned-logs.js";

/** A number that few limits lie below, in the units that fields may have. */
const smallMeasures = { number: "1", duration: "1ms", duration_seconds: "1ms", bytes: "1B" } as const;
/** The most values of a field that is left open. */
const maxValues = 1000;

/** Writes the lines of one plan, one after the other. */
export class LineWriter {
  /** The number of lines so far. */
  lines = 0;
  private readonly plan: PlannedLogs;
  private readonly requests: LineRequests;
  private readonly level: string | undefined;

  constructor(plan: PlannedLogs, requests: LineRequests) {
    this.plan = plan;
    this.requests = requests;
    const level = findLevel(plan.stream);
    this.level = level?.in === "field" ? level.name : undefined;
  }

  /** Returns the next line. `elapsed` is its time since the start of the run, `time` that since 1970. */
  write(elapsed: number, time: number): string {
    const number = this.lines++;
    const { stream, shape } = this.plan;
    const fields = this.fieldsAt(number, elapsed, time);
    if (shape.line === undefined) {
      const { paths, forms } = this.requests;
      return formatLine(fields, stream.format, "compact", forms[0], paths);
    }
    const texts = [shape.line].flat();
    const text = texts[number % texts.length]!;
    return text.replaceAll(/<(\w+)>/g, (whole, name: string) => String(fields[name] ?? whole));
  }

  private fieldsAt(number: number, elapsed: number, time: number): Readonly<Record<string, string | number>> {
    const { stream, shape } = this.plan;
    const fields: Record<string, string | number> = {};
    for (const [name, spec] of Object.entries(stream.fields)) {
      const given = name === this.level ? (shape.level ?? shape.fields?.[name]) : shape.fields?.[name];
      fields[name] =
        given === undefined ? this.openValue(name, spec, number, time) : valueAt<string | number>(given, elapsed);
    }
    return fields;
  }

  /** The value of a field that the test leaves open. */
  private openValue(name: string, spec: LabelSpec, number: number, time: number): string {
    const closed = closedValues(spec);
    if (closed) return (name === this.level ? usualLevel(closed) : closed[0]) ?? "";
    if (timeFields.has(name)) return new Date(time).toISOString();
    const measure = this.requests.measures.get(name) ?? this.requests.compared.get(name);
    if (measure) return smallMeasures[measure];
    if (name === this.level && typeof spec === "object" && "about" in spec) return usualLevel(spec.values) ?? "info";
    return `${name}-${(number % Math.min(maxValues, cardinality(spec))) + 1}`;
  }
}
