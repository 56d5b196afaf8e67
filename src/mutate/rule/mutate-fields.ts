import { locateInCall } from "../../source/locate-in-call.js";
import type { SourceFiles } from "../../source/source-files.js";
import type { SystemContext } from "../facts.js";
import type { MutableRule, MutantDraft } from "../mutable-rule.js";
import { fieldChanges } from "./field-changes.js";

/** Changes the fields of an alerting rule, one at a time. */
export function mutateFields(
  { rule, compiled, artifact, group, index, subject, originLabels, key }: MutableRule,
  context: SystemContext,
  sources: SourceFiles,
): readonly Omit<MutantDraft, "alerts" | "series">[] {
  if (!("alert" in rule)) return [];
  const origin = compiled?.definition.origin ?? artifact.raw?.origin;
  return fieldChanges(rule, originLabels, context).map((change, number) => {
    const { kind, before, after, option } = change;
    const span = origin && (locateInCall(origin, [{ argument: 1, path: option }], sources) ?? origin.span);
    return {
      ...{ kind, system: artifact.system.name, before, after, subject },
      owner: rule.alert,
      ...(span && { span }),
      key: `${key} field ${number}`,
      patch: { kind: "rule", path: artifact.path, group, index, rule: change.rule },
    };
  });
}
