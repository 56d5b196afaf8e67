import type { ParserHints } from "./parser-hints.js";
import { errorDetailsLabel, errorLabel, type LineError, preserveErrorLabel } from "./special-labels.js";

export type LabelPair = readonly [name: string, value: string];

/** A test of the labels of a line, which may set an error. */
export type LabelTest = (labels: LineLabels) => boolean;

/**
 * The labels of a line on its way through a pipeline. Labels of the stream, structured metadata and labels that stages
 * set are kept apart; a later kind hides an earlier one of the same name.
 */
export class LineLabels {
  readonly stream: ReadonlyMap<string, string>;
  readonly hints: ParserHints;
  error = "";
  errorDetails = "";
  private readonly metadata = new Map<string, string>();
  private readonly parsed = new Map<string, string>();
  /** Labels of the stream that were removed. */
  private readonly removed = new Set<string>();
  /** Filters that parsers apply to a label as soon as they have extracted it. */
  private readonly earlyFilters: ReadonlyMap<string, LabelTest>;

  constructor(
    stream: ReadonlyMap<string, string>,
    hints: ParserHints,
    earlyFilters: ReadonlyMap<string, LabelTest> = new Map(),
  ) {
    this.stream = stream;
    this.hints = hints;
    this.earlyFilters = earlyFilters;
  }

  /** Begins the next line. */
  reset(metadata: readonly LabelPair[]): void {
    this.metadata.clear();
    this.parsed.clear();
    this.removed.clear();
    this.hints.reset();
    this.error = "";
    this.errorDetails = "";
    for (const [label, value] of metadata) {
      const name = this.stream.has(label) ? `${label}_extracted` : label;
      if (name === errorLabel) this.error = value;
      else if (name === errorDetailsLabel) this.errorDetails = value;
      else this.metadata.set(name, value);
    }
  }

  /** True if an extracted label of this name gets a suffix. */
  isTaken(label: string): boolean {
    return this.stream.has(label) || this.metadata.has(label);
  }

  get(label: string): string | undefined {
    const set = this.metadata.get(label) ?? this.parsed.get(label);
    if (set !== undefined) return set;
    if (this.removed.has(label)) return undefined;
    const value = this.stream.get(label);
    return value === "" ? undefined : value;
  }

  set(label: string, value: string): void {
    this.metadata.delete(label);
    this.parsed.set(label, value);
    this.hints.recordExtracted(label);
  }

  /** Sets a label that a parser has extracted. False if a filter of that label drops the line. */
  extract(label: string, value: string): boolean {
    this.set(label, value);
    return this.passesEarlyFilter(label);
  }

  passesEarlyFilter(label: string): boolean {
    const filter = this.hints.allowsEarlyFilters ? this.earlyFilters.get(label) : undefined;
    return filter === undefined || filter(this);
  }

  remove(label: string): void {
    this.metadata.delete(label);
    this.parsed.delete(label);
    this.removed.add(label);
  }

  get hasError(): boolean {
    return this.error !== "";
  }

  /** Sets the error of a parser. */
  failParsing(error: LineError, details?: string): void {
    this.error = error;
    if (details !== undefined) this.errorDetails = details;
    if (this.hints.preservesErrors) this.set(preserveErrorLabel, "true");
  }

  fail(error: LineError, details: string): void {
    this.error = error;
    this.errorDetails = details;
  }

  /** True if the labels are those of the stream. */
  get isUnchanged(): boolean {
    return this.error === "" && this.removed.size === 0 && this.parsed.size === 0 && this.metadata.size === 0;
  }

  /** The labels as a template sees them. */
  snapshot(): Readonly<Record<string, string>> {
    // Details without an error are not seen if nothing else has changed.
    return Object.fromEntries(this.isUnchanged ? this.stream : this.list());
  }

  /** All labels, in no particular order. */
  list(): LabelPair[] {
    const pairs: LabelPair[] = this.listStream();
    for (const pair of this.metadata) pairs.push(pair);
    for (const pair of this.parsed) pairs.push(pair);
    if (this.error !== "") pairs.push([errorLabel, this.error]);
    if (this.errorDetails !== "") pairs.push([errorDetailsLabel, this.errorDetails]);
    return pairs;
  }

  /** The labels without those of the error of the line. */
  listWithoutError(): LabelPair[] {
    return [...this.listStream(), ...this.metadata, ...this.parsed];
  }

  private listStream(): LabelPair[] {
    const pairs: LabelPair[] = [];
    for (const pair of this.stream) {
      const [label] = pair;
      if (!this.removed.has(label) && !this.metadata.has(label) && !this.parsed.has(label)) pairs.push(pair);
    }
    return pairs;
  }

  /** The value of a label that takes part in grouping; an empty one of the stream does not. */
  groupValue(label: string): string | undefined {
    if (this.removed.has(label)) return undefined;
    const set = this.metadata.get(label) ?? this.parsed.get(label);
    if (set !== undefined) return set;
    const value = this.stream.get(label);
    return value === "" ? undefined : value;
  }
}
