import { isQuery } from "../../model/expression/query.js";
import { isSignal, type Signal } from "../../model/expression/signal.js";
import type { Panel } from "../../model/panel.js";
import type { CompiledQuery } from "../compiled.js";
import { compileQuery } from "../query.js";
import { fault, type Scope, type Subject } from "../scope.js";
import { describe } from "../wrong-type.js";
import { type Measured, measure, unmeasured } from "./measured.js";

/** One expression of a panel, compiled. */
export interface Draw {
  /** `A`, `B`, … in the order drawn. */
  readonly refId: string;
  /** What the panel calls it, where it draws several. */
  readonly name: string | undefined;
  /** How its series are called: text with `{{label}}` in it; undefined leaves it to Grafana. */
  readonly legend: string | undefined;
  readonly query: CompiledQuery;
  readonly signal: Signal | undefined;
  readonly measured: Measured;
}

export function compileDraws(scope: Scope, subject: Subject, panel: Panel): readonly Draw[] {
  return panel.draws
    .filter(({ legend, source }) => isDrawable(scope, subject, source, legend))
    .map(({ legend: name, source }, index) => {
      const query = compileQuery(scope, subject, source.toQuery(), { in: "panel" });
      const isLogs = query.composed.query.language === "logql";
      if (panel.type === "logs" && !isLogs) {
        fault(scope, "definition/wrong-language", subject, {
          summary: "a logs panel needs a LogQL expression",
          fix: "write it with logql`…`, or use another kind of panel",
        });
      }
      const signal = isSignal(source) ? source : undefined;
      return {
        refId: refIdOf(index),
        name,
        legend: legendOf(
          name,
          panel.options.legend,
          signal,
          signal !== undefined && isOfOneService(scope, signal, query),
        ),
        query,
        signal,
        measured: query.expr ? measure(query.expr, query.composed.references) : unmeasured,
      };
    });
}

/** Whether something can be drawn; what it is instead is reported. */
function isDrawable(scope: Scope, subject: Subject, source: unknown, legend: string | undefined): boolean {
  if (isSignal(source) || isQuery(source)) return true;
  if ((source as { kind?: unknown } | null | undefined)?.kind === "recordingRule") return true;
  const what = legend === undefined ? "the query of a panel" : `"${legend}"`;
  fault(scope, "definition/wrong-type", subject, {
    summary: `${what} must be an expression, a signal or a recording rule, not ${describe(source)}`,
    writtenAt: [{ argument: 1, path: legend === undefined ? [] : [legend] }],
  });
  return false;
}

/** `A` to `Z`, then `AA`, as spreadsheets name their columns. */
export function refIdOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : refIdOf(Math.floor(index / 26) - 1) + letter;
}

/**
 * A name alone would be that of every series of a signal that is split: then what it is split by goes along. Split by
 * service only, and all of one service, it is one series after all.
 */
function legendOf(
  name: string | undefined,
  given: string | undefined,
  signal: Signal | undefined,
  ofOneService: boolean,
): string | undefined {
  const split = signal !== undefined && signal.by.length > 0 && !ofOneService ? signal.legend : undefined;
  if (name === undefined) return given ?? signal?.legend;
  return split === undefined || name.includes("{{") ? name : `${split} ${name}`;
}

/** Whether nothing tells the series of a signal apart but the service, and only one service exposes what it reads. */
function isOfOneService({ system, catalogue }: Scope, { by }: Signal, { composed }: CompiledQuery): boolean {
  if (by.some((label) => label !== system.serviceLabel)) return false;
  return [...composed.references.metrics].every(({ name }) => catalogue.series.get(name)?.owners.length === 1);
}
