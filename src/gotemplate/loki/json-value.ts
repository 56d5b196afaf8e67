import type { GoValue } from "../values/definitions.js";
import { interfaceType, listType, mapType } from "../values/types.js";
import { goBool, goFloat, goInterface, goList, goMap, goString } from "../values/value.js";

const objectType = mapType(interfaceType);
const arrayType = listType(interfaceType);

/** `fromJson`: the value of a JSON text, or no value if it is not valid. */
export function fromJson(text: string): GoValue | undefined {
  try {
    return goValue(JSON.parse(text));
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}

function goValue(value: unknown): GoValue | undefined {
  switch (typeof value) {
    case "string":
      return goString(value);
    case "number":
      return goFloat(value);
    case "boolean":
      return goBool(value);
    default:
      if (value === null) return undefined;
      if (Array.isArray(value)) {
        return goList(
          value.map((item) => goInterface(goValue(item))),
          arrayType,
        );
      }
      return goMap(
        new Map(Object.entries(value as object).map(([key, item]) => [key, goInterface(goValue(item))])),
        objectType,
      );
  }
}
