/**
 * The tree of a Go text/template. Plain data; `start` and `end` are offsets (UTF-16) into the text that was parsed.
 */
export interface Template {
  readonly body: readonly TemplateNode[];
  /** What `define` and `block` name, by name. */
  readonly definitions: ReadonlyMap<string, readonly TemplateNode[]>;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

export type TemplateNode = Text | Action | Branch | Include | LoopControl;

/** Text that is copied, after trim markers have taken their white space. */
export interface Text extends Place {
  readonly kind: "text";
  readonly text: string;
}

/** `{{ pipeline }}`: its value is printed, unless it declares or assigns a variable. */
export interface Action extends Place {
  readonly kind: "action";
  readonly pipeline: Pipeline;
}

export interface Branch extends Place {
  readonly kind: "if" | "with" | "range";
  readonly pipeline: Pipeline;
  readonly body: readonly TemplateNode[];
  /** `{{ else }}`; an `else if` is the only node in it. */
  readonly otherwise: readonly TemplateNode[] | undefined;
}

/** `{{ template "name" pipeline }}`, and what `{{ block }}` leaves where it stands. */
export interface Include extends Place {
  readonly kind: "template";
  readonly name: string;
  readonly pipeline: Pipeline | undefined;
}

export interface LoopControl extends Place {
  readonly kind: "break" | "continue";
}

export interface Pipeline extends Place {
  /** `$x`, or `$index, $element` of a range. */
  readonly declarations: readonly string[];
  /** `=` sets variables that exist, `:=` makes them. */
  readonly assigns: boolean;
  /** From left to right; each gives its value to the next as the last argument. */
  readonly commands: readonly Command[];
}

/** A function with its arguments, or one operand alone. */
export interface Command extends Place {
  readonly operands: readonly Operand[];
}

export type Operand =
  | (Place & { readonly kind: "dot" | "nil" })
  /** `.Labels.job` */
  | (Place & { readonly kind: "field"; readonly names: readonly string[] })
  /** `$labels.job`; `$` itself has the name `$`. */
  | (Place & { readonly kind: "variable"; readonly name: string; readonly names: readonly string[] })
  /** Fields of something in parentheses or of a function's result: `(first).Labels.job`. */
  | (Place & { readonly kind: "chain"; readonly operand: Operand; readonly names: readonly string[] })
  | (Place & { readonly kind: "function"; readonly name: string })
  | (Place & { readonly kind: "bool"; readonly value: boolean })
  | (Place & { readonly kind: "string"; readonly value: string })
  /** An integer has a `bigint`; a character stands for its code. */
  | (Place & { readonly kind: "number"; readonly value: number | bigint; readonly raw: string })
  /** `2i`, `1+2i` */
  | (Place & { readonly kind: "complex"; readonly raw: string })
  | (Place & { readonly kind: "pipeline"; readonly pipeline: Pipeline });
