import type { Node } from "../../source/syntax-tree.js";

/** Global names that a pure module may use: what they do depends on their arguments alone. */
export const pureGlobals: ReadonlySet<string> = new Set(
  "Object Array Number String Boolean BigInt Symbol JSON Math Map Set Error TypeError RangeError undefined NaN Infinity isNaN isFinite parseInt parseFloat encodeURIComponent decodeURIComponent encodeURI decodeURI URL URLSearchParams Intl".split(
    " ",
  ),
);

/** Members that change the object they belong to, reach one that does, or tell what others have changed. */
const changingMembers = new Set(
  "push pop shift unshift splice sort reverse fill copyWithin set add delete clear next return throw call apply bind assign defineProperty defineProperties setPrototypeOf freeze seal append constructor prototype __proto__ __defineGetter__ __defineSetter__ lastIndex random definitions".split(
    " ",
  ),
);

/** Methods that return a new list. */
const copyingMethods = new Set("map filter flatMap flat slice concat split toSorted toReversed".split(" "));

/** Methods that return an iterator, which remembers where it is. Those of `Object` return a list. */
const iterating = new Set(["keys", "values", "entries", "matchAll"]);

const impureNodes = new Set(
  "AwaitExpression YieldExpression ImportExpression ClassDeclaration ClassExpression MetaProperty ThisExpression WithStatement".split(
    " ",
  ),
);

/** The names that a function declares, and those of them that hold an object which it created itself. */
interface FunctionNames {
  readonly declared: Set<string>;
  readonly fresh: Set<string>;
  /** The names that the module declares, which are no globals. */
  readonly ofModule: ReadonlySet<string>;
}

/**
 * True if running a module does nothing but create its exports from those of the modules that it imports: it changes
 * no object but its own new ones, reads no clock, file or setting, and waits for nothing. A module that is not understood is not
 * pure.
 */
export function isPure(program: Node): boolean {
  const body = program.body as readonly Node[];
  const declarations = body.filter(({ type }) => type === "VariableDeclaration");
  const patterns = declarations.flatMap(({ declarations }) =>
    (declarations as readonly Node[]).map(({ id }) => id as Node),
  );
  return isPureFunction(program, new Set(patterns.flatMap(namesOfPattern)));
}

/** The names that a declaration introduces: `a` in `const a`, `a` and `b` in `const { a, c: b }`. */
function namesOfPattern(pattern: Node): readonly string[] {
  if (pattern.type === "Identifier") return [String(pattern.name)];
  if (pattern.type !== "ObjectPattern") return [];
  return (pattern.properties as readonly Node[]).flatMap(({ value }) => (isNode(value) ? namesOfPattern(value) : []));
}

function isPureFunction(root: Node, ofModule: ReadonlySet<string>): boolean {
  const names: FunctionNames = { declared: new Set(), fresh: new Set(), ofModule };
  declareNames(root, root, names);
  return childrenOf(root).every((child) => isPureNode(child, root, names));
}

/** Collects the names of a function, without those of the functions in it. */
function declareNames(node: Node, root: Node, names: FunctionNames): void {
  if (node.type === "VariableDeclaration") {
    for (const { id, init } of node.declarations as readonly (Node & { id: Node; init: Node | null })[]) {
      if (id.type !== "Identifier") continue;
      names.declared.add(id.name as string);
      if (init && node.kind === "const" && isNew(init)) names.fresh.add(id.name as string);
    }
  }
  for (const child of childrenOf(node)) if (!isFunction(child)) declareNames(child, root, names);
}

/** True for an expression that creates an object. */
function isNew({ type, callee }: Node): boolean {
  if (type === "ArrayExpression" || type === "ObjectExpression") return true;
  if (type !== "NewExpression") return false;
  const name = (callee as Node).name;
  return name === "Map" || name === "Set" || name === "URLSearchParams";
}

function isPureNode(node: Node, parent: Node, names: FunctionNames): boolean {
  if (isFunction(node)) {
    return node.async !== true && node.generator !== true && isPureFunction(node, names.ofModule);
  }
  return !impureNodes.has(node.type) && isPureUse(node, parent, names) && arePure(node, names);
}

function arePure(node: Node, names: FunctionNames): boolean {
  return childrenOf(node).every((child) => isPureNode(child, node, names));
}

function isPureUse(node: Node, parent: Node, names: FunctionNames): boolean {
  switch (node.type) {
    case "Identifier":
      return isName(node, parent) || isPureVariable(String(node.name), parent, names);
    case "AssignmentExpression":
      return isOwn(node.left as Node, names);
    case "UpdateExpression":
      return isOwn(node.argument as Node, names);
    case "UnaryExpression":
      return node.operator !== "delete" || isOwn(node.argument as Node, names);
    case "ForInStatement":
    case "ForOfStatement":
      return (node.left as Node).type === "VariableDeclaration" && node.await !== true;
    case "MemberExpression":
      return isPureMember(node, parent, names);
    case "Property":
      return (
        parent.type !== "ObjectPattern" || (node.computed !== true && !changingMembers.has(keyOf(node.key as Node)))
      );
    case "Literal":
      return !isStateful(node) || parent.type === "CallExpression";
    case "CallExpression":
      return isPureCallee(node.callee as Node);
    default:
      return true;
  }
}

/** True for the name of a property, which is no variable. */
function isName(node: Node, parent: Node): boolean {
  if (parent.type === "MemberExpression") return parent.property === node && parent.computed !== true;
  return parent.type === "Property" && parent.key === node && parent.computed !== true && parent.shorthand !== true;
}

function isPureVariable(name: string, parent: Node, { ofModule }: FunctionNames): boolean {
  if (ofModule.has(name) || !(name in globalThis) || pureGlobals.has(name)) return true;
  // Without flags, it remembers nothing.
  return name === "RegExp" && parent.type === "NewExpression" && (parent.arguments as readonly Node[]).length === 1;
}

/** True for a variable of the function itself, or a member of an object that it created. */
function isOwn({ type, name, object }: Node, names: FunctionNames): boolean {
  if (type === "Identifier") return names.declared.has(name as string);
  return type === "MemberExpression" && isFresh(object as Node, names);
}

function isFresh(node: Node, { fresh }: FunctionNames): boolean {
  if (node.type === "Identifier") return fresh.has(node.name as string);
  if (isNew(node)) return true;
  const callee = node.type === "CallExpression" ? (node.callee as Node) : undefined;
  return (
    callee?.type === "MemberExpression" &&
    callee.computed !== true &&
    copyingMethods.has(keyOf(callee.property as Node))
  );
}

/** A member that changes its object may only be called, on an object that the function created. */
function isPureMember(node: Node, parent: Node, names: FunctionNames): boolean {
  if (node.computed === true) return true;
  const name = keyOf(node.property as Node);
  const isCalled = parent.type === "CallExpression" && parent.callee === node;
  if (isCalled && iterating.has(name)) return (node.object as Node).name === "Object";
  return !changingMembers.has(name) || (isCalled && isFresh(node.object as Node, names));
}

/** A computed name may be that of any method. */
function isPureCallee(callee: Node): boolean {
  return callee.type !== "MemberExpression" || callee.computed !== true;
}

/** A regular expression with these flags remembers where it stopped, unless it is only passed on. */
function isStateful({ regex }: Node): boolean {
  return /[gy]/.test((regex as { readonly flags?: string } | undefined)?.flags ?? "");
}

function keyOf({ name, value }: Node): string {
  return String(name ?? value);
}

function isFunction({ type }: Node): boolean {
  return type === "FunctionDeclaration" || type === "FunctionExpression" || type === "ArrowFunctionExpression";
}

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}
