import { readYaml, toPlainValue, type YamlValue } from "../../yaml/index.js";
import type { ForeignSlos } from "./foreign-slo.js";
import { isOpenSlo, readOpenSlo } from "./open-slo.js";
import { isPyrra, readPyrra } from "./pyrra.js";
import { isSloth, readSloth } from "./sloth.js";

export { sloFileFindings } from "./findings.js";
export { type ForeignSlo, type ForeignSlos, rangePlaceholder, type SloExtras } from "./foreign-slo.js";
export { readSpecifications, type SloQuery } from "./read-specifications.js";
export { writeGrafanaSlos } from "./write-grafana-slo.js";
export { writeOpenSlo } from "./write-open-slo.js";

/** Reads specifications of SLOs: those of OpenSLO v1, sloth and pyrra, in any mixture. */
export function readForeignSlos(files: readonly { readonly path: string; readonly text: string }[]): ForeignSlos {
  const problems: string[] = [];
  const documents: { readonly path: string; readonly value: YamlValue }[] = [];
  for (const { path, text } of files) {
    const yaml = readYaml(text, { file: path, documents: "all" });
    const [broken] = yaml.diagnostics;
    if (broken) problems.push(`${path}: ${broken.summary}`);
    else if (yaml.hasAliases) problems.push(`${path}: it has aliases; write them out`);
    else documents.push(...yaml.documents.flatMap(toPlainValues).map((value) => ({ path, value })));
  }
  const values = documents.map(({ value }) => value);
  const slos = documents.flatMap(({ path, value }) => {
    const read = readDocument(value, values);
    if (!read) problems.push(`${path}: neither an SLO of OpenSLO nor a specification of sloth or pyrra`);
    else problems.push(...read.problems.map((problem) => `${path}: ${problem}`));
    return read?.slos ?? [];
  });
  return { slos, problems };
}

/** A document may be a list of objects. */
function toPlainValues(node: Parameters<typeof toPlainValue>[0]): readonly YamlValue[] {
  const value = toPlainValue(node);
  return Array.isArray(value) ? value : [value];
}

function readDocument(value: YamlValue, others: readonly YamlValue[]): ForeignSlos | undefined {
  if (isOpenSlo(value)) return readOpenSlo(value, others);
  if (isSloth(value)) return readSloth(value);
  return isPyrra(value) ? readPyrra(value) : undefined;
}
