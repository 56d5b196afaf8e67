import type { GoPointer, GoStruct, GoType, GoValue } from "../values/definitions.js";
import { goFloat, goPointer } from "../values/value.js";

const histogramType: GoType = {
  name: "histogram.FloatHistogram",
  kind: "struct",
  text: (value) => (value as GoStruct).inner as string,
};

/** A native histogram. Templates can print its text, count and sum. */
export function goHistogram(text: string): GoPointer {
  const fields = new Map<string, GoValue>();
  for (const [, name, number] of text.matchAll(/\b(count|sum):([^,}]+)/g)) {
    fields.set(name === "count" ? "Count" : "Sum", goFloat(parseFloatText(number!)));
  }
  return goPointer({ kind: "struct", type: histogramType, fields, inner: text });
}

function parseFloatText(text: string): number {
  return Number(text.replace(/Inf$/, "Infinity"));
}
