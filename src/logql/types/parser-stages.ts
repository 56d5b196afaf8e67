import { loadRe2, type Re2Pattern } from "../../regexp/re2.js";
import type { Stage, StringLiteral } from "../syntax/ast.js";
import { findPatternProblem } from "./pattern.js";

export interface StageError {
  readonly message: string;
  readonly at: StringLiteral;
}

const none: readonly StageError[] = [];

/** Finds the errors of a parser's pattern. Loki refuses a query for these; those of other stages fail when it runs. */
export function findParserErrors(stage: Stage, mask: (text: string) => string): readonly StageError[] {
  if (stage.kind === "pattern") {
    const problem = findPatternProblem(mask(stage.pattern.value));
    return problem === undefined ? none : [{ message: `invalid pattern parser: ${problem}`, at: stage.pattern }];
  }
  if (stage.kind === "regexp") {
    const problem = findRegexpProblem(mask(stage.pattern.value));
    return problem === undefined ? none : [{ message: `invalid regexp parser: ${problem}`, at: stage.pattern }];
  }
  return none;
}

function findRegexpProblem(pattern: string): string | undefined {
  let compiled: Re2Pattern;
  try {
    compiled = loadRe2().RE2JS.compile(pattern);
  } catch (problem) {
    return `error parsing regexp: ${(problem as Error).message.replace(/^error parsing regexp: /, "")}`;
  }
  return Object.keys(compiled.namedGroups()).length === 0 ? "at least one named capture must be supplied" : undefined;
}
