import { parseFloat64 } from "../format/parse-float.js";
import type { GoValue } from "../values/definitions.js";
import { CallFailure } from "../values/function.js";
import { durationType } from "./duration.js";

/** Converts an argument, which may be a string, to a float. */
export function floatArgument(value: GoValue | undefined): number {
  switch (value?.kind) {
    case "float":
      return value.value;
    case "string":
      if (value.type.name === "string") return parsedFloat(value.value);
      break;
    case "int":
    case "uint":
      if (value.type === durationType) return Number(value.value) / 1e9;
      if (/^u?int(?:64)?$/.test(value.type.name)) return Number(value.value);
      break;
  }
  throw new CallFailure(`can't convert ${value?.type.name ?? "<nil>"} to float`);
}

function parsedFloat(text: string): number {
  const parsed = parseFloat64(text);
  if (parsed.error !== undefined) throw new CallFailure(parsed.error);
  return parsed.value;
}
