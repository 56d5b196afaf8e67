import type { DurationExpr } from "../syntax/ast.js";
import { scanVariable } from "../syntax/variables.js";

/** Value of a dashboard variable; undefined leaves the variable as it is. */
export type Substitution = (name: string) => string | undefined;

const units = [
  ["y", 31_536_000_000],
  ["w", 604_800_000],
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
] as const;

/** Formats a duration as Prometheus does: `90000` is `1m30s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return "0s";
  let rest = Math.round(Math.abs(milliseconds));
  let text = milliseconds < 0 ? "-" : "";
  for (const [unit, size] of units) {
    // Years and weeks only without remainder: 8d is clearer than 1w1d.
    if ((unit === "y" || unit === "w") && rest % size !== 0) continue;
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}

/** Substitutes a literal that consists of one variable. */
export function substitute(raw: string, name: string, substitution: Substitution | undefined): string {
  const isWhole = scanVariable(raw, 0)?.end === raw.length;
  return (isWhole ? substitution?.(name) : undefined) ?? raw;
}

const precedences = { "+": 1, "-": 1, "*": 2, "/": 2, "%": 2, "^": 3 } as const;
/** A sign has the precedence of multiplication. */
const unaryPrecedence = 2;

type Piece = string | DurationExpr;

/** Prints a duration. */
export function printDuration(duration: DurationExpr, substitution: Substitution | undefined): string {
  let text = "";
  const open: Piece[] = [duration];
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    if (typeof piece === "string") text += piece;
    else open.push(...pieces(piece, substitution).reverse());
  }
  return text;
}

/** Prints the duration of an `offset`, where arithmetic needs parentheses. */
export function printOffset(duration: DurationExpr, substitution: Substitution | undefined): string {
  const text = printDuration(duration, substitution);
  return duration.kind === "duration binary" && !/^[(]|^[-+] *[-+]/.test(text) ? `(${text})` : text;
}

/** True if arithmetic behind this offset would be parsed as a part of it. */
export function isOpenOffset(duration: DurationExpr): boolean {
  if (duration.kind === "duration unary") return duration.operand.kind === "duration unary";
  return duration.kind === "duration paren" || duration.kind === "duration binary";
}

function pieces(duration: DurationExpr, substitution: Substitution | undefined): Piece[] {
  switch (duration.kind) {
    case "duration":
      return [duration.raw || formatDuration(duration.milliseconds)];
    case "duration variable":
      return [substitute(duration.raw, duration.variable, substitution)];
    case "duration call":
      return [duration.name, "(", ...duration.args.flatMap((arg, index) => (index === 0 ? [arg] : [", ", arg])), ")"];
    case "duration paren":
      return ["(", duration.inner, ")"];
    case "duration unary":
      return [duration.operator, ...operand(duration.operand, findPrecedence(duration.operand) <= unaryPrecedence)];
    case "duration binary": {
      const { operator, left, right } = duration;
      const own = precedences[operator];
      const leftPrecedence = findPrecedence(left);
      const isSignedBase = left.kind === "duration unary" && operator === "^";
      return [
        ...(isSignedBase
          ? ["(", left, ")"]
          : operand(left, leftPrecedence < own || (leftPrecedence === own && operator === "^"))),
        ` ${operator} `,
        ...operand(right, findPrecedence(right) < own || (findPrecedence(right) === own && operator !== "^")),
      ];
    }
  }
}

/** Only arithmetic ever needs parentheses; a sign in front of an operand is unambiguous. */
function operand(duration: DurationExpr, parenthesized: boolean): Piece[] {
  return parenthesized && duration.kind === "duration binary" ? ["(", duration, ")"] : [duration];
}

function findPrecedence(duration: DurationExpr): number {
  return duration.kind === "duration binary" ? precedences[duration.operator] : 4;
}
