import { nearest } from "../diagnostics/nearest.js";
import { type BlockNode, type Operand, TemplateError, type TemplateNode } from "./syntax.js";

/** Functions that a template can call, by name. */
export interface Helpers {
  /** `{{code expression "promql"}}` */
  readonly inline: Readonly<Record<string, (...operands: readonly unknown[]) => string>>;
  /** `{{#indent}} … {{/indent}}`: gets the rendered body. */
  readonly block: Readonly<Record<string, (body: string, ...operands: readonly unknown[]) => string>>;
}

/** Templates that a template can include, by name. */
export type Partials = Readonly<Record<string, readonly TemplateNode[]>>;

/** Limits of the text that a template produces and of the tags that it runs, so that every template ends. */
const maxOutput = 1_000_000;
const maxSteps = 1_000_000;
const maxPartialDepth = 50;

/** The value of `this`, and those around it. */
interface Context {
  readonly value: unknown;
  readonly parent: Context | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Fills a template. Values are inserted as they are, without escaping. A name that does not exist is an error, not an empty
 * text.
 *
 * @throws TemplateError
 */
export function renderTemplate(
  nodes: readonly TemplateNode[],
  value: object,
  helpers: Helpers,
  partials: Partials = {},
): string {
  return new Renderer(value, helpers, partials).render(nodes, { value, parent: undefined, data: {} });
}

class Renderer {
  readonly #root: object;
  readonly #helpers: Helpers;
  readonly #partials: Partials;
  #steps = 0;
  #length = 0;
  #partialDepth = 0;

  constructor(root: object, helpers: Helpers, partials: Partials) {
    this.#root = root;
    this.#partials = partials;
    this.#helpers = helpers;
  }

  render(nodes: readonly TemplateNode[], context: Context): string {
    let output = "";
    for (const node of nodes) {
      const offset = node.kind === "text" ? 0 : node.offset;
      this.#countStep(offset);
      const text = this.#renderNode(node, context);
      if (node.kind === "text" || node.kind === "value") this.#length += text.length;
      if (this.#length > maxOutput) throw new TemplateError(`the page has more than ${maxOutput} characters`, offset);
      output += text;
    }
    return output;
  }

  #countStep(offset: number): void {
    this.#steps += 1;
    if (this.#steps > maxSteps) throw new TemplateError("the template runs too long", offset);
  }

  #renderNode(node: TemplateNode, context: Context): string {
    switch (node.kind) {
      case "text":
        return node.text;
      case "value":
        return this.#renderValue(node.operands, node.offset, context);
      case "partial":
        return this.#renderPartial(node.name, node.offset, context);
      case "block":
        return this.#renderBlock(node, context);
    }
  }

  #renderPartial(name: string, offset: number, context: Context): string {
    const nodes = ownValue(this.#partials, name);
    if (!nodes) throw new TemplateError(unknownName("partial", name, Object.keys(this.#partials)), offset);
    if (this.#partialDepth === maxPartialDepth)
      throw new TemplateError("partials include one another without end", offset);
    this.#partialDepth += 1;
    try {
      return this.render(nodes, context);
    } catch (error) {
      // Offsets in a partial mean nothing to the author of the template.
      if (error instanceof TemplateError) throw new TemplateError(`in {{> ${name}}}: ${error.message}`, offset);
      throw error;
    } finally {
      this.#partialDepth -= 1;
    }
  }

  #renderValue(operands: readonly Operand[], offset: number, context: Context): string {
    const [first, ...rest] = operands;
    if (rest.length === 0) return toText(this.#evaluate(first!, offset, context), offset);
    const name = first!.kind === "path" ? first!.text : "";
    const helper = ownValue(this.#helpers.inline, name);
    if (!helper) throw new TemplateError(unknownName("helper", name, Object.keys(this.#helpers.inline)), offset);
    return helper(...rest.map((operand) => this.#evaluate(operand, offset, context)));
  }

  #renderBlock(block: BlockNode, context: Context): string {
    const { name, operands, offset, body, otherwise } = block;
    const values = operands.map((operand) => this.#evaluate(operand, offset, context));
    const helper = ownValue(this.#helpers.block, name);
    if (helper) return helper(this.render(body, context), ...values);
    if (!["if", "unless", "each", "with"].includes(name)) {
      const known = ["if", "unless", "each", "with", ...Object.keys(this.#helpers.block)];
      throw new TemplateError(unknownName("block", name, known), offset);
    }
    if (values.length !== 1) throw new TemplateError(`{{#${name}}} needs one value`, offset);
    const [value] = values;
    if (name === "if") return this.render(isTruthy(value) ? body : otherwise, context);
    if (name === "unless") return this.render(isTruthy(value) ? otherwise : body, context);
    if (!isTruthy(value)) return this.render(otherwise, context);
    if (name === "with") return this.render(body, { value, parent: context, data: context.data });
    return this.#renderEach(value, block, context);
  }

  #renderEach(value: unknown, { body, offset }: BlockNode, parent: Context): string {
    if (typeof value !== "object" || value === null) throw new TemplateError("{{#each}} needs a list", offset);
    const entries = Object.entries(value);
    return entries
      .map(([key, item], index) => {
        this.#countStep(offset);
        const data = { index, key, first: index === 0, last: index === entries.length - 1 };
        return this.render(body, { value: item, parent, data });
      })
      .join("");
  }

  #evaluate(operand: Operand, offset: number, context: Context): unknown {
    if (operand.kind === "literal") return operand.value;
    if (operand.kind === "data") {
      const [name, ...names] = operand.name.split(".");
      if (name === "root") return followPath(this.#root, names, operand.text, offset);
      if (names.length === 0 && Object.hasOwn(context.data, name!)) return context.data[name!];
      throw new TemplateError(`${operand.text} does not exist here`, offset);
    }
    let from: Context | undefined = context;
    for (let up = operand.up; up > 0; up -= 1) from = from?.parent;
    if (!from) throw new TemplateError(`${operand.text} leads out of the template`, offset);
    return followPath(from.value, operand.names, operand.text, offset);
  }
}

/** Follows own properties only: a template cannot reach constructors or prototypes. */
function followPath(value: unknown, names: readonly string[], text: string, offset: number): unknown {
  let current = value;
  for (const name of names) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, name)) {
      const known = typeof current === "object" && current !== null ? Object.keys(current) : [];
      throw new TemplateError(unknownName("name", text, known), offset);
    }
    current = (current as Readonly<Record<string, unknown>>)[name];
  }
  return current;
}

function ownValue<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function unknownName(what: string, name: string, known: readonly string[]): string {
  const similar = nearest(name, known);
  return `unknown ${what} "${name}"${similar === undefined ? "" : `: did you mean "${similar}"?`}`;
}

/** As in Handlebars: an empty list is false, and so is 0. */
function isTruthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function toText(value: unknown, offset: number): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "object")
    throw new TemplateError("a list or an object is not a text: use {{#each}} or {{#with}}", offset);
  return String(value);
}
