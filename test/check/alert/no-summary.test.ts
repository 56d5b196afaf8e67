import { expect, test } from "vitest";
import { noSummary } from "../../../src/check/alert/no-summary.js";
import { alert, findings, locationText, summaries } from "../build-subjects.js";

test("an alert needs a summary", () => {
  const [finding] = findings(noSummary, alert());
  expect(finding).not.toHaveProperty("severity");
  expect(finding!.summary).toBe("the alert has no annotation `summary`");
  expect(locationText(finding!)).toBe("annotations");
  expect(summaries(noSummary, alert({ annotations: { summary: "{{ $labels.job }} is down" } }))).toEqual([]);
});

test.each(["description", "message", "title"])("info if there is a `%s`", (name) => {
  expect(findings(noSummary, alert({ annotations: { [name]: "down" } }))).toMatchObject([
    { severity: "info", summary: `the alert has no annotation \`summary\`, only \`${name}\`` },
  ]);
});
