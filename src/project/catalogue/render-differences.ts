import type { CatalogueDifference } from "./compare-exposed.js";

/** Renders the differences by metric. */
export function renderDifferences(service: string, from: string, differences: readonly CatalogueDifference[]): string {
  if (differences.length === 0) return `${service} exposes at ${from} what its catalogue declares\n`;
  const undeclared = differences.filter(({ kind }) => kind === "undeclared");
  const others = differences.filter(({ kind }) => kind !== "undeclared");
  const lines = [...others, ...undeclared].map(({ metric, summary }) => `${metric}: ${summary}`);
  const noun = differences.length === 1 ? "difference" : "differences";
  return `${lines.join("\n")}\n\n${differences.length} ${noun} between the catalogue of ${service} and ${from}\n`;
}
