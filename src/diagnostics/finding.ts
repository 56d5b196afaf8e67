/**
 * Severity of a finding. `error` fails a build or a check; `warning` fails a check only with `--strict`;
 * `info` never fails anything.
 */
export type Severity = "error" | "warning" | "info";

/** One kind of finding, as described at the top of its page, `docs/checks/<id>.md`. */
export interface FindingEntry {
  /** The usual severity; a single finding may be less severe. */
  readonly severity: Severity;
  /** A description in one or two sentences. */
  readonly sentence: string;
}

/** Findings by id, `topic/what-is-wrong`. */
export type FindingTable = Readonly<Record<`${string}/${string}`, FindingEntry>>;

/**
 * Every finding by id. Each room adds the table in its `findings.ts` by declaration merging, so that this room knows the
 * ids without importing upwards. The same table at run time is `allFindings` in `project/`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface FindingsById {}

/** The id of a finding: one that has an entry in the table of some room. */
export type FindingId = keyof FindingsById;

/**
 * The id and usual severity of a finding, to spread into a diagnostic.
 *
 * @example
 * const diagnostic: Diagnostic = { ...finding(outputFindings, "build/locked"), summary: "another build is running" };
 */
export function finding<Table extends FindingTable, Id extends keyof Table & FindingId>(table: Table, id: Id) {
  return { id, severity: table[id]!.severity };
}
