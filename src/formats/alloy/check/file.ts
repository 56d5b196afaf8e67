import { nearest } from "../../../diagnostics/nearest.js";
import { findConfigBlock } from "../schema/components.js";
import type { Block, Statement } from "../syntax/ast.js";
import { unquote } from "../syntax/escapes.js";
import type { Names } from "../values/evaluate.js";
import { deprecatedFunctions, experimentalFunctions, stdlibValue } from "../values/stdlib.js";
import { unknown, type Value } from "../values/value.js";
import { type BodyContext, checkBody } from "./body.js";
import { checkComponent, checkStability, exportsOf } from "./components.js";
import type { Node } from "./graph.js";
import { blocksOf, type CustomComponent, innerScope, type Scope } from "./scope.js";
import { findTraversals, type Traversal } from "./traversals.js";

const services: ReadonlySet<string> = new Set(["http", "remotecfg", "livedebugging"]);
const onlyInModules: ReadonlySet<string> = new Set(["argument", "export"]);
const onlyInFiles: ReadonlySet<string> = new Set(["logging", "tracing", ...services]);
const imports: ReadonlySet<string> = new Set(["import.file", "import.git", "import.http", "import.string"]);
const labelled: ReadonlySet<string> = new Set(["declare", "foreach", ...onlyInModules, ...imports]);

/** Checks the blocks of a scope. */
export function checkScope(body: readonly Statement[], where: string, scope: Scope): void {
  const blocks = blocksOf(body, where, scope.reporter);
  const nodes = blocks.map((block) => addNode(ownPart(block), scope));
  for (const block of blocks) define(block, scope);
  blocks.forEach((block, at) => {
    checkBlock(block, nodes[at]!, scope);
  });
  for (const group of scope.graph.cycles()) reportCycle(group, scope);
}

/** The part of a block that belongs to the scope around it: a `declare` and a template have a scope of their own. */
function ownPart(block: Block): Block {
  if (block.name === "declare") return { ...block, body: [] };
  if (block.name !== "foreach") return block;
  return { ...block, body: block.body.filter((statement) => !isTemplate(statement)) };
}

function isTemplate(statement: Statement): statement is Block {
  return statement.kind === "block" && statement.name === "template";
}

function addNode(block: Block, { graph, reporter }: Scope): Node {
  const { node, first } = graph.add(block);
  if (first !== undefined) {
    reporter.report("alloy/repeated", block.head, `there are two blocks ${node.id}`, {
      fix: "give one of them another label",
      related: [reporter.related("first declared here", first.block.head)],
    });
  }
  return node;
}

/** Makes a `declare` or an `import` known, wherever in the scope it stands. */
function define(block: Block, { customs }: Scope): void {
  if (block.label === "" || customs.has(block.label)) return;
  if (imports.has(block.name)) customs.set(block.label, { parameters: undefined, exports: undefined });
  if (block.name === "declare") customs.set(block.label, customComponent(block));
}

function customComponent({ body }: Block): CustomComponent {
  const blocks = body.filter((one) => one.kind === "block");
  const labels = (name: string) => blocks.filter((one) => one.name === name && one.label !== "");
  const isOptional = (block: Block) =>
    block.body.some(
      (one) =>
        one.kind === "attribute" &&
        one.name === "optional" &&
        one.value.kind === "literal" &&
        one.value.text === "true",
    );
  return {
    parameters: new Map(labels("argument").map((block) => [block.label, { isOptional: isOptional(block) }])),
    exports: new Set(labels("export").map(({ label }) => label)),
  };
}

function checkBlock(block: Block, node: Node, scope: Scope): void {
  const { reporter } = scope;
  const context = { reporter, names: namesOf(scope) };
  const { name, head, label } = block;
  const config = services.has(name) && label !== "" ? undefined : findConfigBlock(name);
  if (config === undefined) checkComponent(block, scope, context);
  else {
    if (labelled.has(name) && label === "") {
      reporter.report("alloy/missing", head, `the block ${name} needs a label`, { fix: `write ${name} "label" { … }` });
    }
    checkPlace(block, scope);
    checkStability(config, block, scope);
    if (name === "declare") checkDeclare(block, scope);
    else {
      checkBody(node.block, name, config.shape, context);
      if (name === "foreach") checkForeach(block, scope);
    }
  }
  for (const traversal of findTraversals(node.block.body)) checkReference(traversal, node, scope, context);
}

