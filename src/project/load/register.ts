import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { type Definition, define, isDefinition } from "../../model/definition/definition.js";
import { describeDefinition } from "../../model/definition/describe-definition.js";
import { chooseAdditions } from "../../model/system/additions.js";
import type { SystemDefinition, SystemFacts } from "../../model/system/system.js";
import type { EvaluatedModule, Evaluation } from "../evaluate/evaluate.js";
import { loadFindings } from "../findings.js";
import type { BundledModule } from "../modules/bundle.js";
import type { Registry } from "./registry.js";

type AnyDefinition = Definition & { readonly kind: string };

/** The systems of a project. */
export interface Registration {
  /** Each with its exported definitions only. */
  readonly systems: readonly SystemFacts[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Collects the definitions that are exported: by name, as default, in lists or in records. */
export function register(
  evaluation: Evaluation,
  files: readonly string[],
  modules: ReadonlyMap<string, BundledModule>,
  registry?: Registry,
): Registration {
  const exported = new Set<AnyDefinition>();
  const filesWithDefinitions = new Set<string>();
  for (const module of evaluation.modules) {
    const found = collectDefinitions(Object.values(module.exports));
    for (const definition of found) exported.add(definition);
    if (found.length > 0) filesWithDefinitions.add(module.file);
  }
  const systems = [...exported].filter(isSystem);
  const urls = registry ? orderOfRuns(files, modules) : [];
  if (registry) for (const system of systems) chooseAdditions(system, urls);
  const unexported = systems.flatMap((system) => findUnexported(system, exported, evaluation.failed));
  const reported = new Set(unexported.map(({ span }) => span?.file));
  const empty = evaluation.modules.filter(({ file }) => files.includes(file) && !filesWithDefinitions.has(file));
  return {
    systems: systems.map((system) => selectDefinitions(system, exported, registry)),
    diagnostics: [
      ...unexported,
      ...empty.filter((module) => !reported.has(module.file) && !isShared(module, modules)).map(exportsNothing),
      ...[...exported].flatMap((definition) => checkSystemExported(definition, systems, evaluation)),
    ],
  };
}

/** Searches lists and plain records, in order. Other objects belong to other libraries. */
function collectDefinitions(values: readonly unknown[]): readonly AnyDefinition[] {
  const found: AnyDefinition[] = [];
  const seen = new Set<unknown>();
  const pending = values.toReversed();
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isDefinition(value)) found.push(value);
    else if (Array.isArray(value)) pending.push(...value.toReversed());
    else if (isRecord(value)) pending.push(...Object.values(value).reverse());
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

/** True for kinds that generate no output of their own: others use them, exported or not. */
function needsNoExport({ kind }: { readonly kind: string }): boolean {
  return kind === "service" || kind === "ruleGroup";
}

/** Returns a system with its exported definitions, in the order of files and exports, then what these use. */
function selectDefinitions(
  system: SystemFacts,
  exported: ReadonlySet<AnyDefinition>,
  registry: Registry | undefined,
): SystemFacts {
  const own = new Set<AnyDefinition>(system.definitions);
  // Every definition in `own` is a SystemDefinition: the type checker does not narrow by `Set.has`.
  const selected = [...exported].filter((definition) => own.has(definition)) as unknown as SystemDefinition[];
  const used = system.definitions.filter((definition) => needsNoExport(definition) && !exported.has(definition));
  const definitions = [...selected, ...used];
  const create = () => define({ ...system, definitions }, system.origin);
  return registry?.select(system, definitions, create) ?? create();
}

/** The URLs of modules in the order in which a first load runs them. */
function orderOfRuns(files: readonly string[], modules: ReadonlyMap<string, BundledModule>): readonly string[] {
  const order = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string) => {
    const module = modules.get(file);
    if (!module || seen.has(file)) return;
    seen.add(file);
    module.imports.forEach(visit);
    order.add(module.url);
  };
  files.forEach(visit);
  return [...order];
}

function findUnexported(
  system: SystemFacts,
  exported: ReadonlySet<AnyDefinition>,
  failed: ReadonlySet<string>,
): readonly Diagnostic[] {
  return system.definitions
    .filter((definition) => !exported.has(definition) && !needsNoExport(definition))
    .filter((definition) => !failed.has(definition.origin.position?.file ?? ""))
    .map((definition) => ({
      ...finding(loadFindings, "definition/not-exported"),
      summary: `the ${describeDefinition(definition)} is not exported, so nothing is generated for it`,
      fix: "export it, by name or in a list, or remove it",
      subject: describeDefinition(definition),
      span: definition.origin.span,
    }));
}

/** True if other files import from a file, which then need not export definitions itself. */
function isShared(module: EvaluatedModule, modules: ReadonlyMap<string, BundledModule>): boolean {
  if (Object.keys(module.exports).length === 0) return false;
  return [...modules.values()].some(({ imports }) => imports.includes(module.file));
}

function exportsNothing({ file }: EvaluatedModule): Diagnostic {
  return {
    ...finding(loadFindings, "definition/exports-nothing"),
    summary: "this file exports no definition",
    details: "It is in a folder of definitions, but nothing is generated for it.",
    fix: "export its definitions, or move it out of the folders of definitions",
    span: { file, start: { line: 1, column: 1 } },
  };
}

/** Reports a definition whose system no file exports, unless a file failed that may export it. */
function checkSystemExported(
  definition: AnyDefinition,
  systems: readonly SystemFacts[],
  { failed }: Evaluation,
): readonly Diagnostic[] {
  const { system } = definition as { system?: unknown };
  if (typeof system !== "string" || failed.size > 0) return [];
  if (systems.some(({ definitions }) => (definitions as readonly unknown[]).includes(definition))) return [];
  return [
    {
      ...finding(loadFindings, "definition/system-not-exported"),
      summary: `the ${describeDefinition(definition)} belongs to the system "${system}", which no definition file exports`,
      fix: `export the system: \`export const ${/^[A-Za-z_$][\w$]*$/.test(system) ? system : "…"} = system("${system}", …)\``,
      subject: describeDefinition(definition),
      span: definition.origin.span,
    },
  ];
}
