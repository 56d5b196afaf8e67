import type { AlertRule } from "../simulate/run/rule-sources.js";
import type { Simulation } from "../simulate/run/simulation.js";
import { formatTime } from "../simulate/timeline/draw.js";

/** Evaluates some rules of a simulation, or all. Throws if one cannot be evaluated: its alert would stay quiet for the wrong reason. */
export function evaluateSelected(run: Simulation, rules: readonly AlertRule[] | undefined): Simulation {
  const evaluated = (rules && run.evaluateOnly?.(rules.map(({ reference }) => reference))) ?? run;
  const { problems, start } = evaluated;
  const [first] = problems;
  if (!first) return evaluated;
  const { rule, at, message } = first;
  const more = problems.length === 1 ? "" : ` (and ${problems.length - 1} more times)`;
  const subject = `rule ${rule.index + 1} of group "${rule.group}"`;
  throw new Error(`${subject} cannot be evaluated at ${formatTime(at - start)}${more}: ${message}`);
}
