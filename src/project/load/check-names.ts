import { definitionFindings } from "../../compile/findings.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import type { Definition } from "../../model/definition/definition.js";
import { describeDefinition } from "../../model/definition/describe-definition.js";
import { type EnvironmentFilter, overlap } from "../../model/definition/only.js";
import { buildCatalogue } from "../../model/system/catalogue.js";
import { identify } from "../../model/system/identity.js";
import type { SystemDefinition, SystemFacts } from "../../model/system/system.js";
import { loadFindings } from "../findings.js";

/** Checks that names are valid folder names, and unique in every environment. */
export function checkNames(systems: readonly SystemFacts[]): readonly Diagnostic[] {
  return [
    ...findDuplicates(systems, ({ name }) => name.toLowerCase()),
    ...systems.flatMap((system) => [...badName(system), ...duplicateDefinitions(system)]),
  ];
}

function duplicateDefinitions(system: SystemFacts): readonly Diagnostic[] {
  const catalogue = buildCatalogue(system);
  return findDuplicates(system.definitions, (definition) => identify(definition, catalogue));
}

function findDuplicates<T extends SystemFacts | SystemDefinition>(
  definitions: readonly T[],
  identity: (definition: T) => string | undefined,
): readonly Diagnostic[] {
  const earlier = new Map<string, T[]>();
  const diagnostics: Diagnostic[] = [];
  for (const definition of definitions) {
    const name = identity(definition);
    if (name === undefined) continue;
    const namesakes = earlier.get(name) ?? [];
    const first = namesakes.find((namesake) => overlap(filterOf(namesake), filterOf(definition)));
    if (first) diagnostics.push(duplicate(definition, first));
    else earlier.set(name, [...namesakes, definition]);
  }
  return diagnostics;
}

/** A system is in the environments that it names. */
function filterOf(definition: SystemFacts | SystemDefinition): EnvironmentFilter {
  return definition.kind === "system" ? {} : definition;
}

function duplicate(definition: Definition & { kind: string }, first: Definition & { kind: string }): Diagnostic {
  return {
    ...finding(loadFindings, "definition/duplicate-name"),
    summary: `${describeDefinition(definition)} is defined twice`,
    details: "Ids, links and history depend on the name, so it must be unique among definitions of a kind.",
    fix: hasOwnKey(definition) ? 'rename one of them, or give it a different "key"' : "rename one of them",
    subject: describeDefinition(definition),
    span: definition.origin.span,
    related: [{ message: "first defined here", span: first.origin.span }],
  };
}

/** True for a definition whose key tells it from others of its name. */
function hasOwnKey({ kind }: { readonly kind: string }): boolean {
  return kind === "alert" || kind === "recordingRule";
}

const maxNameLength = 60;

/** Names that Windows reserves for devices, with any extension. */
const deviceNames = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

function badName(system: SystemFacts): readonly Diagnostic[] {
  const { name } = system;
  const isPlain = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/.test(name);
  if (isPlain && name.length <= maxNameLength && !deviceNames.test(name)) return [];
  return [
    {
      ...finding(definitionFindings, "definition/bad-name"),
      summary: `"${name}" is not a valid name for a system`,
      details: "Its generated files go to a folder of that name, which must be valid on every operating system.",
      fix: `use letters, digits, dashes and underscores, at most ${maxNameLength} of them; put the display name in "title"`,
      span: system.origin.span,
    },
  ];
}
