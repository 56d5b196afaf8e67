import { describe, expect, test } from "vitest";
import { isPure } from "../../../src/project/modules/is-pure.js";
import { parseSource } from "../../../src/source/syntax-tree.js";

function judge(code: string): boolean {
  return isPure(parseSource("module.js", code)!.program);
}

describe("pure", () => {
  test.each([
    'import { shop } from "./shop.mjs"; export const cart = shop.dashboard("Cart", { rows: [] });',
    "export const names = [1, 2].map((index) => `s${index}`).sort();",
    "const all = []; for (const name of ['a', 'b']) all.push(name); export { all };",
    "export function count(list) { let sum = 0; for (const one of list) sum += one; return sum; }",
    "const record = {}; record.a = 1; export { record };",
    'export const slug = (title) => title.replace(/ /g, "-");',
    "export const pods = new RegExp(`${name}-.+`);",
    "const { process } = runtime; export const seconds = process.cpu;",
    "export const entries = Object.entries(table).flatMap(([name, value]) => [name, value]);",
  ])("%s", (code) => {
    expect(judge(code)).toBe(true);
  });
});

describe("not pure", () => {
  test.each([
    ["counts calls", "let count = 0; export const next = () => (count += 1);"],
    [
      "counts calls in a closure",
      "const counter = () => { let n = 0; return () => n++; }; export const next = counter();",
    ],
    ["registers in a list", "export const all = []; export function add(one) { all.push(one); return one; }"],
    ["registers in a map", "const seen = new Map(); export const once = (key) => seen.get(key) ?? seen.set(key, 1);"],
    ["changes an argument", "export const rename = (panel) => { panel.title = 'x'; };"],
    ["sorts an import", 'import { names } from "./names.mjs"; export const first = names.sort()[0];'],
    ["renames its list", "let list = []; list = imported; list.push(1);"],
    ["borrows a method", "[1].forEach(Set.prototype.add, all);"],
    ["takes a method out", "const { push } = all; push(1);"],
    ["calls by a computed name", "all[method](1);"],
    ["deletes", "delete imported.title;"],
    ["reads the clock", "export const year = new Date().getFullYear();"],
    ["is random", "export const key = Math.random();"],
    ["reads the process", "export const name = process.env.NAME;"],
    ["reads its own place", "export const here = import.meta.url;"],
    ["imports later", 'export const later = import("./later.mjs");'],
    ["waits", "export const value = await promise;"],
    ["is asynchronous", "export const load = async () => 1;"],
    ["generates", "export function* all() { yield 1; }"],
    ["has a class", "export class Counter { count = 0; }"],
    ["keeps an iterator", "export const rest = new Map(pairs).values();"],
    ["keeps a position in a text", "const word = /a/g; export const has = (text) => word.test(text);"],
    ["prints", 'console.log("x");'],
    ["counts definitions", "export const count = shop.definitions.length;"],
  ])("%s", (_, code) => {
    expect(judge(code)).toBe(false);
  });
});
