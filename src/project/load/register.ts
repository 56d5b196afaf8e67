import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { type Definition, define, isDefinition } from "../../model/definition/definition.js";
import type { SystemDefinition, SystemFacts } from "../../model/system/system.js";
import { loadFindings } from "../findings.js";
import type { BundledModule } from "../modules/bundle.js";
import type { EvaluatedModule, Evaluation } from "../modules/evaluate.js";
import { labelOf } from "./definition-label.js";

type AnyDefinition = Definition & { readonly kind: string };

/** What the project's files export, and what was defined besides. */
export interface Registered {
  /** Each with only those definitions that count. */
  readonly systems: readonly SystemFacts[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Collects what counts: what is exported by name, as default, in lists or in records of definitions. */
export function register(
  evaluation: Evaluation,
  files: readonly string[],
  modules: ReadonlyMap<string, BundledModule>,
): Registered {
  const exported = new Set<AnyDefinition>();
  const defining = new Set<string>();
  for (const module of evaluation.modules) {
    const found = definitionsIn(Object.values(module.exports));
    for (const definition of found) exported.add(definition);
    if (found.length > 0) defining.add(module.file);
  }
  const systems = [...exported].filter(isSystem);
  const forgotten = systems.flatMap((system) => forgottenIn(system, exported, evaluation.failed));
  const forgetful = new Set(forgotten.map(({ span }) => span?.file));
  const idle = evaluation.modules.filter(({ file }) => files.includes(file) && !defining.has(file));
  return {
    systems: systems.map((system) => counting(system, exported)),
    diagnostics: [
      ...forgotten,
      ...idle.filter((module) => !forgetful.has(module.file) && !isShared(module, modules)).map(exportsNothing),
      ...[...exported].flatMap((definition) => strayOf(definition, systems, evaluation)),
    ],
  };
}

/** Goes through lists and plain records, in order. Other objects are not looked into: they are someone else's. */
function definitionsIn(values: readonly unknown[]): readonly AnyDefinition[] {
  const found: AnyDefinition[] = [];
  const seen = new Set<unknown>();
  const waiting = values.toReversed();
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isDefinition(value)) found.push(value);
    else if (Array.isArray(value)) waiting.push(...value.toReversed());
    else if (isRecord(value)) waiting.push(...Object.values(value).reverse());
  }
  return found;
}

function isRecord(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function isSystem(definition: AnyDefinition): definition is AnyDefinition & SystemFacts {
  return definition.kind === "system";
}

/** Services and groups give no output of their own; others use them without their being exported. */
function countsUnexported({ kind }: { readonly kind: string }): boolean {
  return kind === "service" || kind === "ruleGroup";
}

/** A system with the definitions that count: the exported ones in the order of files and exports, then what they use. */
function counting(system: SystemFacts, exported: ReadonlySet<AnyDefinition>): SystemFacts {
  const own = new Set<AnyDefinition>(system.definitions);
  const chosen = [...exported].filter((definition) => own.has(definition)) as unknown as SystemDefinition[];
  const used = system.definitions.filter((definition) => countsUnexported(definition) && !exported.has(definition));
  return define({ ...system, definitions: [...chosen, ...used] }, system.origin);
}

function forgottenIn(
  system: SystemFacts,
  exported: ReadonlySet<AnyDefinition>,
  failed: ReadonlySet<string>,
): readonly Diagnostic[] {
  return system.definitions
    .filter((definition) => !exported.has(definition) && !countsUnexported(definition))
    .filter((definition) => !failed.has(definition.origin.position?.file ?? ""))
    .map((definition) => ({
      ...finding(loadFindings, "definition/not-exported"),
      summary: `the ${labelOf(definition)} is defined and never exported, so nothing is made of it`,
      fix: "export it, by name or in a list, or remove it",
      subject: labelOf(definition),
      span: definition.origin.span,
    }));
}

/** A file that others import things from is there for them, even when it defines nothing itself. */
function isShared(module: EvaluatedModule, modules: ReadonlyMap<string, BundledModule>): boolean {
  if (Object.keys(module.exports).length === 0) return false;
  return [...modules.values()].some(({ imports }) => imports.includes(module.file));
}

function exportsNothing({ file }: EvaluatedModule): Diagnostic {
  return {
    ...finding(loadFindings, "definition/exports-nothing"),
    summary: "this file exports no definition",
    details: "It lies where definitions are looked for, but nothing is made of it.",
    fix: "export what it defines, or move it out of the folders that hold definitions",
    span: { file, start: { line: 1, column: 1 } },
  };
}

/** Something of a system that no file exports. Where a file failed, the system may have been in it. */
function strayOf(
  definition: AnyDefinition,
  systems: readonly SystemFacts[],
  { failed }: Evaluation,
): readonly Diagnostic[] {
  const { system } = definition as { system?: unknown };
  if (typeof system !== "string" || failed.size > 0) return [];
  if (systems.some(({ definitions }) => definitions.includes(definition as unknown as SystemDefinition))) return [];
  return [
    {
      ...finding(loadFindings, "definition/system-not-exported"),
      summary: `the ${labelOf(definition)} belongs to the system "${system}", which no definition file exports`,
      fix: `export the system: \`export const ${/^[A-Za-z_$][\w$]*$/.test(system) ? system : "…"} = system("${system}", …)\``,
      subject: labelOf(definition),
      span: definition.origin.span,
    },
  ];
}
