import { parseSource } from "../../source/syntax-tree.js";
import { isPure, pureGlobals } from "./is-pure.js";
import type { CompiledModule } from "./kept-modules.js";

/** What else a module can use to learn of more than its own text and its imports. */
const otherNames = ["require", "module", "exports", "random", "constructor"];

const names = [...Object.getOwnPropertyNames(globalThis).filter((name) => !pureGlobals.has(name)), ...otherNames];

const suspicious = new RegExp(String.raw`\b(?:${names.join("|")})\b|\bimport\s*[.(]|\\u`);

/**
 * True if running a module again gives the same exports, as long as its text and its imports are the same. Few modules even
 * hold the name of something that could make a difference: only those are parsed.
 */
export function isRepeatable({ file, code, usesPackages }: CompiledModule): boolean {
  if (usesPackages) return false;
  if (/\.(?:json|ya?ml)$/.test(file)) return true;
  const own = code.replace(/^\/\/# sourceMappingURL=.*$/m, "");
  if (!suspicious.test(own)) return true;
  const tree = parseSource("module.js", own);
  return tree !== undefined && isPure(tree.program);
}
