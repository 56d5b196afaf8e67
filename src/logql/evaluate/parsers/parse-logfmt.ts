import { sanitizeKey } from "../labels/label-name.js";
import { duplicateSuffix, errorLabel } from "../labels/special-labels.js";
import { type Stage, stage } from "../pipeline/stage.js";
import { LogfmtReader } from "./logfmt-reader.js";

export interface LogfmtOptions {
  /** Stops at the first pair that is not valid, and reports it. */
  readonly strict: boolean;
  /** Extracts keys without a value. */
  readonly keepEmpty: boolean;
}

/** `| logfmt`: makes each pair a label. */
export function logfmtParser({ strict, keepEmpty }: LogfmtOptions): Stage {
  return stage((line, labels) => {
    const { hints } = labels;
    if (hints.needsNoLabels()) return line;
    const reader = new LogfmtReader(line);
    while (!reader.isAtEnd) {
      if (!reader.next()) {
        if (strict) break;
        continue;
      }
      const name = sanitizeKey(reader.key);
      if (name === "") continue;
      const label = labels.isTaken(name) ? name + duplicateSuffix : name;
      if (!hints.wants(label)) continue;
      const value = reader.value.replaceAll("\ufffd", " ");
      if (!keepEmpty && value === "") continue;
      if (!labels.extract(label, value)) return undefined;
      if (hints.foundAll()) break;
    }
    if (!strict || reader.error === undefined) return line;
    labels.failParsing("LogfmtParserErr", reader.error);
    return labels.passesEarlyFilter(errorLabel) ? line : undefined;
  });
}

/** A label and the key of its value. */
export interface LogfmtExtraction {
  readonly label: string;
  readonly key: string;
}

/** `| logfmt status="code"`: extracts the values of keys. A label without a value is empty. */
export function logfmtExtractor(extractions: readonly LogfmtExtraction[], strict: boolean): Stage {
  const keyOf = new Map(extractions.map(({ label, key }) => [label, key]));
  const labelOf = new Map<string, string>();
  for (const [label, key] of keyOf) if (!labelOf.has(key)) labelOf.set(key, label);
  return stage((line, labels) => {
    const { hints } = labels;
    if (hints.needsNoLabels()) return line;
    for (const label of keyOf.keys()) if (!labels.isTaken(label)) labels.set(label, "");
    const reader = new LogfmtReader(line);
    while (!reader.isAtEnd) {
      if (!reader.next()) {
        if (strict) break;
        continue;
      }
      const name = sanitizeKey(reader.key);
      if (name === "" || (!keyOf.has(name) && !hints.wants(name))) continue;
      const value = reader.value.includes("\ufffd") ? "" : reader.value;
      let label = labelOf.get(name) ?? name;
      if (!keyOf.has(label)) continue;
      if (labels.isTaken(label)) {
        label += duplicateSuffix;
        if (!hints.wants(label)) break;
      }
      labels.set(label, value);
      if (hints.foundAll()) break;
    }
    if (strict && reader.error !== undefined) labels.failParsing("LogfmtParserErr", reader.error);
    return line;
  });
}
