/** A value that a template refers to: a path such as `../title`, or a literal. */
export type Operand =
  | { readonly kind: "path"; readonly text: string; readonly up: number; readonly names: readonly string[] }
  | { readonly kind: "data"; readonly text: string; readonly name: string }
  | { readonly kind: "literal"; readonly value: string | number | boolean };

export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  /** `{{title}}`, or `{{code expression "promql"}}`: a helper and its arguments. */
  | { readonly kind: "value"; readonly operands: readonly Operand[]; readonly offset: number }
  /** `{{> step}}`: another template, in its place. */
  | { readonly kind: "partial"; readonly name: string; readonly offset: number }
  | BlockNode;

/** `{{#each links}} … {{else}} … {{/each}}` */
export interface BlockNode {
  readonly kind: "block";
  readonly name: string;
  readonly operands: readonly Operand[];
  readonly offset: number;
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
}

/** A mistake in a template, or in what it is filled with, and where it is. */
export class TemplateError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
