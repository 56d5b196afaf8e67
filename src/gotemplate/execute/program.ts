import type { Operand } from "../parse/ast.js";
import type { Place } from "./error-position.js";

/** A literal: what type it has depends on who takes it. */
export type Literal = Extract<Operand, { kind: "bool" | "string" | "number" | "complex" }>;

/** Something is called, with so many arguments, and one more where a value is piped into it. */
export interface Call {
  readonly name: string;
  /** Where an error that the function itself returns is told. */
  readonly place: Place;
  readonly count: number;
  readonly piped: boolean;
}

/**
 * One step of executing a template. Values are passed on a stack; a call that has begun gathers its arguments until it
 * is invoked. Addresses are indices into the program's steps.
 */
export type Step =
  | { readonly op: "text"; readonly text: string }
  /** Errors from here on are told at this place. */
  | { readonly op: "at"; readonly place: Place }
  | { readonly op: "literal"; readonly literal: Literal }
  | { readonly op: "dot" }
  | { readonly op: "nothing" }
  | { readonly op: "variable"; readonly name: string }
  | { readonly op: "field"; readonly name: string; readonly place: Place }
  | { readonly op: "fail"; readonly message: string; readonly shown?: () => string }
  /** What an interface holds takes its place. */
  | { readonly op: "unwrap" }
  | { readonly op: "declare"; readonly name: string }
  | { readonly op: "assign"; readonly name: string }
  | { readonly op: "print"; readonly place: Place }
  | { readonly op: "drop" }
  | { readonly op: "begin function"; readonly call: Call }
  /** Takes the receiver. */
  | { readonly op: "begin method"; readonly call: Call }
  | { readonly op: "argument" }
  | { readonly op: "literal argument"; readonly literal: Literal }
  | { readonly op: "nil argument" }
  /** Ends a call of `and` or `or` early where the last argument decides. */
  | { readonly op: "short circuit"; readonly on: boolean; readonly end: number }
  | { readonly op: "piped argument" }
  | { readonly op: "invoke" }
  /** What is declared from here on, and what the dot is made, ends with the block. */
  | { readonly op: "open block" }
  | { readonly op: "close block" }
  | { readonly op: "jump"; readonly to: number }
  | { readonly op: "branch"; readonly otherwise: number; readonly setsDot: boolean }
  | { readonly op: "loop"; readonly loop: Loop }
  | { readonly op: "next round" }
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

/** A template as a row of steps. */
export interface Program {
  readonly text: string;
  /** Those of the template itself come first. */
  readonly steps: readonly Step[];
  /** Where the templates that it defines begin. */
  readonly definitions: ReadonlyMap<string, number>;
}
