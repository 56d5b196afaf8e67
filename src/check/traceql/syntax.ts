import type { Check } from "../check.js";
import { traceQueries } from "../panel/trace-queries.js";

/** A query that Tempo would refuse. */
export const traceQuerySyntax: Check = {
  id: "traceql/syntax",
  on: "panel",
  *run({ panel }) {
    for (const { errors, locate } of traceQueries(panel)) {
      for (const { message, start, end, hint } of errors) {
        yield { summary: message, ...(hint !== undefined && { fix: hint }), at: locate(start, end) };
      }
    }
  },
};
