import { findAliasProblem, readYaml, toPlainValue, type YamlValue } from "../../yaml/index.js";

/** Reads the first document of a YAML text as plain data. Undefined if it is not valid. */
export function parseYaml(text: string): YamlValue | undefined {
  const { documents, diagnostics } = readYaml(text, { file: "" });
  const [root] = documents;
  if (diagnostics.length > 0) return undefined;
  if (!root) return null;
  return findAliasProblem(root) ? undefined : toPlainValue(root);
}
