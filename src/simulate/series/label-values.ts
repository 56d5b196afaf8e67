import { cardinality, closedValues, type LabelSpec } from "../../model/metric/label.js";

/** Label values known beyond the specs of one metric, by label. */
export interface KnownValues {
  /** Values that matchers select. */
  readonly requested: ReadonlyMap<string, ReadonlySet<string>>;
  /** Values that a metric, a service or the system declares. */
  readonly declared: ReadonlyMap<string, ReadonlySet<string>>;
}

export const noKnownValues: KnownValues = { requested: new Map(), declared: new Map() };

const statuses = ["200", "500", "404", "302", "201", "400", "503", "401", "204", "403", "502", "429", "304", "422"];
const methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

/** Typical values by label name. */
const typicalByLabel: Readonly<Record<string, readonly string[]>> = {
  status: statuses,
  code: statuses,
  status_code: statuses,
  // Micrometer's class of the status.
  outcome: ["SUCCESS", "SERVER_ERROR", "CLIENT_ERROR", "REDIRECTION"],
  method: methods,
  endpoint: ["/"],
  path: ["/"],
  route: ["/"],
  handler: ["/"],
  interface: ["eth0", "lo"],
};

/** Returns the values that labels with this name usually have. */
export function typicalValues(label: string): readonly string[] {
  return typicalByLabel[label] ?? [];
}

/**
 * Lists as many values as a label's cardinality, up to a limit: requested ones first, then declared, typical and
 * generated ones.
 */
export function listLabelValues(label: string, spec: LabelSpec, known: KnownValues, limit: number): readonly string[] {
  const closed = closedValues(spec);
  if (closed) return closed.slice(0, limit);
  const listed = typeof spec === "object" && "about" in spec ? spec.values : [];
  const requested = Array.from(known.requested.get(label) ?? []).filter((value) =>
    canHaveValue(label, spec, value, known),
  );
  const count = Math.min(limit, Math.max(cardinality(spec), listed.length + requested.length, 1));
  const values = new Set([...requested, ...listed, ...typicalValues(label)]);
  for (let number = 1; values.size < count; number++) values.add(`${label}-${number}`);
  return [...values].slice(0, count);
}

/** True if a label can have a requested value. An open label accepts any value that is not a likely typo of a known one. */
export function canHaveValue(label: string, spec: LabelSpec, value: string, known: KnownValues): boolean {
  const listed = typeof spec === "number" ? [] : "about" in spec ? spec.values : spec;
  if (listed.includes(value)) return true;
  if (typeof spec !== "number" && cardinality(spec) <= listed.length) return false;
  const declared = [...listed, ...(known.declared.get(label) ?? [])];
  return declared.includes(value) || !declared.some((one) => isTypoOf(value, one));
}

const minTypoLength = 4;

/** True if the texts differ by one edit or transposition. Digits do not count: `node-1` is not a typo of `node-2`. */
function isTypoOf(text: string, correct: string): boolean {
  if (text.length < minTypoLength || Math.abs(text.length - correct.length) > 1) return false;
  if (text.replace(/\d+/g, "0") === correct.replace(/\d+/g, "0")) return false;
  let prefixLength = 0;
  while (prefixLength < text.length && text[prefixLength] === correct[prefixLength]) prefixLength += 1;
  const rest = text.slice(prefixLength);
  const other = correct.slice(prefixLength);
  const swapped = rest[0] === other[1] && rest[1] === other[0] && rest.slice(2) === other.slice(2);
  return swapped || rest.slice(1) === other.slice(1) || rest === other.slice(1) || rest.slice(1) === other;
}
