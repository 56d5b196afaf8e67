import type { LogqlSubject } from "../../check/check.js";
import type { FilledLogql } from "./fill-log-variables.js";
import type { Judgement } from "./judge-expression.js";
import { judgeLogQuery } from "./judge-log-query.js";
import { createLogContext } from "./log-context.js";
import type { SmokeTarget } from "./probe.js";
import type { SmokeContext } from "./smoke-context.js";

/** An expression in LogQL, and the same with the values of its variables. */
export interface FilledQuery {
  readonly query: LogqlSubject;
  readonly filled: FilledLogql;
}

/** The judgements of a system's expressions in LogQL, and the number of lines over which they were evaluated. */
export interface LogJudgements {
  readonly judgements: readonly { readonly query: LogqlSubject; readonly judgement: Judgement }[];
  readonly lines: number;
}

/** Judges expressions in LogQL over synthetic lines. */
export function smokeLogs(
  target: SmokeTarget,
  queries: readonly FilledQuery[],
  context: SmokeContext,
  seed: string | undefined,
): LogJudgements {
  if (queries.length === 0) return { judgements: [], lines: 0 };
  const referenced = queries.flatMap(({ query }) => query.streams);
  const expressions = queries.flatMap(({ filled }) => filled.expr ?? []);
  const logs = createLogContext(target, referenced, expressions, context, seed);
  const judgements = queries.map(({ query, filled }) => ({
    query,
    judgement: filled.expr ? judgeLogQuery(query, filled.expr, logs) : { kind: "not judged" as const, why: filled.why },
  }));
  const lines = [...logs.lines.streams()].reduce((count, stream) => count + stream.sorted().length, 0);
  return { judgements, lines };
}
