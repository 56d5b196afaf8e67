import type { Span } from "../../diagnostics/diagnostic.js";
import type { SimulationPlan } from "../run/simulation.js";

/** Compares the simulations of TypeScript tests in the process that runs them. */
export interface UpgradeSession {
  /** Compares a simulation that a test runs. */
  compare(plan: SimulationPlan, span: Span | undefined): Promise<void>;
}

/** Registered globally, because what runs the tests and the tests themselves may load copies of this module. */
const key = Symbol.for("telltale.upgrade");
const holder = globalThis as { [key]?: UpgradeSession };

/** The session of this process; undefined in a usual run of tests. */
export function upgradeSession(): UpgradeSession | undefined {
  return holder[key];
}

export function startUpgradeSession(session: UpgradeSession): void {
  holder[key] = session;
}
