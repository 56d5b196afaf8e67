import { type JsonDiagnostic, type JsonSpan, toJsonDiagnostic, toJsonSpan } from "../../diagnostics/formats/json.js";
import { type PathBase, shownPath } from "../../diagnostics/shown-path.js";
import type { MutantKind, MutantResult } from "../mutant.js";
import {
  countMutants,
  groupByOwner,
  isMutationFailed,
  type MutationCounts,
  type MutationRun,
  scoreOf,
} from "./mutation-run.js";
import { describeSurvivor } from "./survivor.js";

/** Output of `telltale test --mutate --format json`. Within a version, fields may be added, but never renamed or removed. */
export interface JsonMutationReport {
  readonly version: 1;
  readonly passed: boolean;
  readonly score: number;
  readonly minimum: number;
  readonly counts: MutationCounts;
  /** The number of tests that passed without any change. */
  readonly tests: number;
  readonly milliseconds: number;
  readonly owners: readonly ({ readonly name: string; readonly score: number } & MutationCounts)[];
  readonly mutants: readonly JsonMutant[];
  readonly diagnostics: readonly JsonDiagnostic[];
}

export interface JsonMutant extends JsonSpan {
  readonly kind: MutantKind;
  readonly owner: string;
  readonly subject: string;
  readonly before: string;
  readonly after: string;
  readonly state: MutantResult["state"];
  readonly killedBy?: { readonly file: string; readonly test: string };
  /** The number of tests that were run with it. */
  readonly tests: number;
  /** The test that would notice it. */
  readonly hint?: string;
}

/** Renders mutation testing for programs. */
export function renderMutationJson(run: MutationRun, base: PathBase): string {
  const { diagnostics, results, tests, minimum, milliseconds } = run;
  const counts = countMutants(results);
  const report: JsonMutationReport = {
    version: 1,
    passed: !isMutationFailed(run),
    ...{ score: scoreOf(counts), minimum, counts, tests, milliseconds: Math.round(milliseconds) },
    owners: groupByOwner(results).map(([name, own]) => {
      const ownCounts = countMutants(own);
      return { name, score: scoreOf(ownCounts), ...ownCounts };
    }),
    mutants: results.map((result) => jsonMutant(result, base)),
    diagnostics: diagnostics.map((diagnostic) => toJsonDiagnostic(diagnostic, base)),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function jsonMutant(result: MutantResult, base: PathBase): JsonMutant {
  const { mutant, state, killedBy, tests } = result;
  const { kind, owner, subject, before, after, span } = mutant;
  const { fix: hint } = describeSurvivor(result);
  return {
    ...{ kind, owner, subject, before, after, ...toJsonSpan(span, base), state, tests },
    ...(killedBy && { killedBy: { ...killedBy, file: shownPath(killedBy.file, base) } }),
    ...(state !== "killed" && hint !== undefined && { hint }),
  };
}
