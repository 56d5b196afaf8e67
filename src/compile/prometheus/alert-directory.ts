import type { SystemFacts } from "../../model/system/system.js";

/** The names of the alerts of all systems, and the environments that each system is built for. */
export class AlertDirectory {
  readonly #counts = new Map<string, number>();
  /** The environments of the systems that are not built for all. */
  readonly #places = new Map<string, ReadonlySet<string>>();

  constructor(systems: readonly SystemFacts[]) {
    for (const { name, environments, definitions } of systems) {
      if (environments) this.#places.set(name, new Set(Object.keys(environments)));
      for (const one of definitions) {
        if (one.kind === "alert") this.#counts.set(one.name, (this.#counts.get(one.name) ?? 0) + 1);
      }
    }
  }

  /** True if no two alerts have this name, in any environment. */
  isUnique(alert: string): boolean {
    return (this.#counts.get(alert) ?? 0) < 2;
  }

  isBuiltFor(system: string, environment: string): boolean {
    return this.#places.get(system)?.has(environment) ?? true;
  }
}

/** A directory that remembers what was read of it, for one system in one environment. */
export class ReadAlerts {
  readonly #directory: AlertDirectory;
  readonly #environment: string;
  readonly #unique = new Map<string, boolean>();
  readonly #built = new Map<string, boolean>();

  /** `before` is that of the last time, for a system of which parts are kept: they would read the same again. */
  constructor(directory: AlertDirectory, environment: string, before?: ReadAlerts) {
    this.#directory = directory;
    this.#environment = environment;
    if (!before) return;
    for (const alert of before.#unique.keys()) this.isUnique(alert);
    for (const system of before.#built.keys()) this.isBuilt(system);
  }

  isUnique(alert: string): boolean {
    const answer = this.#directory.isUnique(alert);
    this.#unique.set(alert, answer);
    return answer;
  }

  /** True if a system is built for the environment. */
  isBuilt(system: string): boolean {
    const answer = this.#directory.isBuiltFor(system, this.#environment);
    this.#built.set(system, answer);
    return answer;
  }

  /** True if another directory gives the same answers to all that was read. */
  holdsIn(other: AlertDirectory): boolean {
    const isSame = ([system, answer]: [string, boolean]) => other.isBuiltFor(system, this.#environment) === answer;
    return (
      [...this.#unique].every(([alert, answer]) => other.isUnique(alert) === answer) && [...this.#built].every(isSame)
    );
  }
}
