import { nearest } from "../../diagnostics/nearest.js";
import type { VectorSelector } from "../../promql/index.js";
import { metricName } from "../../promql/index.js";
import type { Check, CheckContext, QuerySubject } from "../check.js";
import { maxEdits } from "../expression/similar-series.js";

/** A recorded name that no recording rule has. */
export const usedNeverRecorded: Check = {
  id: "rules/used-never-recorded",
  on: "query",
  reads: "selectors",
  *run(query) {
    const { context } = query;
    // The recording rules may be in files that are not part of this run.
    if (context.isIncomplete || (!context.catalogue && context.recorded.size === 0)) return;
    const isOutside = isOutsideOf(context);
    for (const { expr: selector, parent } of query.parts.selectors) {
      const name = metricName(selector);
      if (name === undefined || !name.includes(":") || exists(name, context)) continue;
      if (isOutside && parent?.expr.kind === "matrix" && isExported.test(name)) continue;
      const similar = nearest(name, context.recorded, query.isForeign || isOutside ? maxEdits(name) : undefined);
      // Of two names side by side, neither is meant by the other.
      const suggestion = query.parts.selectors.some(({ expr }) => metricName(expr) === similar) ? undefined : similar;
      // `dashboard/undescribed-metric` lists the others.
      if (query.isForeign && suggestion === undefined) continue;
      const [start, end] = nameRange(selector);
      yield {
        severity: severityOf(query, suggestion),
        summary: isOutside ? `no rule in these files records "${name}"` : `no rule records "${name}"`,
        details: "Unless a rule records it, the expression yields nothing: an alert never fires, a panel stays empty.",
        fix: suggestion === undefined ? fixFor(isOutside) : `did you mean \`${suggestion}\`?`,
        at: query.locate(start, end),
      };
    }
  },
};

/** Names of raw counters: some exporters write colons, too. */
const isExported = /_(?:total|count|sum|bucket)$/;

/** True where no definitions say what is recorded. A server may say it, but not of rules that are not deployed yet. */
function isOutsideOf({ catalogue }: CheckContext): boolean {
  return catalogue === undefined || catalogue.origin !== undefined;
}

/** Outside of definitions, the rule may be in a file that is not checked, unless there is one of nearly that name. */
function severityOf({ context, isForeign }: QuerySubject, suggestion: string | undefined) {
  if (!isOutsideOf(context)) return isForeign ? "info" : "error";
  return suggestion === undefined ? "info" : "warning";
}

function fixFor(isOutside: boolean): string {
  const add = "add a recording rule of that name";
  return isOutside ? `${add}, or check the file that has it, too` : add;
}

function exists(name: string, { catalogue, recorded }: CheckContext): boolean {
  return recorded.has(name) || catalogue?.series.has(name) === true || catalogue?.names?.has(name) === true;
}

function nameRange({ name, nameStart, nameEnd, start, end }: VectorSelector): readonly [number, number] {
  return name === undefined ? [start, end] : [nameStart, nameEnd];
}
