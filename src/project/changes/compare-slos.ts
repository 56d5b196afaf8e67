import { inEnvironment } from "../../compile/index.js";
import { findSlos } from "../../compile/slo/find-slos.js";
import { resolve } from "../../model/definition/per-environment.js";
import { compose } from "../../model/expression/compose.js";
import type { Query } from "../../model/expression/query.js";
import { environmentsOf } from "../../model/project/project.js";
import type { Slo } from "../../model/slo/slo.js";
import type { CompiledProject, ProjectRevisions } from "../git/compile-both.js";
import type { SystemChange } from "./change.js";
import { compareItems, type Described } from "./pair.js";
import { comparePlaces, type Place } from "./per-environment.js";

/** Compares the SLOs of two revisions. Their rules and alerts are compared as all others are. */
export function compareSlos(revisions: ProjectRevisions): readonly SystemChange[] {
  return comparePlaces(revisions, listSlos, (before, after) =>
    compareItems(before, after, [({ name }) => name, eventsOf]),
  );
}

function eventsOf({ fields }: Described): string {
  return JSON.stringify([fields["all events"], fields["good events"], fields["failed events"]]);
}

function* listSlos({ project: { config, systems } }: CompiledProject): Generator<readonly [Place, Described]> {
  for (const system of systems) {
    for (const environment of environmentsOf(system, config)) {
      for (const slo of findSlos(inEnvironment(system, environment, systems))) {
        yield [{ system: system.name, environment }, describeSlo(slo, environment)];
      }
    }
  }
}

function describeSlo({ name, title, description, objective, window, indicator, tiers }: Slo, environment: string) {
  const { total, part } = indicator;
  const textOf = (query: Query) => compose(query, environment, () => true).text;
  const burns = tiers.map((tier) => [tier.name, `${tier.spent} of the budget within ${tier.within}`]);
  const fields = {
    ...{ objective: resolve(objective, environment), window, title, description },
    "all events": textOf(total),
    [`${part.is} events`]: textOf(part.query),
    alerts: Object.fromEntries(burns),
  };
  return { name, fields };
}
