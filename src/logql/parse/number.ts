import type { NumberLiteral } from "../syntax/ast.js";
import { parseFloatLiteral } from "../syntax/literals.js";
import type { TokenStream } from "./token-stream.js";

/** True at a number without a sign, or at a dashboard variable in its place. */
export function isAtNumber(tokens: TokenStream): boolean {
  return tokens.kind === "NUMBER" || tokens.kind === "VARIABLE";
}

/** Takes a number without a sign. */
export function parseUnsignedNumber(tokens: TokenStream): NumberLiteral {
  if (!isAtNumber(tokens)) tokens.unexpected(["NUMBER"]);
  const { kind, start, end, written: raw, variable } = tokens;
  tokens.advance();
  if (kind === "VARIABLE") return { kind: "number", value: Number.NaN, raw, variable, start, end };
  const value = parseFloatLiteral(raw);
  if (value === undefined) tokens.report(`unable to parse literal as a float: ${raw}`, start, end);
  return { kind: "number", value: value ?? Number.NaN, raw, start, end };
}

/** Takes a number with or without a sign. */
export function parseNumber(tokens: TokenStream): NumberLiteral {
  const { start, kind: sign } = tokens;
  if (sign !== "+" && sign !== "-") return parseUnsignedNumber(tokens);
  tokens.advance();
  const number = parseUnsignedNumber(tokens);
  const value = sign === "-" ? -number.value : number.value;
  return { ...number, value, raw: sign + number.raw, start };
}
