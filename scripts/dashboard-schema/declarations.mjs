// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A type as the SDK's declaration files write it. A reference is resolved to the module that declares it:
 * `common.AxisPlacement` in `timeseries` is `{ module: "common", name: "AxisPlacement" }`.
 *
 * @typedef {{ kind: "keyword", name: "any" | "boolean" | "null" | "number" | "string" }
 *   | { kind: "literal", value: string | number | boolean }
 *   | { kind: "array", element: Type }
 *   | { kind: "map", values: Type }
 *   | { kind: "union", members: Type[] }
 *   | { kind: "object", properties: Property[] }
 *   | { kind: "reference", module: string, name: string, member?: string }} Type
 * @typedef {{ name: string, optional: boolean, type: Type }} Property
 * @typedef {{ kind: "type", type: Type } | { kind: "enum", members: Map<string, string | number> }} Declaration
 */

/** The declarations of SDK modules, read on first use. */
export class Declarations {
  /** @param {string} folder the SDK's `dist` folder */
  constructor(folder) {
    this.folder = folder;
    /** @type {Map<string, Map<string, Declaration>>} */
    this.modules = new Map();
  }

  /**
   * @param {string} module
   * @returns {Map<string, Declaration>}
   */
  module(module) {
    let declarations = this.modules.get(module);
    if (declarations === undefined) {
      const file = join(this.folder, module, "types.gen.d.ts");
      declarations = parseDeclarations(readFileSync(file, "utf8"), module, file);
      this.modules.set(module, declarations);
    }
    return declarations;
  }

  /**
   * @param {string} module
   * @param {string} name
   * @returns {Declaration}
   */
  find(module, name) {
    const declaration = this.module(module).get(name);
    if (declaration === undefined) throw new Error(`the SDK's module "${module}" declares no "${name}"`);
    return declaration;
  }
}

/**
 * Reads the part of TypeScript that the SDK's generated declaration files are written in. Anything else is an
 * error, so that a new version of the SDK cannot silently lose a constraint.
 *
 * @param {string} text
 * @param {string} module
 * @param {string} [file]
 * @returns {Map<string, Declaration>}
 */
