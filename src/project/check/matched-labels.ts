import { type CheckFilesOptions, outsideExpressions } from "../../check/index.js";
import { hasVariable, metricName, selectors } from "../../promql/index.js";
import { allFindings } from "../all-findings.js";
import { decodeText, findCheckable } from "../files/read-files.js";
import type { CheckOptions } from "./check.js";
import { runSettings } from "./run-settings.js";
import { selectFiles } from "./select-files.js";

/** Labels that matchers compare with a value, by the name of the series. */
export type MatchedLabels = ReadonlyMap<string, ReadonlySet<string>>;

/** Finds the labels that the expressions of given files compare with values. */
export function findMatchedLabels(options: CheckOptions): MatchedLabels {
  const { cwd, files: names, exclude = [], input } = options;
  const { files } = selectFiles(findCheckable(names, cwd, exclude), cwd, names);
  const given = input && decodeText("<stdin>", input);
  const all = given && "text" in given ? [...files, { path: "<stdin>", text: given.text }] : files;
  const settings: CheckFilesOptions = { ...runSettings(options, {}), findings: allFindings };
  const matched = new Map<string, Set<string>>();
  for (const selector of outsideExpressions(all, settings).flatMap((expr) => selectors(expr))) {
    const name = metricName(selector);
    if (name === undefined) continue;
    for (const { label, value, variable } of selector.matchers) {
      if (label === "__name__" || value === "" || variable || hasVariable(value)) continue;
      const labels = matched.get(name) ?? new Set();
      matched.set(name, labels.add(label));
    }
  }
  return matched;
}
