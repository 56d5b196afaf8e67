import type { RecordingRule } from "../../model/alert/recording-rule.js";
import { checkArguments } from "../../model/definition/check-arguments.js";
import { define, isDefinitionOf } from "../../model/definition/definition.js";
import { instance, required, type Shape } from "../../model/definition/option-table.js";
import { Query } from "../../model/expression/query.js";
import type { Indicator } from "../../model/slo/indicator.js";
import type { Slo } from "../../model/slo/slo.js";

const slosShape: Shape = instance("a list of SLOs that all count events, or all time,", isSameKind);

/**
 * The events of several SLOs together: an indicator for the objective of a journey, a system or a team. It reads the
 * series that they record. Of a single SLO, it is another objective or window for the same events, at no further cost.
 *
 * @example
 * combined([cartAvailability, paymentAvailability])
 */
export function combined(slos: readonly Slo[]): Indicator {
  const origin = checkArguments("combined(…)", [["slos", slos, required(slosShape)]]);
  const countsTime = slos.every(({ indicator }) => indicator.countsTime);
  const events = new Set(slos.map(({ indicator }) => indicator.events));
  const failures = new Set(slos.map(({ indicator }) => indicator.failure));
  const [onlyEvents = "events"] = events.size === 1 ? events : [];
  const [onlyFailure = "failed"] = failures.size === 1 ? failures : [];
  return define(
    {
      kind: "indicator" as const,
      events: onlyEvents,
      failure: onlyFailure,
      by: [],
      groupedBy: [],
      total: sumOf(slos.map(({ series }) => series.events)),
      part: { is: "failed" as const, query: sumOf(slos.map(({ series }) => series.errors)) },
      countsTime,
      labels: {},
    },
    origin,
  );
}

/** `sum(a or b)`: one that has no data does not hide the others. */
function sumOf(recorded: readonly RecordingRule[]): Query {
  const chunks = ["sum(", ...recorded.slice(1).map(() => " or "), ")"];
  return new Query({ language: "promql", chunks, holes: recorded });
}

function isSameKind(value: object): boolean {
  if (!Array.isArray(value) || value.length === 0 || !value.every((one) => isDefinitionOf(one, "slo"))) return false;
  return new Set((value as readonly Slo[]).map(({ indicator }) => indicator?.countsTime)).size === 1;
}
