import type { Definition } from "../../model/definition/definition.js";
import type { Config } from "../../model/project/config.js";
import type { Project } from "../../model/project/project.js";
import type { SystemFacts } from "../../model/system/system.js";

/** Remembers what was registered last: a system or project with the same parts is the same object. */
export class Registry {
  readonly #selections = new WeakMap<Definition, SystemFacts>();
  #project: Project | undefined;

  /** A system with some of its definitions, which `create` creates unless they are those of the last time. */
  select(system: SystemFacts, definitions: SystemFacts["definitions"], create: () => SystemFacts): SystemFacts {
    const before = this.#selections.get(system);
    if (before && areSame(before.definitions, definitions)) return before;
    const selected = create();
    this.#selections.set(system, selected);
    return selected;
  }

  project(config: Config, systems: readonly SystemFacts[]): Project {
    const before = this.#project;
    if (before?.config === config && areSame(before.systems, systems)) return before;
    this.#project = { config, systems };
    return this.#project;
  }
}

function areSame<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}
