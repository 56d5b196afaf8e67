import { definitionFindings } from "../../compile/findings.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import type { Definition } from "../../model/definition/definition.js";
import type { Config } from "../../model/project/config.js";
import { buildCatalogue } from "../../model/system/catalogue.js";
import { identify } from "../../model/system/identity.js";
import type { SystemDefinition, SystemFacts } from "../../model/system/system.js";
import { loadFindings } from "../findings.js";
import { labelOf } from "./definition-label.js";

/** Whether names are unique, can be folders, and mean something that the configuration knows. */
export function checkNames(systems: readonly SystemFacts[], config: Config): readonly Diagnostic[] {
  return [
    ...duplicates(systems, ({ name }) => name.toLowerCase()),
    ...systems.flatMap((system) => [
      ...badName(system),
      ...unknownEnvironments(system, config),
      ...duplicateDefinitions(system),
    ]),
  ];
}

function duplicateDefinitions(system: SystemFacts): readonly Diagnostic[] {
  const catalogue = buildCatalogue(system);
  return duplicates(system.definitions, (definition) => identify(definition, catalogue));
}

function duplicates<T extends SystemFacts | SystemDefinition>(
  definitions: readonly T[],
  identity: (definition: T) => string | undefined,
): readonly Diagnostic[] {
  const firsts = new Map<string, T>();
  const diagnostics: Diagnostic[] = [];
  for (const definition of definitions) {
    const name = identity(definition);
    const first = name === undefined ? undefined : firsts.get(name);
    if (first) diagnostics.push(duplicate(definition, first));
    else if (name !== undefined) firsts.set(name, definition);
  }
  return diagnostics;
}

function duplicate(definition: Definition & { kind: string }, first: Definition & { kind: string }): Diagnostic {
  return {
    ...finding(loadFindings, "definition/duplicate-name"),
    summary: `there is a second ${labelOf(definition)}`,
    details: "Ids, links and history hang on the name, so that two of one kind cannot share it.",
    fix: 'rename one of them, or give it a "key" of its own where it takes one',
    subject: labelOf(definition),
    span: definition.origin.span,
    related: [{ message: "the first one is defined here", span: first.origin.span }],
  };
}

const longestName = 60;

/** Names that Windows keeps for devices, whatever their ending. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

function badName(system: SystemFacts): readonly Diagnostic[] {
  const { name } = system;
  const isPlain = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/.test(name);
  if (isPlain && name.length <= longestName && !devices.test(name)) return [];
  return [
    {
      ...finding(definitionFindings, "definition/bad-name"),
      summary: `"${name}" cannot be the name of a system`,
      details: "What is generated for a system lies in a folder of its name, on every machine that builds it.",
      fix: `use letters, digits, dashes and underscores, at most ${longestName} of them; what people call it goes into "title"`,
      span: system.origin.span,
    },
  ];
}

function unknownEnvironments(system: SystemFacts, config: Config): readonly Diagnostic[] {
  const known = Object.keys(config.environments);
  return Object.keys(system.environments ?? {})
    .filter((name) => !known.includes(name))
    .map((name) => {
      return {
        ...finding(loadFindings, "definition/unknown-environment"),
        summary: `the configuration has no environment "${name}"`,
        fix: suggestion(name, known),
        subject: labelOf(system),
        span: system.origin.span,
      };
    });
}
