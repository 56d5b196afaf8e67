import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { isAtLeast, type PrometheusVersion } from "../../promql/index.js";
import type { Family } from "./families.js";
import { expositionFindings } from "./findings.js";
import { readExposition } from "./read-exposition.js";
import { findUnit, unitAbbreviations } from "./units.js";

export interface CheckMetricsOptions {
  readonly file: string;
  readonly version: PrometheusVersion;
}

/** Checks a page of metrics as `promtool check metrics` does: its names only if all its lines can be read. */
export function checkMetrics(text: string, options: CheckMetricsOptions): readonly Diagnostic[] {
  const { families, diagnostics } = readExposition(text, options);
  return diagnostics.length > 0 ? diagnostics : lintExposition(families, options);
}

/** A departure from the conventions, with a way to follow them. */
interface LintProblem {
  readonly summary: string;
  readonly fix: string;
}

/**
 * Returns what `promtool check metrics` of the release says about the names and the help of metrics, at the line that
 * first names each.
 */
export function lintExposition(
  families: readonly Family[],
  { file, version }: CheckMetricsOptions,
): readonly Diagnostic[] {
  return families.flatMap((family) =>
    lintFamily(family, version).map(({ summary, fix }) => ({
      ...finding(expositionFindings, "exposition/lint"),
      summary: `${family.name}: ${summary}`,
      fix,
      span: { file, start: { line: family.line, column: 1 } },
    })),
  );
}

function lintFamily(family: Family, version: PrometheusVersion): LintProblem[] {
  return [
    ...lintHelp(family),
    ...lintUnits(family),
    ...lintCounter(family),
    ...lintReserved(family),
    ...lintTypeInName(family, version),
    ...lintLetters(family),
    ...(isAtLeast(version, 2, 49) ? lintDuplicates(family) : []),
  ];
}

function lintHelp({ help }: Family): LintProblem[] {
  return help === undefined ? [{ summary: "no help text", fix: "add a line # HELP that says what it measures" }] : [];
}

function lintUnits({ name }: Family): LintProblem[] {
  const found = findUnit(name);
  const problems: LintProblem[] = [];
  if (found !== undefined && found.unit !== found.base) {
    problems.push({ summary: `the unit is ${found.unit}`, fix: `use the base unit ${found.base}` });
  }
  const lower = name.toLowerCase();
  const short = unitAbbreviations.filter((unit) => lower.includes(`_${unit}_`) || lower.endsWith(`_${unit}`));
  return [
    ...problems,
    ...short.map((unit) => ({ summary: `"${unit}" abbreviates a unit`, fix: "write the unit out: _seconds, _bytes" })),
  ];
}

function lintCounter({ name, type }: Family): LintProblem[] {
  const isTotal = name.endsWith("_total");
  if (type === "counter" && !isTotal) {
    return [{ summary: "a counter whose name does not end in _total", fix: `call it ${name}_total` }];
  }
  if (type !== "counter" && type !== "untyped" && isTotal) {
    return [{ summary: `a ${type} whose name ends in _total`, fix: "leave _total to counters" }];
  }
  return [];
}

function lintReserved({ name, type, samples }: Family): LintProblem[] {
  if (type === "untyped") return [];
  const [isHistogram, isSummary] = [type === "histogram", type === "summary"];
  const problems: LintProblem[] = [];
  const suffixes = [...(isHistogram ? [] : ["_bucket"]), ...(isHistogram || isSummary ? [] : ["_count", "_sum"])];
  for (const suffix of suffixes) {
    if (!name.endsWith(suffix)) continue;
    const fix = "use another name; it belongs to the samples of histograms and summaries";
    problems.push({ summary: `a ${type} whose name ends in ${suffix}`, fix });
  }
  for (const [label, owner, isOwner] of [
    ["le", "histogram", isHistogram],
    ["quantile", "summary", isSummary],
  ] as const) {
    const isUsed = samples.some(({ labels }) => labels.has(label));
    if (isUsed && !isOwner) {
      problems.push({ summary: `a ${type} with the label ${label}`, fix: `rename it, or make the metric a ${owner}` });
    }
  }
  return problems;
}

const typeNames = ["counter", "gauge", "summary", "histogram", "gauge_histogram"];

/** Until 2.48 any type counts, since then only the metric's own. */
function lintTypeInName({ name, type }: Family, version: PrometheusVersion): LintProblem[] {
  const own = type === "gaugehistogram" ? "gauge_histogram" : type;
  const names = isAtLeast(version, 2, 49) ? typeNames.filter((one) => one === own) : typeNames;
  const lower = name.toLowerCase();
  const found = names.filter((one) => lower.includes(`_${one}_`) || lower.endsWith(`_${one}`));
  return found.map((one) => ({ summary: `its name has the type "${one}"`, fix: "leave the type out of the name" }));
}

function lintLetters({ name, samples }: Family): LintProblem[] {
  const problems: LintProblem[] = [];
  if (name.includes(":")) {
    problems.push({ summary: "its name has a colon", fix: "leave colons to recording rules" });
  }
  if (/[a-z][A-Z]/.test(name)) problems.push({ summary: "its name is in camelCase", fix: "write it in snake_case" });
  const labels = new Set(samples.flatMap((sample) => [...sample.labels.keys()]));
  for (const label of labels) {
    if (/[a-z][A-Z]/.test(label))
      problems.push({ summary: `the label ${label} is in camelCase`, fix: "use snake_case" });
  }
  return problems;
}

function lintDuplicates({ samples, type }: Family): LintProblem[] {
  const hidden = type === "summary" ? "quantile" : type === "histogram" || type === "gaugehistogram" ? "le" : undefined;
  // The samples of a histogram or summary are one metric.
  if (hidden !== undefined) return [];
  const seen = new Set<string>();
  const twice = samples.find(({ labels }) => {
    const key = JSON.stringify([...labels]);
    const isTwice = seen.has(key);
    seen.add(key);
    return isTwice;
  });
  return twice === undefined
    ? []
    : [{ summary: `the same series occurs twice, again in line ${twice.line}`, fix: "expose it once" }];
}
