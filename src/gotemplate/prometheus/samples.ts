import type { GoList, GoMap, GoPointer, GoString, GoStruct, GoType, GoValue } from "../values/definitions.js";
import { listType, pointerType } from "../values/types.js";
import { goFloat, goInterface, goPointer, goStringMap } from "../values/value.js";
import { goHistogram } from "./histogram.js";

/** A sample in a template. Its value is a float, or the text of a native histogram. */
export interface TemplateSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number | string;
}

const sampleType: GoType = { name: "template.sample", kind: "struct" };
export const samplePointerType: GoType = pointerType(sampleType);
export const samplesType: GoType = listType(samplePointerType, "template.queryResult");

/** The value of a sample or an alert. Since 2.53 it may be a histogram and is therefore an interface. */
export function sampleValue(value: number | string, mayBeHistogram: boolean): GoValue {
  if (!mayBeHistogram) return goFloat(typeof value === "number" ? value : 0);
  return goInterface(typeof value === "number" ? goFloat(value) : goHistogram(value));
}

export function goSamples(samples: readonly TemplateSample[], mayBeHistogram: boolean): GoList {
  const items = samples.map(({ labels, value }) => {
    const fields = new Map([
      ["Labels", goStringMap(labels)],
      ["Value", sampleValue(value, mayBeHistogram)],
    ]);
    return goPointer({ kind: "struct", type: sampleType, fields } satisfies GoStruct);
  });
  return { kind: "list", type: samplesType, items };
}

/** A label of a sample; empty if it does not have the label. */
export function readLabel(sample: GoPointer, label: string): string {
  const labels = readField(sample, "Labels") as GoMap | undefined;
  return (labels?.entries?.get(label) as GoString | undefined)?.value ?? "";
}

export function valueOfSample(sample: GoPointer): GoValue | undefined {
  return readField(sample, "Value");
}

function readField({ to }: GoPointer, name: string): GoValue | undefined {
  return (to as GoStruct | undefined)?.fields.get(name);
}
