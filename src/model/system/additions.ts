import type { SystemDefinition, SystemFacts } from "./system.js";

/** A definition that was added to a system, and the URL of the module that ran then, if modules name themselves. */
interface Addition {
  readonly definition: SystemDefinition;
  readonly module: string | undefined;
}

/** Registered globally, because a process may hold several copies of this package. */
const runningModule = Symbol.for("telltale.runningModule");
const additions = Symbol.for("telltale.additions");

/** A statement for the beginning of a compiled module. Modules without `await` run one after the other. */
export const nameRunningModule = `globalThis[Symbol.for(${JSON.stringify(runningModule.description)})] = import.meta.url;`;

/** The URL of the module that runs, if it has named itself. */
function findRunningModule(): string | undefined {
  return (globalThis as { [runningModule]?: string })[runningModule];
}

/** Forgets which module ran last. */
export function forgetRunningModule(): void {
  (globalThis as { [runningModule]?: string })[runningModule] = undefined;
}

/** The definitions that a system got so far, and the order of the modules whose definitions it has now. */
export class Additions {
  readonly #all: Addition[] = [];
  #order: ReadonlyMap<string, number> | undefined;
  /** The definitions as last computed: every access reads them, and there may be thousands. */
  #known: readonly SystemDefinition[] | undefined;

  add(definition: SystemDefinition): void {
    this.#all.push({ definition, module: findRunningModule() });
    this.#known = undefined;
  }

  /** Leaves out the definitions of other modules, until they are chosen again. Sorts by the order of the modules. */
  choose(modules: readonly string[]): void {
    this.#order = new Map(modules.map((url, index) => [url, index]));
    this.#known = undefined;
  }

  get definitions(): readonly SystemDefinition[] {
    this.#known ??= this.#sorted();
    return this.#known;
  }

  #sorted(): readonly SystemDefinition[] {
    const order = this.#order;
    if (!order) return this.#all.map(({ definition }) => definition);
    const indexOf = ({ module }: Addition) => (module === undefined ? -1 : order.get(module));
    const chosen = this.#all.filter((one) => indexOf(one) !== undefined);
    return chosen.sort((a, b) => indexOf(a)! - indexOf(b)!).map(({ definition }) => definition);
  }
}

/** Makes additions the definitions of a system, which grow while modules run. */
export function withAdditions<T extends object>(system: T, added: Additions): T {
  return Object.defineProperties(system, {
    definitions: { enumerable: true, get: () => Object.freeze(added.definitions) },
    [additions]: { value: added },
  });
}

/** Leaves a system the definitions of these modules, in the order in which the modules run in a first build. */
export function chooseAdditions(system: SystemFacts, modules: readonly string[]): void {
  (system as { readonly [additions]?: Additions })[additions]?.choose(modules);
}
