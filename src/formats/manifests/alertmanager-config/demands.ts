import type { YamlMapping } from "../../../yaml/index.js";
import type { AlertmanagerDecoder } from "../../alertmanager/index.js";
import { fieldOf, filledField } from "../fields.js";

/** Returns the fields that are set, among some. */
export function setFields(config: YamlMapping, fields: readonly string[]): readonly string[] {
  return fields.filter((field) => filledField(config, field) !== undefined);
}

/** Reports two fields that exclude each other. `what` names the object. */
export function checkExclusive(
  config: YamlMapping,
  fields: readonly string[],
  what: string,
  decoder: AlertmanagerDecoder,
): void {
  const [first, second] = setFields(config, fields);
  if (first === undefined || second === undefined) return;
  const summary = `${what} cannot have both ${first} and ${second}`;
  decoder.report("alertmanager/exclusive-fields", fieldOf(config, second)!, summary);
}

export function reportMissing({ start }: YamlMapping, summary: string, decoder: AlertmanagerDecoder): void {
  decoder.report("alertmanager/missing-field", { start, end: start }, summary);
}
