import { parsePattern } from "../../types/pattern.js";
import { duplicateSuffix } from "../labels/special-labels.js";
import { type Stage, stage } from "../pipeline/stage.js";
import { capture } from "./line-pattern.js";

/** `| pattern "<ip> - <_>"`: makes each capture a label. */
export function patternParser(text: string): Stage {
  const pattern = parsePattern(text);
  return stage((line, labels) => {
    if (labels.hints.needsNoLabels()) return line;
    for (const [name, value] of capture(pattern, line)) {
      const label = labels.isTaken(name) ? name + duplicateSuffix : name;
      if (labels.hints.wants(label) && !labels.extract(label, value)) return undefined;
    }
    return line;
  });
}
