import { walk } from "../../promql/index.js";
import type { Check, EstateSubject, QuerySubject, RuleSubject } from "../check.js";
import { durationLength } from "../expression/range.js";
import { coversWholeServer, serverKey } from "./server-scope.js";

/** A rule that reads what a rule of another group records, although both are definitions of one system. */
export const readAcrossGroups: Check = {
  id: "rules/read-across-groups",
  on: "estate",
  *run(estate) {
    const recordings = findRecordings(estate);
    for (const rule of estate.rules) {
      if (rule.identity === undefined || !rule.query) continue;
      const names = readAtOnce(rule.query);
      for (const name of names) {
        const writers = (recordings.get(`${serverKey(rule)} ${name}`) ?? []).filter((other) =>
          isOfOneSystem(rule, other),
        );
        const [first] = writers;
        if (!first || writers.some(({ group }) => group === rule.group)) continue;
        const span = first.locate();
        yield {
          summary: `it is in the group "${rule.group}", but "${name}", which it reads, in "${first.group}"`,
          details:
            "Prometheus evaluates groups at different moments, so it reads a value that is up to one interval old.",
          fix: "put both into one group, or leave out `group`: rules that build on one another then share one",
          at: rule.locate("expr"),
          subject: rule.name,
          allow: rule.allow,
          related: [{ message: `"${name}" is recorded here`, ...(span && { span }) }],
        };
      }
    }
  },
};

/** From this range on, a value that is an interval late makes no difference. */
const longRange = 3_600_000;

/** The names of series that an expression reads at an instant or over a short range. */
function readAtOnce(query: QuerySubject): ReadonlySet<string> {
  const names = new Set<string>();
  walk(query.expr, (node) => {
    const isRange = node.kind === "matrix" || node.kind === "subquery";
    if (isRange && (durationLength(node.range, query) ?? 0) >= longRange) return false;
    if (node.kind === "selector" && node.name !== undefined) names.add(node.name);
    return true;
  });
  return names;
}

function findRecordings({ rules }: EstateSubject): ReadonlyMap<string, readonly RuleSubject[]> {
  const recordings = new Map<string, RuleSubject[]>();
  for (const rule of rules) {
    if (!("record" in rule.data) || rule.identity === undefined || !coversWholeServer(rule.context)) continue;
    const key = `${serverKey(rule)} ${rule.data.record}`;
    const same = recordings.get(key);
    if (same) same.push(rule);
    else recordings.set(key, [rule]);
  }
  return recordings;
}

/** Rules of different systems cannot share a group. */
function isOfOneSystem({ context }: RuleSubject, other: RuleSubject): boolean {
  return context.catalogue === other.context.catalogue;
}
