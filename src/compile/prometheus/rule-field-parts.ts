import type { CallPart } from "../../source/locate-in-call.js";

/** A field of a rule, by its name in Prometheus. */
export type RuleField = "alert" | "record" | "expr" | "for" | "keep_firing_for" | "labels" | "annotations";

const name: CallPart = { argument: 0, path: [] };

/** Annotations that are options of an alert in a definition, with the names of the options. */
export const annotationOptions: ReadonlyMap<string, string> = new Map([
  ["summary", "summary"],
  ["description", "description"],
  ["runbook_url", "runbook"],
]);

/** The parts of the defining call that may hold a field of a rule, the likeliest first. */
export function partsOfField(kind: "alert" | "recordingRule", field: RuleField, key?: string): readonly CallPart[] {
  const options = kind === "alert" ? 1 : 2;
  const option = (...path: string[]): CallPart => ({ argument: options, path });
  switch (field) {
    case "alert":
    case "record":
      return [name];
    case "expr":
      return kind === "alert" ? [option("when")] : [{ argument: 1, path: [] }];
    case "for":
      return [option("for")];
    case "keep_firing_for":
      return [option("keepFiringFor")];
    case "labels":
      return key === undefined
        ? [option("labels"), option("severity")]
        : [option("labels", key), ...(key === "severity" ? [option("severity")] : []), option("labels")];
    case "annotations": {
      const own = key === undefined ? undefined : annotationOptions.get(key);
      return key === undefined
        ? [option("annotations")]
        : [option("annotations", key), ...(own === undefined ? [] : [option(own)]), option("annotations")];
    }
  }
}
