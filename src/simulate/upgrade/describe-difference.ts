import type { Diagnostic, Related } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { formatDuration } from "../../promql/index.js";
import type { ExpressionLocation } from "../../source/locate-expression.js";
import { upgradeFindings } from "../findings.js";
import { type DifferingPart, noError, type ReleaseBehavior, type RuleDifference } from "./difference.js";

/** Finds where a part of a rule's expression was written; the whole expression, without one. */
export type LocateRule = (part: DifferingPart | undefined) => Partial<ExpressionLocation>;

/** Describes a rule that behaves differently: where, in which scenario, on which series, and why. */
export function describeDifference(
  difference: RuleDifference,
  releases: { readonly from: string; readonly to: string },
  locate: LocateRule,
  others: number,
): Diagnostic {
  const { kind, name, differs, part, reason } = difference;
  const subject = `${kind === "alert" ? "alert" : "recording rule"} "${name}"`;
  const { span, excerpt } = locate(part);
  return {
    ...finding(upgradeFindings, differs === "value" ? "upgrade/value" : "upgrade/alert"),
    summary: `${subject} ${summarize(difference, releases)}`,
    ...(reason !== undefined && { details: reason }),
    subject,
    ...(span && { span }),
    ...(excerpt && { excerpt }),
    related: listEvidence(difference, releases, others),
  };
}

function summarize({ differs, before, after }: RuleDifference, { from, to }: { from: string; to: string }): string {
  if (differs === "value") return `has another value with Prometheus ${to} than with ${from}`;
  if (differs === "failure") {
    const [works, fails] = before.value === noError ? [from, to] : [to, from];
    return `can be evaluated with Prometheus ${works}, but not with ${fails}`;
  }
  const [old, current] = [before, after].map(({ state = "" }) => state.startsWith("fires"));
  if (old && !current) return `fires with Prometheus ${from}, but not with ${to}`;
  if (current && !old) return `fires with Prometheus ${to}, but not with ${from}`;
  return `${old ? "fires" : "is pending"} at other times with Prometheus ${to} than with ${from}`;
}

/** Lists what shows the difference: the scenario, the behaviour of both releases, and the samples that the rule reads. */
function listEvidence(
  difference: RuleDifference,
  { from, to }: { readonly from: string; readonly to: string },
  others: number,
): Related[] {
  const { scenario, span, labels, at, before, after, part, series } = difference;
  const width = Math.max(from.length, to.length);
  const behavior = (release: string, { state, value }: ReleaseBehavior): Related => {
    const verb = value === "nothing" ? "returns" : "is";
    const result = `${part ? `${part.text} ${verb} ` : ""}${value} at ${formatDuration(at)}`;
    return { message: `${release.padEnd(width)}  ${state === undefined ? result : `${state}; ${result}`}` };
  };
  const also = others === 1 ? "1 other scenario" : `${others} other scenarios`;
  return [
    { message: `in ${scenario}${labels === "{}" ? "" : `, ${labels}`}`, ...(span && { span }) },
    behavior(from, before),
    behavior(to, after),
    ...(series === undefined ? [] : [{ message: series }]),
    ...(others === 0 ? [] : [{ message: `it differs in ${also}, too` }]),
  ];
}
