import type { Mutant } from "./mutant.js";
import { SimulationCache } from "./simulation-cache.js";

/** The assertions of a test, recorded while it runs. */
export interface TestReach {
  /** Keys of the alerting rules that its matchers name. */
  readonly named: Set<string>;
  /** Keys of the alerting rules that its matchers look at without naming them, as `toStayQuiet()` does. */
  readonly watched: Set<string>;
  /** Names of the simulated systems. */
  readonly systems: Set<string>;
  /** Names of the series that existed in its simulations. */
  readonly series: Set<string>;
  hasRouting: boolean;
  simulations: number;
  assertions: number;
}

/** The state of mutation testing in a process that runs tests. */
export interface MutationSession {
  /** The change that simulations apply. */
  mutant: Mutant | undefined;
  /** The record of the running test. */
  reach: TestReach | undefined;
  /** Names of the systems that mutants change. */
  readonly systems: ReadonlySet<string>;
  readonly simulations: SimulationCache;
}

/** Registered globally, because the runner of tests and the tests themselves may load copies of this module. */
const key = Symbol.for("telltale.mutation");
const holder = globalThis as { [key]?: MutationSession };

/** The session of this process; undefined in a usual run of tests. */
export function mutationSession(): MutationSession | undefined {
  return holder[key];
}

export function startMutationSession(mutants: readonly Mutant[]): MutationSession {
  const systems = new Set(mutants.map(({ system }) => system));
  const simulations = new SimulationCache();
  const session: MutationSession = { mutant: undefined, reach: undefined, systems, simulations };
  holder[key] = session;
  return session;
}

export function createReach(): TestReach {
  return {
    ...{ named: new Set(), watched: new Set(), systems: new Set(), series: new Set() },
    ...{ hasRouting: false, simulations: 0, assertions: 0 },
  };
}
