import { type Dialect, parse, type Query, queryDialect } from "../../src/traceql/index.js";

/** Parses a valid query. */
export function read(text: string, dialect: Dialect = queryDialect): Query {
  const { query, errors } = parse(text, dialect);
  if (!query || errors.length > 0) throw new Error(`${text}: ${errors[0]?.message}`);
  return query;
}

/** The first error of a text, and the part of it that is wrong. */
export function firstError(text: string, dialect: Dialect = queryDialect): readonly [wrong: string, message: string] {
  const [error] = parse(text, dialect).errors;
  return error ? [text.slice(error.start, error.end), error.message] : ["", ""];
}

const offsets = /^(?:start|end|operatorStart|operatorEnd)$/;

/** A tree without offsets. */
export function shape(query: Query): unknown {
  return JSON.parse(JSON.stringify(query, (key, value) => (offsets.test(key) ? undefined : value)));
}
