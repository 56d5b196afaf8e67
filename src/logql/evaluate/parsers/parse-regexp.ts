import { loadRe2 } from "../../../regexp/re2.js";
import { sanitizeKey } from "../labels/label-name.js";
import { duplicateSuffix } from "../labels/special-labels.js";
import { type Stage, stage } from "../pipeline/stage.js";

/** `| regexp "(?P<status>[0-9]+)"`: makes each named group a label; one that takes no part in the match is empty. */
export function regexpParser(pattern: string): Stage {
  const compiled = loadRe2().RE2JS.compile(pattern);
  const groups = Object.entries(compiled.namedGroups() as Record<string, number>)
    .sort(([, left], [, right]) => left - right)
    .map(([name, index]) => ({ name: sanitizeKey(name), index }));
  return stage((line, labels) => {
    const matcher = compiled.matcher(line);
    if (!matcher.find()) return line;
    for (const { name, index } of groups) {
      const label = labels.isTaken(name) ? name + duplicateSuffix : name;
      if (labels.hints.wants(label) && !labels.extract(label, matcher.group(index) ?? "")) return undefined;
    }
    return line;
  });
}
