import { expect, test } from "vitest";
import { noSummary } from "../../../src/check/alert/no-summary.js";
import { alert, findings, locationText, summaries } from "../build-subjects.js";

test("an alert says what is wrong", () => {
  const [found] = findings(noSummary, alert());
  expect(found).not.toHaveProperty("severity");
  expect(found!.summary).toBe("the alert has no annotation `summary`");
  expect(locationText(found!)).toBe("annotations");
  expect(summaries(noSummary, alert({ annotations: { summary: "{{ $labels.job }} is down" } }))).toEqual([]);
});

test.each(["description", "message", "title"])("that only `%s` says it matters less", (name) => {
  expect(findings(noSummary, alert({ annotations: { [name]: "down" } }))).toMatchObject([
    { severity: "info", summary: `the alert has no annotation \`summary\`, only \`${name}\`` },
  ]);
});