function checkPlace({ name, head }: Block, scope: Scope): void {
  if (onlyInModules.has(name) && !scope.isInModule) {
    scope.reporter.report("alloy/misplaced", head, `the block ${name} has its place in a declare, or in a module`);
  }
  if (onlyInFiles.has(name) && scope.kind !== "file") {
    const where = scope.isInModule ? "a declare" : "a foreach";
    scope.reporter.report(
      "alloy/misplaced",
      head,
      `the block ${name} has its place at the top of the file, not in ${where}`,
    );
  }
}

function checkDeclare(block: Block, scope: Scope): void {
  const inner = innerScope(scope, "declare");
  const { parameters } = customComponent(block);
  const argument: Value = { kind: "object", fields: new Map([...parameters!.keys()].map((name) => [name, unknown])) };
  inner.variables.set("argument", argument);
  checkScope(block.body, "a declare", inner);
}

function checkForeach(block: Block, scope: Scope): void {
  const template = block.body.findLast(isTemplate);
  if (template === undefined) {
    scope.reporter.report("alloy/missing", block.head, "the block foreach needs a block template");
    return;
  }
  const inner = innerScope(scope, "foreach");
  const variable = block.body.find((one) => one.kind === "attribute" && one.name === "var");
  if (variable?.kind === "attribute" && variable.value.kind === "literal" && variable.value.type === "string") {
    inner.variables.set(unquote(variable.value.text), unknown);
  }
  checkScope(template.body, "the template of a foreach", inner);
}

/** The names that expressions of a scope can use. */
function namesOf(scope: Scope): Names {
  return {
    component(names) {
      const found = scope.graph.resolve(names);
      return found && { value: exportsOf(found.node.block, scope), length: found.length };
    },
    variable: (name) => scope.variables.get(name),
  };
}

function checkReference({ names, ...range }: Traversal, node: Node, scope: Scope, { reporter }: BodyContext): void {
  const [root] = names as readonly [string];
  const target = scope.graph.resolve(names);
  if (target !== undefined) {
    if (!target.isOuter) node.references.add(target.node);
    if (stdlibValue(root) !== undefined) {
      reporter.report("alloy/deprecated-function", range, `a component hides "${root}" of the standard library`);
    }
    return;
  }
  if (scope.variables.has(root)) return;
  const full = names.join(".");
  if (Object.hasOwn(deprecatedFunctions, root)) {
    reporter.report("alloy/deprecated-function", range, `the function ${root} has another name now`, {
      details: "Alloy still runs it, but `alloy validate` fails.",
      fix: `write ${deprecatedFunctions[root]}`,
    });
  } else if (experimentalFunctions.has(full) && scope.stability !== "experimental") {
    reporter.report("alloy/stability", range, `the function ${full} is experimental`, {
      details: "Alloy refuses it unless it is started with a flag.",
      fix: "start Alloy with --stability.level=experimental",
    });
  } else if (stdlibValue(root) === undefined) reportUnknownReference(full, range, scope);
}

function reportUnknownReference(name: string, range: { start: number; end: number }, scope: Scope): void {
  const suggestion = nearest(name, scope.graph.ids()) ?? nearest(name.replace(/\.[^.]*$/, ""), scope.graph.ids());
  const isWord = !name.includes(".");
  const fix =
    suggestion !== undefined ? `did you mean ${suggestion}?` : isWord ? `write "${name}" if it is a string` : "";
  scope.reporter.report("alloy/unknown-reference", range, `there is no component ${name} here`, {
    ...(fix !== "" && { fix }),
  });
}

function reportCycle(group: readonly Node[], { reporter }: Scope): void {
  const ids = group.map(({ id }) => id).sort();
  for (const { block, id } of group) {
    const summary = group.length === 1 ? `${id} refers to itself` : `${ids.join(", ")} refer to each other in a circle`;
    reporter.report("alloy/cycle", block.head, summary, {
      details: "Alloy evaluates a component after those it refers to.",
    });
  }
}
