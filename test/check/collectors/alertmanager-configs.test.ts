import { describe, expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";
import { allFindings } from "../../../src/project/all-findings.js";

const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-11-28", findings: allFindings };

const right = `apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata:
  name: cart
spec:
  route:
    receiver: team
    routes:
      - matchers:
          - { name: severity, value: critical, matchType: "=" }
        receiver: pager
        muteTimeIntervals: [nights]
  receivers:
    - name: team
      webhookConfigs: [{ url: https://example.com/team }]
    - name: pager
      webhookConfigs: [{ url: https://example.com/pager }]
  muteTimeIntervals:
    - name: nights
      timeIntervals:
        - times: [{ startTime: "22:00", endTime: "24:00" }]
`;

function findings(text: string): readonly string[] {
  return checkFiles([{ path: "config.yml", text }], options).map(
    ({ id, span, summary, fix }) => `${span?.start.line} ${id}: ${summary}; ${fix}`,
  );
}

describe("an AlertmanagerConfig", () => {
  test("that is right has no finding", () => {
    expect(findings(right)).toEqual([]);
  });

  test.each([
    [
      "receiver: pager\n",
      "receiver: pagers\n",
      '11 manifest/refused-routes: there is no receiver "pagers" in the object; did you mean "pager"?',
    ],
    [
      "[nights]",
      "[weekend]",
      '12 manifest/refused-routes: there is no time interval "weekend" in the object; use one of: nights',
    ],
    [
      "- name: pager",
      "- name: team",
      '16 manifest/refused-routes: two receivers are called "team"; rename one of them',
    ],
    [
      "    receiver: team\n",
      "    groupBy: [job, job]\n    receiver: team\n",
      '7 manifest/refused-routes: "job" is twice in groupBy; remove it',
    ],
    [
      'value: critical, matchType: "="',
      'value: "crit(", matchType: "=~"',
      "10 manifest/refused-routes: missing closing ): `crit(`; correct the pattern",
    ],
  ])("with %j as %j is refused", (from, to, expected) => {
    expect(findings(right.replace(from, to))).toContain(expected);
  });

  test("without a receiver of its first route is refused", () => {
    expect(findings(right.replace("    receiver: team\n", ""))).toContain(
      "7 manifest/refused-routes: the first route has no receiver; set receiver",
    );
  });

  test("may hold anything", () => {
    const chain = Array.from(
      { length: 30 },
      (_, index) => `    - &a${index + 1} { routes: [*a${index}, *a${index}] }\n`,
    ).join("");
    for (const text of [
      right.replace("routes:", "routes: &r\n      - *r\n    x:"),
      right.replace("    routes:\n", `    x:\n    - &a0 { receiver: ../../etc }\n${chain}    routes: [*a30]\n    y:\n`),
      right.replace(/spec:[\s\S]*/, "spec: { route: [1], receivers: { a: 1 } }\n"),
      right.replace("name: cart", "name: <script>").replace("receiver: team", "receiver: [a]"),
    ]) {
      const started = Date.now();
      expect(Array.isArray(findings(text))).toBe(true);
      expect(Date.now() - started).toBeLessThan(5_000);
    }
  });
});
