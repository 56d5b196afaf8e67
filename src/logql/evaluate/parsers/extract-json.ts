import type { JsonPath } from "../../syntax/extraction-path.js";
import { type FoundValue, findPaths } from "../json/find-paths.js";
import { stringText } from "../json/scan.js";
import { duplicateSuffix } from "../labels/special-labels.js";
import { type Stage, stage } from "../pipeline/stage.js";

/** A label and the path of its value. */
export interface JsonExtraction {
  readonly label: string;
  readonly path: JsonPath;
}

/** `| json status="response.code"`: extracts the values of paths. A label without a value is empty. */
export function jsonExtractor(extractions: readonly JsonExtraction[]): Stage {
  const paths = extractions.map(({ path }) => path);
  return stage((line, labels) => {
    if (line === "" || labels.hints.needsNoLabels()) return line;
    if (!'"{['.includes(line[0]!)) {
      labels.failParsing("JSONParserErr");
      return line;
    }
    let found = 0;
    findPaths(line, paths, {
      found: (index, value) => {
        const { label } = extractions[index]!;
        labels.set(labels.isTaken(label) ? label + duplicateSuffix : label, labelValue(value));
        found++;
      },
      failed: (error) => labels.failParsing("JSONParserErr", error),
    });
    if (found < extractions.length) {
      for (const { label } of extractions) if (labels.get(label) === undefined) labels.set(label, "");
    }
    return line;
  });
}

function labelValue({ kind, text }: FoundValue): string {
  if (kind === "null") return "";
  return kind === "object" ? text : stringText(text);
}
