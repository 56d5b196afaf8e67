import { unquote } from "../../promql/syntax/strings.js";
import type { Field, Hint, Literal, NumberLiteral, Variable } from "../syntax/ast.js";
import type { TokenStream } from "./token-stream.js";
import { integerWords, intrinsics, literalWords } from "./tokens.js";

/** The largest 64-bit integer. */
const maxInteger = 2n ** 63n - 1n;

/** Takes a literal, if there is one. */
export function parseLiteral(tokens: TokenStream): Literal | undefined {
  const { kind, start, end, written: raw } = tokens;
  if (isAtNumber(tokens)) return parseNumber(tokens);
  if (kind === "STRING") {
    tokens.advance();
    return { kind: "string", value: unquote(raw), raw, start, end };
  }
  if (!literalWords.has(kind) && !(kind === "IDENTIFIER" && integerWords.has(raw))) return undefined;
  tokens.advance();
  return { kind: "keyword", name: raw, start, end };
}

function parseNumber(tokens: TokenStream): NumberLiteral {
  const { kind, start, end, written: raw, value } = tokens;
  if (kind === "INTEGER" && raw.length > 18 && BigInt(raw) > maxInteger) tokens.unexpected("a number of 64 bits");
  tokens.advance();
  if (kind === "DURATION") return { kind: "duration", value, raw, start, end };
  return { kind: kind === "INTEGER" ? "integer" : "float", value: Number(raw), raw, start, end };
}

/** Takes a field of a span or a variable, if there is one. */
export function parseField(tokens: TokenStream): Field | undefined {
  const { kind, start, end, scope, nameStart, text, written } = tokens;
  if (kind === "VARIABLE") return parseVariable(tokens);
  if (kind === "ATTRIBUTE") {
    tokens.advance();
    const raw = text.slice(nameStart, end);
    return { kind: "attribute", scope, name: unquoteName(raw), raw, start, end };
  }
  if (kind !== "INTRINSIC" && !intrinsics.has(kind)) return undefined;
  tokens.advance();
  // White space may follow the colon.
  const name = kind === "INTRINSIC" ? `${/^\w+:/.exec(written)}${/\w+$/.exec(written)}` : written;
  return { kind: "intrinsic", name, start, end };
}

function parseVariable(tokens: TokenStream): Variable | undefined {
  const { kind, start, end, written: raw, variable } = tokens;
  if (kind !== "VARIABLE") return undefined;
  tokens.advance();
  return { kind: "variable", variable, raw, start, end };
}

/** Removes the quotation marks around parts of a name. */
function unquoteName(raw: string): string {
  return raw.replace(/"((?:[^"\\]|\\.)*)"/gs, (_, quoted: string) => quoted.replace(/\\(.)/gs, "$1"));
}

/** Parses fields up to the closing parenthesis, which it takes. */
export function parseFields(tokens: TokenStream): readonly Field[] {
  const fields: Field[] = [];
  do {
    fields.push(parseField(tokens) ?? tokens.unexpected("a field, such as span.http.route", unscopedHint(tokens)));
  } while (tokens.accept(","));
  tokens.expect(")");
  return fields;
}

/** Parses numbers behind a comma each, up to the closing parenthesis, which it takes. */
export function parseParameters(tokens: TokenStream): readonly NumberLiteral[] {
  const numbers: NumberLiteral[] = [];
  while (tokens.accept(",")) numbers.push(parseCount(tokens));
  tokens.expect(")");
  return numbers;
}

export function isAtNumber({ kind }: TokenStream): boolean {
  return kind === "INTEGER" || kind === "FLOAT" || kind === "DURATION";
}

/** Takes a number, without a unit. */
export function parseCount(tokens: TokenStream): NumberLiteral {
  if (tokens.kind !== "INTEGER" && tokens.kind !== "FLOAT") tokens.unexpected("a number");
  return parseNumber(tokens);
}

/** Parses the hints of `with (…)`, whose opening parenthesis was just taken. */
export function parseHints(tokens: TokenStream): readonly Hint[] {
  const hints: Hint[] = [];
  do {
    const { start, written: name } = tokens;
    if (tokens.kind !== "IDENTIFIER") tokens.unexpected("the name of a hint, such as sample");
    tokens.advance();
    tokens.expect("=");
    const value = parseLiteral(tokens) ?? parseVariable(tokens) ?? tokens.unexpected("a value");
    hints.push({ name, value, start, end: tokens.previousEnd });
  } while (tokens.accept(","));
  tokens.expect(")");
  return hints;
}

/** The fix for a name without a scope, which would be an attribute. */
export function unscopedHint({ kind, text, start }: TokenStream): string | undefined {
  const name = /[\w.]+/.exec(text.slice(start, start + maxHint))?.[0];
  return kind === "IDENTIFIER" ? `write span.${name} or resource.${name}` : undefined;
}

const maxHint = 100;
