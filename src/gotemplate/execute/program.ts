import type { Operand } from "../parse/ast.js";
import type { ErrorPosition } from "./error-position.js";

/** A literal. Its type depends on the parameter that takes it. */
export type Literal = Extract<Operand, { kind: "bool" | "string" | "number" | "complex" }>;

/** A call with `count` arguments, and one more if a value is piped into it. */
export interface Call {
  readonly name: string;
  /** The position reported for an error that the function returns. */
  readonly position: ErrorPosition;
  readonly count: number;
  readonly piped: boolean;
}

/**
 * An instruction of the template machine. Values are passed on a stack; an open call collects its arguments until it is
 * invoked. Addresses are indices into the steps of the program.
 */
export type Step =
  | { readonly op: "text"; readonly text: string }
  /** Errors from here on are reported at this position. */
  | { readonly op: "position"; readonly position: ErrorPosition }
  | { readonly op: "literal"; readonly literal: Literal }
  | { readonly op: "dot" }
  | { readonly op: "nothing" }
  | { readonly op: "variable"; readonly name: string }
  | { readonly op: "field"; readonly name: string; readonly position: ErrorPosition }
  | { readonly op: "fail"; readonly message: string; readonly shown?: () => string }
  /** Replaces an interface by the value it holds. */
  | { readonly op: "unwrap" }
  | { readonly op: "declare"; readonly name: string }
  | { readonly op: "assign"; readonly name: string }
  | { readonly op: "print"; readonly position: ErrorPosition }
  | { readonly op: "drop" }
  | { readonly op: "begin function"; readonly call: Call }
  /** Takes the receiver. */
  | { readonly op: "begin method"; readonly call: Call }
  | { readonly op: "argument" }
  /** `shown` is its text. */
  | { readonly op: "literal argument"; readonly literal: Literal; readonly shown: string }
  | { readonly op: "nil argument" }
  /** Ends a call of `and` or `or` if the last argument decides its result. */
  | { readonly op: "short circuit"; readonly on: boolean; readonly end: number }
  | { readonly op: "piped argument" }
  | { readonly op: "invoke" }
  /** Begins the scope of variables and of the dot. */
  | { readonly op: "open block" }
  | { readonly op: "close block" }
  | { readonly op: "jump"; readonly to: number }
  | { readonly op: "branch"; readonly otherwise: number; readonly setsDot: boolean }
  | { readonly op: "loop"; readonly loop: Loop }
  | { readonly op: "next iteration" }
  | { readonly op: "break" }
  | { readonly op: "continue" }
  | { readonly op: "find template"; readonly name: string }
  | { readonly op: "enter template"; readonly name: string; readonly withData: boolean }
  | { readonly op: "return" };

export interface Loop {
  readonly declarations: readonly string[];
  readonly assigns: boolean;
  readonly body: number;
  readonly next: number;
  readonly otherwise: number;
  readonly end: number;
}

/** A compiled template. */
export interface Program {
  readonly steps: readonly Step[];
  /** Address of the template itself. */
  readonly entry: number;
  /** Addresses of the templates that it defines. */
  readonly definitions: ReadonlyMap<string, number>;
}
