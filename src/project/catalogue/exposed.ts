import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { type Family, isOpenMetrics, readExposition } from "../../formats/exposition/index.js";
import { parseJson } from "../files/parse-json.js";

export type ExposedType = "counter" | "gauge" | "histogram" | "summary" | "unknown";

/** A metric as a page exposes it, or as a Prometheus knows it. */
export interface ExposedMetric {
  readonly name: string;
  readonly type: ExposedType;
  readonly help: string;
  /** All values of each label, without `le` and `quantile`; undefined where the source does not say. */
  readonly labels: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  /** Bounds of the buckets or quantiles, in order, without infinity. */
  readonly bounds: readonly number[];
}

export type ReadExposedResult =
  | { readonly metrics: readonly ExposedMetric[] }
  | { readonly problem: string; readonly diagnostics: readonly Diagnostic[] };

const maxMetrics = 100_000;

/** Reads a page of metrics, in text or OpenMetrics, or the answer of Prometheus' `/api/v1/metadata`. */
export function readExposed(text: string, file: string): ReadExposedResult {
  if (/^\s*\{\s*"/.test(text)) return readMetadata(text);
  const isOpen = isOpenMetrics(text);
  // The newest release reads all names that older ones read.
  const version = { major: 3, minor: 14 };
  const { families, diagnostics } = readExposition(text, { file, version, isOpenMetrics: isOpen });
  if (diagnostics.length > 0) return { problem: "the page cannot be parsed", diagnostics };
  if (families.length > maxMetrics) return { problem: `the page has more than ${maxMetrics} metrics`, diagnostics: [] };
  return { metrics: families.map((family) => toMetric(family, isOpen)) };
}

const knownTypes: Readonly<Record<string, ExposedType>> = {
  counter: "counter",
  gauge: "gauge",
  info: "gauge",
  stateset: "gauge",
  histogram: "histogram",
  gaugehistogram: "histogram",
  summary: "summary",
};

function toMetric({ name, type, help, samples }: Family, isOpen: boolean): ExposedMetric {
  const suffix = isOpen && type === "counter" ? "_total" : isOpen && type === "info" ? "_info" : "";
  const bound = type === "summary" ? "quantile" : "le";
  const isWhole = type === "summary" || type === "histogram" || type === "gaugehistogram";
  const labels = new Map<string, Set<string>>();
  const bounds = new Set<number>();
  for (const sample of samples) {
    for (const [label, value] of sample.labels) {
      if (isWhole && label === bound) bounds.add(Number(value.replace(/^\+?Inf$/i, "Infinity")));
      else labels.set(label, (labels.get(label) ?? new Set()).add(value));
    }
  }
  return {
    name: suffix !== "" && !name.endsWith(suffix) ? `${name}${suffix}` : name,
    type: knownTypes[type ?? ""] ?? "unknown",
    help: help ?? "",
    labels,
    bounds: [...bounds].filter(Number.isFinite).sort((left, right) => left - right),
  };
}

/** Prometheus' metadata has neither labels nor buckets. */
function readMetadata(text: string): ReadExposedResult {
  const answer = parseJson(text) as { status?: unknown; data?: unknown } | undefined;
  const { data } = answer ?? {};
  const isAnswer = answer?.status === "success" && typeof data === "object" && data !== null && !Array.isArray(data);
  if (!isAnswer)
    return { problem: "this is neither a page of metrics nor the metadata of a Prometheus", diagnostics: [] };
  const entries = Object.entries(data).slice(0, maxMetrics);
  const metrics = entries.map(([name, described]): ExposedMetric => {
    const all = (Array.isArray(described) ? described : []) as readonly ({ type?: unknown; help?: unknown } | null)[];
    const [first, ...others] = all;
    // Targets may disagree: then nothing is known.
    const isOne = others.every((other) => other?.type === first?.type);
    const written = String(first?.type);
    const type = isOne && Object.hasOwn(knownTypes, written) ? knownTypes[written]! : "unknown";
    return { name, type, help: typeof first?.help === "string" ? first.help : "", labels: undefined, bounds: [] };
  });
  return { metrics };
}

const maxListed = 1_000_000;

/** Reads the answer of Prometheus to a question for names or values: a list of texts. Undefined for anything else. */
export function readAnswerList(text: string): readonly string[] | undefined {
  const { status, data } = (parseJson(text) ?? {}) as { readonly status?: unknown; readonly data?: unknown };
  if (status !== "success" || !Array.isArray(data) || data.length > maxListed) return undefined;
  return data.every((one) => typeof one === "string") ? data : undefined;
}

const maxValues = 1000;

/** As `readAnswerList`, of few values. Undefined if the server warns that the list may be incomplete, too. */
export function readCompleteList(text: string): readonly string[] | undefined {
  const list = readAnswerList(text);
  const { warnings } = (parseJson(text) ?? {}) as { readonly warnings?: unknown };
  const isComplete = warnings === undefined || (Array.isArray(warnings) && warnings.length === 0);
  return isComplete && list && list.length <= maxValues ? list : undefined;
}
