import { type BlockNode, type Operand, TemplateError, type TemplateNode } from "./syntax.js";
import { type Token, tokenize } from "./tokens.js";

/** Longer templates, and blocks nested deeper, are refused. */
const maxLength = 200_000;
const maxDepth = 100;

interface OpenBlock extends Omit<BlockNode, "body" | "otherwise"> {
  readonly body: TemplateNode[];
  readonly otherwise: TemplateNode[];
  /** The part that nodes are added to. */
  part: TemplateNode[];
  /** True for the block of an `{{else if}}`, which ends with the block around it. */
  readonly isChained: boolean;
}

/**
 * Parses a template.
 *
 * @throws TemplateError for syntax that is wrong or not supported
 */
export function parseTemplate(template: string): readonly TemplateNode[] {
  if (template.length > maxLength) throw new TemplateError(`the template has more than ${maxLength} characters`, 0);
  const root: TemplateNode[] = [];
  const open: OpenBlock[] = [];
  const add = (node: TemplateNode) => (open.at(-1)?.part ?? root).push(node);
  const begin = (text: string, offset: number, isChained: boolean) => {
    if (open.length >= maxDepth) throw new TemplateError(`blocks are nested more than ${maxDepth} deep`, offset);
    const [name, ...operands] = readOperands(text, offset);
    if (name?.kind !== "path" || name.names.length !== 1) throw new TemplateError("a block needs a name", offset);
    const body: TemplateNode[] = [];
    open.push({ kind: "block", name: name.text, operands, offset, body, otherwise: [], part: body, isChained });
  };
  const end = () => {
    const { kind, name, operands, offset, body, otherwise } = open.pop()!;
    add({ kind, name, operands, offset, body, otherwise });
  };
  const otherwise = (text: string, offset: number) => {
    const block = open.at(-1);
    if (!block || block.part === block.otherwise) throw new TemplateError("{{else}} belongs to no block", offset);
    block.part = block.otherwise;
    if (text !== "") begin(text, offset, true);
  };
  const close = (text: string, offset: number) => {
    while (open.at(-1)?.isChained) end();
    if (open.at(-1)?.name !== text) throw new TemplateError(`{{/${text}}} closes no block of that name`, offset);
    end();
  };
  for (const token of tokenize(template)) readToken(token, { add, begin, otherwise, close });
  const left = open.find(({ isChained }) => !isChained);
  if (left) throw new TemplateError(`{{#${left.name}}} is not closed`, left.offset);
  return root;
}

interface Builder {
  add(node: TemplateNode): void;
  begin(text: string, offset: number, isChained: boolean): void;
  otherwise(text: string, offset: number): void;
  close(text: string, offset: number): void;
}

function readToken(token: Token, { add, begin, otherwise, close }: Builder): void {
  if (token.kind === "text") {
    if (token.text !== "") add({ kind: "text", text: token.text });
    return;
  }
  const { sign, text, offset } = token;
  const isElse = sign === "^" || (sign === "" && /^else\b/.test(text));
  if (sign === "^" && text !== "") throw new TemplateError("{{^…}} is not supported: write {{#unless …}}", offset);
  if (sign === "#") begin(text, offset, false);
  else if (sign === "/") close(text, offset);
  else if (isElse) otherwise(text.replace(/^else\b/, "").trim(), offset);
  else if (sign === ">") add({ kind: "partial", name: text, offset });
  else if (sign === "") add(readValue(text, offset));
}

function readValue(text: string, offset: number): TemplateNode {
  const operands = readOperands(text, offset);
  if (operands.length === 0) throw new TemplateError("this tag is empty", offset);
  return { kind: "value", operands, offset };
}

const operandPattern =
  /\s*(?:"([^"]*)"|'([^']*)'|(-?\d+(?:\.\d+)?)(?![\w.])|(@\w+(?:\.\w+)*)|((?:\.\.\/)*(?:\.\.|\.|\w[\w-]*(?:\.\w[\w-]*)*)))(?=\s|$)/y;

function readOperands(text: string, offset: number): readonly Operand[] {
  const operands: Operand[] = [];
  operandPattern.lastIndex = 0;
  while (operandPattern.lastIndex < text.length) {
    const { lastIndex } = operandPattern;
    const match = operandPattern.exec(text);
    if (!match) throw new TemplateError(`"${text.slice(lastIndex).trim()}" is not supported here`, offset);
    const [, double, single, number, data, path] = match;
    if (double !== undefined || single !== undefined) operands.push({ kind: "literal", value: double ?? single! });
    else if (number !== undefined) operands.push({ kind: "literal", value: Number(number) });
    else if (data !== undefined) operands.push({ kind: "data", text: data, name: data.slice(1) });
    else operands.push(readPath(path!));
  }
  return operands;
}

function readPath(text: string): Operand {
  if (text === "true" || text === "false") return { kind: "literal", value: text === "true" };
  let rest = text;
  let up = 0;
  for (; rest.startsWith("../"); up += 1) rest = rest.slice(3);
  if (rest === "..") return { kind: "path", text, up: up + 1, names: [] };
  const names = rest === "." || rest === "this" ? [] : rest.replace(/^this\./, "").split(".");
  return { kind: "path", text, up, names };
}