export function parseDeclarations(text, module, file = module) {
  const tokens = tokenize(text, file);
  /** @type {Map<string, Declaration>} */
  const declarations = new Map();
  /** @type {Map<string, string>} */
  const imports = new Map();
  let at = 0;

  while (at < tokens.length) {
    if (accept("import")) readImport();
    else readExport();
  }
  return declarations;

  function readImport() {
    expect("*");
    expect("as");
    const name = identifier();
    expect("from");
    imports.set(name, String(stringLiteral()).replace(/^\.\.\//, ""));
    expect(";");
  }

  function readExport() {
    expect("export");
    if (accept("interface")) {
      const name = identifier();
      declarations.set(name, { kind: "type", type: objectType() });
    } else if (accept("type")) {
      const name = identifier();
      expect("=");
      declarations.set(name, { kind: "type", type: type() });
      expect(";");
    } else {
      expect("declare");
      if (accept("enum")) readEnum();
      else skipDefault();
    }
  }

  function readEnum() {
    const name = identifier();
    /** @type {Map<string, string | number>} */
    const members = new Map();
    expect("{");
    while (!accept("}")) {
      const member = identifier();
      expect("=");
      const value = literal();
      if (typeof value === "boolean") fail("an enum member that is a string or a number");
      members.set(member, value);
      accept(",");
    }
    declarations.set(name, { kind: "enum", members });
  }

  /** `const defaultPanel: () => Panel;` and `const defaultKey = "__default";` declare no type. */
  function skipDefault() {
    expect("const");
    identifier();
    if (accept("=")) {
      literal();
      expect(";");
      return;
    }
    for (const token of [":", "(", ")", "=>"]) expect(token);
    type();
    expect(";");
  }

  /** @returns {Type} */
  function objectType() {
    /** @type {Property[]} */
    const properties = [];
    expect("{");
    while (!accept("}")) {
      const name = peek()?.startsWith('"') ? String(stringLiteral()) : identifier();
      if (accept("(")) {
        for (const token of [")", ":", "void", ";"]) expect(token);
        continue;
      }
      const optional = accept("?");
      expect(":");
      properties.push({ name, optional, type: type() });
      expect(";");
    }
    return { kind: "object", properties };
  }

  /** @returns {Type} */
  function type() {
    const first = arrayType();
    if (peek() !== "|") return first;
    const members = [first];
    while (accept("|")) members.push(arrayType());
    return { kind: "union", members };
  }

  /** @returns {Type} */
  function arrayType() {
    let element = singleType();
    while (accept("[")) {
      expect("]");
      element = { kind: "array", element };
    }
    return element;
  }

  /** @returns {Type} */
  function singleType() {
    const token = peek() ?? "";
    if (token === "{") return objectType();
    if (accept("(")) {
      const inner = type();
      expect(")");
      return inner;
    }
    if (/^["\d-]/.test(token) || token === "true" || token === "false") return { kind: "literal", value: literal() };
    if (token === "any" || token === "boolean" || token === "null" || token === "number" || token === "string") {
      at += 1;
      return { kind: "keyword", name: token };
    }
    if (accept("Record")) return mapType();
    return reference();
  }

  /** @returns {Type} */
  function mapType() {
    for (const token of ["<", "string", ","]) expect(token);
    const values = type();
    expect(">");
    return { kind: "map", values };
  }

  /** @returns {Type} */
  function reference() {
    const first = identifier();
    const path = [first];
    while (accept(".")) path.push(identifier());
    const imported = imports.get(first);
    const [name, member, ...rest] = imported === undefined ? path : path.slice(1);
    if (name === undefined || rest.length > 0) fail("a type name");
    return { kind: "reference", module: imported ?? module, name, ...(member === undefined ? {} : { member }) };
  }

  /** @returns {string | number | boolean} */
  function literal() {
    const token = peek() ?? "";
    if (token.startsWith('"')) return stringLiteral();
    at += 1;
    if (token === "true" || token === "false") return token === "true";
    const value = Number(token);
    if (Number.isNaN(value)) fail("a literal");
    return value;
  }

  /** @returns {string} */
  function stringLiteral() {
    const token = peek() ?? "";
    if (!token.startsWith('"') && !token.startsWith("'")) fail("a string");
    at += 1;
    return token.startsWith("'") ? token.slice(1, -1) : JSON.parse(token);
  }

  function identifier() {
    const token = peek() ?? "";
    if (!/^[A-Za-z_$][\w$]*$/.test(token)) fail("a name");
    at += 1;
    return token;
  }

  function peek() {
    return tokens[at]?.text;
  }

  /** @param {string} token */
  function accept(token) {
    if (peek() !== token) return false;
    at += 1;
    return true;
  }

  /** @param {string} token */
  function expect(token) {
    if (!accept(token)) fail(`"${token}"`);
  }

  /**
   * @param {string} expected
   * @returns {never}
   */
  function fail(expected) {
    const token = tokens[at];
    const line = text.slice(0, token?.offset).split("\n").length;
    throw new Error(`${file}:${line}: expected ${expected}, found ${token === undefined ? "the end" : token.text}`);
  }
}

const TOKEN =
  /\s+|\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'[^'\\\n]*'|-?\d+(?:\.\d+)?|[A-Za-z_$][\w$]*|=>|[{}()[\]<>:;,.?|=*]/y;

/**
 * @param {string} text
 * @param {string} file
 */
function tokenize(text, file) {
  const tokens = [];
  for (let offset = 0; offset < text.length; ) {
    TOKEN.lastIndex = offset;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) {
      throw new Error(
        `${file}:${text.slice(0, offset).split("\n").length}: cannot read ${text.slice(offset, offset + 20)}`,
      );
    }
    if (!/^(\s|\/[*/])/.test(token)) tokens.push({ text: token, offset });
    offset += token.length;
  }
  return tokens;
}
