import type { Check, SloSubject } from "../check.js";

/** Two SLOs on the same events, of which only one can be meant. */
export const contradictingObjectives: Check = {
  id: "slo/contradicting-objectives",
  on: "estate",
  *run({ slos }) {
    for (const [index, one] of slos.entries()) {
      for (const other of slos.slice(0, index)) {
        const summary = compare(one, other);
        if (summary === undefined) continue;
        const span = other.locate("objective");
        yield {
          summary,
          details:
            "Whoever reads both does not know which promise counts, and their alerts fire for the same failures.",
          fix: "keep one of them, or give them different windows",
          at: one.locate("objective"),
          subject: one.name,
          allow: one.allow,
          related: [{ message: `the other: ${other.name}`, ...(span && { span }) }],
        };
      }
    }
  },
};

function compare(one: SloSubject, other: SloSubject): string | undefined {
  if (one.total !== other.total || one.slo.window !== other.slo.window) return undefined;
  const shares = `${percent(one)} and ${percent(other)}`;
  if (one.part === other.part) {
    const isSame = one.objective.share === other.objective.share;
    return isSame ? `${other.name} has the same objective` : `the same events have two objectives, ${shares}`;
  }
  return impliedBy(one, other) ?? impliedBy(other, one);
}

/** A request under half a second is under a second, too: of as many requests, the longer bound promises nothing more. */
function impliedBy(longer: SloSubject, shorter: SloSubject): string | undefined {
  const [high, low] = [longer, shorter].map(({ slo }) => slo.indicator.measured?.bound);
  if (high === undefined || low === undefined || high <= low) return undefined;
  if (longer.objective.share > shorter.objective.share) return undefined;
  return `${percent(longer)} within ${high} s is implied by ${percent(shorter)} within ${low} s`;
}

function percent({ objective: { share } }: SloSubject): string {
  return `${Number((share * 100).toPrecision(12))} %`;
}
