import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { sortDiagnostics } from "../../diagnostics/order.js";
import { ruleKey } from "../../simulate/rules/group.js";
import { describeDifference } from "../../simulate/upgrade/describe-difference.js";
import type { RuleDifference } from "../../simulate/upgrade/difference.js";
import { mergeDifferences } from "../../simulate/upgrade/merge-differences.js";
import type { RuleLocations } from "./rule-locations.js";

/** Describes each rule that differs, once for all environments and scenarios, in the order of the sources. */
export function describeDifferences(
  differences: readonly RuleDifference[],
  releases: { readonly from: string; readonly to: string },
  locations: RuleLocations,
): readonly Diagnostic[] {
  const keyOf = ({ rule, name }: RuleDifference): string => {
    const { span } = locations.find(rule)(undefined);
    return JSON.stringify([name, span ?? ruleKey(rule)]);
  };
  const described = mergeDifferences(differences, keyOf).map(({ difference, others }) =>
    describeDifference(difference, releases, locations.find(difference.rule), others),
  );
  return sortDiagnostics(described);
}
