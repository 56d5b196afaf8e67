// @ts-check
// Moves the code of large chunks into scripts: V8 can keep the compiled code of a script, but in Node 20 not of a module.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "rolldown/parseAst";

/** Shorter chunks are compiled faster than their compiled code is found. */
const minLength = 60_000;

/**
 * Writes the code of each large chunk to `parts/`, and in its place a module with the same imports and exports. Returns the
 * paths of the parts.
 *
 * @param {string} folder
 * @param {readonly import("rolldown").OutputChunk[]} chunks
 */
export function writeParts(folder, chunks) {
  const large = chunks.filter(({ isEntry, code }) => !isEntry && code.length >= minLength);
  const parts = large.flatMap((chunk) => readPart(chunk) ?? []);
  const hash = createHash("sha256");
  for (const { fileName, script } of parts) hash.update(`${fileName}\0${script}\0`);
  const release = hash.digest("hex").slice(0, 16);
  mkdirSync(join(folder, "parts"), { recursive: true });
  return parts.map((part) => {
    const path = join(folder, "parts", part.fileName);
    writeFileSync(path, part.script);
    writeFileSync(join(folder, part.fileName), renderModule(part, release));
    return path;
  });
}

/**
 * Splits a chunk. Undefined if it exports a variable that is assigned later: a script returns only its value.
 *
 * @param {import("rolldown").OutputChunk} chunk
 * @returns {Part | undefined}
 */
function readPart({ fileName, code }) {
  const { body } = parseAst(code, { lang: "js" });
  const obstacle = findObstacle(code, body);
  if (obstacle) throw new Error(`${fileName} would mean something else in a script: ${obstacle}`);
  const imports = /** @type {string[]} */ ([]);
  const imported = /** @type {string[]} */ ([]);
  const exported = /** @type {{ local: string, name: string }[]} */ ([]);
  const edits = /** @type {Edit[]} */ ([]);
  for (const node of body) {
    const isImport = node.type === "ImportDeclaration";
    const isExport = node.type === "ExportNamedDeclaration" && !node.declaration && !node.source;
    if (isImport) imports.push(code.slice(node.start, node.end));
    if (isImport) imported.push(...node.specifiers.map(({ local }) => local.name));
    if (isExport)
      exported.push(
        ...node.specifiers.map(({ local, exported }) => ({ local: nameOf(local), name: nameOf(exported) })),
      );
    if (isImport || isExport) edits.push({ start: node.start, end: node.end, text: "" });
    else if (node.type.startsWith("Export")) return undefined;
    else edits.push(...findModuleSyntax(node));
  }
  const changing = findAssigned(body);
  if (exported.some(({ local }) => changing.has(local))) return undefined;
  return { fileName, imports, imported, exported, script: renderScript(code, edits, { imported, exported }) };
}

/**
 * The reason why code would mean something else in a script of ASCII.
 *
 * @param {string} code
 * @param {readonly object[]} body
 */
function findObstacle(code, body) {
  if (code.includes(importName)) return `a name begins with ${importName}`;
  if (/\\[^\x00-\x7f]/.test(code)) return "a backslash precedes a character that is not ASCII";
  const templates = body.flatMap((one) => [...nodesIn(one)]).filter(({ type }) => type === "TaggedTemplateExpression");
  const texts = templates.flatMap(({ quasi }) => quasi.quasis.map((/** @type {any} */ { value }) => value.raw));
  return texts.some((text) => /[^\x00-\x7f]/.test(text)) ? "a tagged template is not ASCII" : undefined;
}

/** Parameters in place of `import` and `import.meta`, which no module may use as names. */
const [importName, metaName] = ["$import", "$importMeta"];

/** @typedef {{ start: number, end: number, text: string }} Edit */

/**
 * @typedef {object} Part
 * @property {string} fileName
 * @property {string[]} imports - the import statements
 * @property {string[]} imported - the names that they import
 * @property {{ local: string, name: string }[]} exported
 * @property {string} script
 */

/** @param {import("@oxc-project/types").ModuleExportName} node */
function nameOf(node) {
  return node.type === "Literal" ? node.value : node.name;
}

/**
 * The edits for what only modules have: the script gets it as parameters.
 *
 * @param {object} statement
 */
function findModuleSyntax(statement) {
  const edits = /** @type {Edit[]} */ ([]);
  for (const { type, start, end, meta } of nodesIn(statement)) {
    if (type === "ImportExpression") edits.push({ start, end: start + "import".length, text: importName });
    if (type === "MetaProperty" && meta.name === "import") edits.push({ start, end, text: metaName });
  }
  return edits;
}

const assignments = new Map([
  ["AssignmentExpression", "left"],
  ["UpdateExpression", "argument"],
  ["ForInStatement", "left"],
  ["ForOfStatement", "left"],
]);

/**
 * The names of variables of the module that something may assign again.
 *
 * @param {readonly object[]} body
 */
function findAssigned(body) {
  const variables = new Set();
  for (const { type, kind, declarations } of /** @type {Record<string, any>[]} */ (body)) {
    if (type === "VariableDeclaration" && kind !== "const") for (const { id } of declarations) variables.add(id.name);
  }
  const assigned = new Set();
  for (const node of body.flatMap((statement) => [...nodesIn(statement)])) {
    const target = node[assignments.get(node.type) ?? ""];
    if (!target || target.type === "MemberExpression") continue;
    for (const { name } of nodesIn(target)) if (variables.has(name)) assigned.add(name);
  }
  return assigned;
}

/**
 * A node of a syntax tree, and all nodes in it.
 *
 * @param {object} top
 * @returns {Generator<Record<string, any>>}
 */
function* nodesIn(top) {
  const pending = [top];
  for (let node = pending.pop(); node; node = pending.pop()) {
    yield node;
    for (const child of Object.values(node).flat()) if (typeof child?.type === "string") pending.push(child);
  }
}

/**
 * @param {string} code
 * @param {readonly Edit[]} edits
 * @param {Pick<Part, "imported" | "exported">} names
 */
function renderScript(code, edits, { imported, exported }) {
  let body = code;
  for (const { start, end, text } of edits.toSorted((one, other) => other.start - one.start)) {
    body = body.slice(0, start) + text + body.slice(end);
  }
  const parameters = [importName, metaName, ...imported].join(", ");
  const results = exported.map(({ local }) => local).join(", ");
  return toAscii(`(function (${parameters}) {\n"use strict";\n${body.trim()}\nreturn { ${results} };\n})\n`);
}

/**
 * Escapes all other characters: Node reads a file of ASCII in a quarter of the time. They are in strings, expressions and
 * comments.
 *
 * @param {string} code
 */
function toAscii(code) {
  return code.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * @param {Part} part
 * @param {string} release
 */
function renderModule({ fileName, imports, imported, exported }, release) {
  const locals = [...new Set(exported.map(({ local }) => local))];
  const name = JSON.stringify(fileName.replace(/\.js$/, ""));
  const scope = `{ load: (module) => import(module), meta: import.meta, imported: [${imported.join(", ")}] }`;
  return [
    ...imports,
    'import { loadPart } from "./code-cache.js";',
    `const part = loadPart(${name}, "${release}", ${scope});`,
    `const { ${locals.map((local, index) => `${local}: export${index}`).join(", ")} } = part;`,
    `export { ${exported.map(({ local, name }) => `export${locals.indexOf(local)} as ${name}`).join(", ")} };\n`,
  ].join("\n");
}
