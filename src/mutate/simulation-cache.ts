import type { Artifact } from "../compile/compiled.js";
import { nameOf } from "../promql/evaluate/index.js";
import { evaluatedParts } from "../simulate/run/evaluated-parts.js";
import { createLazySimulation } from "../simulate/run/lazy-simulation.js";
import { RepeatableSimulation } from "../simulate/run/repeatable-simulation.js";
import { deferData, type Simulation, type SimulationPlan } from "../simulate/run/simulation.js";
import { applyMutant } from "./apply.js";
import { Fingerprint } from "./fingerprint.js";
import { anyLines, type Mutant } from "./mutant.js";
import type { MutationSession } from "./session.js";

/** Maximum number of samples that are kept: a few hundred megabytes. */
const maxSamples = 10_000_000;

/**
 * The simulations of the tests, which are run once without a change and then repeated for each mutant. Tests are expected
 * to plan the same series each time; other plans are simulated as a whole.
 */
export class SimulationCache {
  private readonly simulations = new Map<string, RepeatableSimulation>();
  private readonly fingerprint = new Fingerprint();
  private samples = 0;
  /** The artifacts with the current mutant, by those without. */
  private changed = new WeakMap<readonly Artifact[], readonly Artifact[]>();
  private mutant: Mutant | undefined;

  /** Returns the result of a plan with the change of a mutant, and records its series for a test that reads it. */
  run(
    plan: SimulationPlan,
    artifacts: readonly Artifact[],
    { mutant, reach, systems }: Pick<MutationSession, "mutant" | "reach" | "systems">,
  ): Simulation {
    if (!mutant) reach?.systems.add(plan.system.name);
    // Matchers pass over what no mutant changes: it is only simulated for a test that reads it by itself.
    if (!systems.has(plan.system.name)) return createLazySimulation(plan, deferData(plan));
    const parts = evaluatedParts(mutant ? this.apply(mutant, artifacts) : artifacts);
    const simulation = this.find(plan, mutant === undefined);
    const run = simulation?.runWith(parts) ?? createLazySimulation({ ...plan, ...parts, selectingRules: plan.rules });
    if (reach && !mutant) {
      reach.simulations += 1;
      const names = simulation?.names ?? run.store.all().map(({ metric }) => nameOf(metric));
      for (const name of names) reach.series.add(name);
      if (plan.logs?.length) reach.series.add(anyLines);
    }
    return run;
  }

  private find(plan: SimulationPlan, isBase: boolean): RepeatableSimulation | undefined {
    const key = this.keyOf(plan);
    let simulation = this.simulations.get(key);
    if (!simulation && isBase && this.samples < maxSamples) {
      simulation = new RepeatableSimulation(plan);
      this.simulations.set(key, simulation);
      this.samples += simulation.samples;
    }
    return simulation;
  }

  /** Returns artifacts with the change of a mutant: the same ones each time. */
  apply(mutant: Mutant, artifacts: readonly Artifact[]): readonly Artifact[] {
    if (mutant !== this.mutant) {
      this.mutant = mutant;
      this.changed = new WeakMap();
    }
    let changed = this.changed.get(artifacts);
    if (!changed) {
      changed = applyMutant(artifacts, mutant);
      this.changed.set(artifacts, changed);
    }
    return changed;
  }

  /** The system stands for its environment, too. */
  private keyOf({ system, series, logs, events, start, length }: SimulationPlan): string {
    const planned = series.map(({ families: _, ...plan }) => plan);
    // A selection of a stream is another object each time it is selected.
    const lines = logs?.map(({ stream, ...plan }) => ({ ...plan, stream: { ...stream } }));
    return this.fingerprint.of([system, planned, lines, events, start, length]);
  }
}
