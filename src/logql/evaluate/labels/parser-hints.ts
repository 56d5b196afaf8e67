import { duplicateSuffix, errorLabel } from "./special-labels.js";

/** The labels that a metric query needs of its lines. */
export interface LabelDemand {
  /** Labels that stages read. */
  readonly stages: readonly string[];
  /** Labels of the clause `by` or `without`. */
  readonly grouping: readonly string[];
  readonly without: boolean;
  /** True if the result has no labels. */
  readonly isSingleton: boolean;
  /** The label that is unwrapped. */
  readonly unwrapped?: string;
}

/** Demand of a log query, which shows all labels. */
export const allLabels: LabelDemand = { stages: [], grouping: [], without: false, isSingleton: false };

/**
 * The labels that parsers have to extract. A parser stops when it has found them all: the rest of the line is not read,
 * and its errors are not found.
 */
export class ParserHints {
  /** True if errors of lines are wanted as labels of the result. */
  readonly preservesErrors: boolean;
  /** True if parsers apply filters of single labels as soon as they have extracted the label. */
  readonly allowsEarlyFilters: boolean;
  /** Empty if all labels are extracted. */
  private readonly required: ReadonlySet<string>;
  private readonly needsNothing: boolean;
  private readonly extracted = new Set<string>();

  constructor({ stages, grouping, without, isSingleton, unwrapped }: LabelDemand) {
    const wanted = new Set<string>();
    for (const label of [...stages, ...grouping, ...(unwrapped === undefined ? [] : [unwrapped])]) {
      if (label === "") continue;
      wanted.add(label);
      // The parser does not know the suffix when it meets the key.
      if (label.endsWith(duplicateSuffix)) wanted.add(label.slice(0, -duplicateSuffix.length));
    }
    const isKnown = isSingleton || (!without && grouping.length > 0);
    this.required = isKnown ? wanted : new Set();
    this.needsNothing = isSingleton && wanted.size === 0;
    this.preservesErrors = this.required.has(errorLabel);
    this.allowsEarlyFilters = !isKnown || (isSingleton && wanted.size > 0);
  }

  reset(): void {
    this.extracted.clear();
  }

  recordExtracted(label: string): void {
    this.extracted.add(label);
  }

  isExtracted(label: string): boolean {
    return this.extracted.has(label);
  }

  /** True if a parser has to extract the label, and no earlier one has. */
  wants(label: string): boolean {
    return this.isRequired(label) && !this.extracted.has(label);
  }

  isRequired(label: string): boolean {
    return this.required.size === 0 || this.required.has(label);
  }

  /** True if a label that starts with the prefix is required. */
  wantsPrefix(prefix: string): boolean {
    if (this.required.size === 0) return true;
    for (const label of this.required) if (label.startsWith(prefix)) return true;
    return false;
  }

  /** True if parsers have nothing to do. */
  needsNoLabels(): boolean {
    return this.needsNothing || this.foundAll();
  }

  foundAll(): boolean {
    const { required, extracted } = this;
    if (required.size === 0 || extracted.size < required.size) return false;
    for (const label of required) if (!extracted.has(label)) return false;
    return true;
  }
}
