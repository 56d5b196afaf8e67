/** The tree of a Go text/template. `start` and `end` are UTF-16 offsets into its text. */
export interface Template {
  readonly body: readonly TemplateNode[];
  /** Templates that `define` and `block` define, by name. */
  readonly definitions: ReadonlyMap<string, readonly TemplateNode[]>;
}

interface Node {
  readonly start: number;
  readonly end: number;
}

export type TemplateNode = Text | Action | Branch | Include | LoopControl;

/** Literal text, without the white space that trim markers remove. */
export interface Text extends Node {
  readonly kind: "text";
  readonly text: string;
}

/** `{{ pipeline }}`. Prints its value unless it declares or assigns a variable. */
export interface Action extends Node {
  readonly kind: "action";
  readonly pipeline: Pipeline;
}

/** A condition, and the nodes that are executed if it is true. */
export interface ConditionalBody {
  readonly pipeline: Pipeline;
  readonly body: readonly TemplateNode[];
}

export interface Branch extends Node, ConditionalBody {
  readonly kind: "if" | "with" | "range";
  /** `{{ else if }}` of an `if` and `{{ else with }}` of a `with`, in order. */
  readonly elseBranches: readonly ConditionalBody[];
  /** `{{ else }}` */
  readonly otherwise: readonly TemplateNode[] | undefined;
}

/** `{{ template "name" pipeline }}`, and the include that `{{ block }}` implies. */
export interface Include extends Node {
  readonly kind: "template";
  readonly name: string;
  readonly pipeline: Pipeline | undefined;
}

export interface LoopControl extends Node {
  readonly kind: "break" | "continue";
}

export interface Pipeline extends Node {
  /** `$x`, or `$index, $element` of a range. */
  readonly declarations: readonly string[];
  /** True for `=`, false for `:=`. */
  readonly assigns: boolean;
  /** From left to right. The value of each is the last argument of the next. */
  readonly commands: readonly Command[];
}

/** A function with its arguments, or a single operand. */
export interface Command extends Node {
  readonly operands: readonly Operand[];
}

export type Operand =
  | (Node & { readonly kind: "dot" | "nil" })
  /** `.Labels.job` */
  | (Node & { readonly kind: "field"; readonly names: readonly string[] })
  /** `$labels.job`; `$` itself has the name `$`. */
  | (Node & { readonly kind: "variable"; readonly name: string; readonly names: readonly string[] })
  /** Fields of a pipeline in parentheses or of the result of a function: `(first).Labels.job`. */
  | (Node & { readonly kind: "chain"; readonly operand: Operand; readonly names: readonly string[] })
  | (Node & { readonly kind: "function"; readonly name: string })
  | (Node & { readonly kind: "bool"; readonly value: boolean })
  | (Node & { readonly kind: "string"; readonly value: string })
  /** An integer is a `bigint`; a character constant is its code. */
  | (Node & { readonly kind: "number"; readonly value: number | bigint; readonly raw: string })
  /** `2i`, `1+2i` */
  | (Node & { readonly kind: "complex"; readonly raw: string })
  | (Node & { readonly kind: "pipeline"; readonly pipeline: Pipeline });
