import type { RulesArtifact } from "../../compile/compiled.js";
import { parseDuration } from "../../formats/prometheus/duration.js";
import { isAlertingRule } from "../../formats/prometheus/types.js";
import { durationMs } from "../../model/definition/duration.js";
import { resolve } from "../../model/definition/per-environment.js";
import { prometheusRelease } from "../../model/project/releases.js";
import { readObjective } from "../../model/slo/objective.js";
import type { Slo } from "../../model/slo/slo.js";
import { isAtLeast, type PrometheusVersion, parse, ruleDialect } from "../../promql/index.js";
import { testEvents } from "./tested-events.js";
import type { BurnTimes, TestedInput, TestedSeries } from "./tested-input.js";
import { testTime } from "./tested-time.js";

/** An SLO with what its tests need. */
export interface TestedSlo extends BurnTimes {
  readonly slo: Slo;
  readonly input: TestedInput;
  readonly budget: number;
  /** The fastest alert. */
  readonly tier: string;
}

const minute = 60_000;

/** Describes the SLOs of a rule file that tests can be written for. */
export function describeSlos({ system, settings, rules }: RulesArtifact): readonly TestedSlo[] {
  const slos = system.definitions.flatMap((one) => (one.kind === "slo" ? [one] : []));
  const { environment, versions } = settings;
  const version = prometheusRelease(versions);
  return slos.flatMap((slo) => describe(slo, { slos, rules, environment, version }) ?? []);
}

interface Context extends Pick<RulesArtifact, "rules"> {
  readonly slos: readonly Slo[];
  readonly environment: string;
  readonly version: PrometheusVersion;
}

function describe(slo: Slo, context: Context): TestedSlo | undefined {
  const input = describeInput(slo, context);
  const budget = readObjective(resolve(slo.objective, context.environment) ?? "")?.budget;
  const [tier] = slo.tiers.toSorted((one, other) => durationMs(one.within)! - durationMs(other.within)!);
  if (!input || budget === undefined || !tier || tier.factor * budget >= 1) return undefined;
  // Tests of older releases of promtool cannot hold native histograms.
  if (input.hasHistograms && !isAtLeast(context.version, 2, 48)) return undefined;
  const alert = context.rules.find(
    ({ definition, data }) =>
      (slo.alerts as readonly unknown[]).includes(definition) && data.labels?.slo_tier === tier.name,
  );
  const pending = alert && isAlertingRule(alert.data) ? (parseDuration(alert.data.for ?? "0s") ?? 0) : 0;
  const within = Math.ceil(durationMs(tier.within)! / minute);
  const burning = within + Math.ceil(pending / minute) + input.lag;
  return { slo, input, budget, tier: tier.name, history: within + 10, burning };
}

function describeInput(slo: Slo, context: Context): TestedInput | undefined {
  const { events, errors } = slo.series;
  const parts = context.slos.filter((other) => events.query.holes.includes(other.series.events));
  if (parts.length > 0 && parts.length === events.query.holes.length) {
    return joinInputs(parts.map((part) => describeInput(part, context)));
  }
  const exprOf = (definition: unknown) => {
    const rule = context.rules.find((one) => one.definition === definition);
    // The text has the ranges that the query of the definition leaves open.
    return rule && parse(rule.data.expr, ruleDialect(context.version)).expr;
  };
  const failed = exprOf(errors);
  if (!failed) return undefined;
  return slo.indicator.countsTime ? testTime(failed) : testEvents(slo, exprOf(events), failed);
}

/** Of other SLOs, all must have series that a test can write, and no two the same. */
function joinInputs(inputs: readonly (TestedInput | undefined)[]): TestedInput | undefined {
  const known = inputs.flatMap((input) => input ?? []);
  if (known.length < inputs.length) return undefined;
  const written = known.flatMap((input) => input.quiet(0, 1).map(identify));
  if (new Set(written).size < written.length) return undefined;
  return {
    lag: Math.max(...known.map(({ lag }) => lag)),
    hasHistograms: known.some(({ hasHistograms }) => hasHistograms),
    burn: (times) => known.flatMap((input) => input.burn(times)),
    quiet: (budget, minutes) => known.flatMap((input) => input.quiet(budget, minutes)),
  };
}

function identify({ name, labels }: TestedSeries): string {
  return JSON.stringify([name, Object.entries(labels).toSorted()]);
}
