import { describe, expect, test } from "vitest";
import { violatedPolicy } from "../../../src/check/policy/violated.js";
import type { Policy } from "../../../src/model/project/policy.js";
import { alert, findings, outside, record } from "../build-subjects.js";

const isForFile = () => true;

function violations(policy: Omit<Policy, "name">, fields: Parameters<typeof alert>[0]) {
  const context = { ...outside, policies: [{ policy: { name: "ours", ...policy }, isForFile }] };
  return findings(violatedPolicy, alert(fields, context)).map(
    ({ severity, summary, fix }) => `${severity}: ${summary}; ${fix}`,
  );
}

describe("an alert that breaks a policy", () => {
  test("lacks labels and annotations, or has them empty", () => {
    expect(
      violations({ require: { labels: ["team"], annotations: ["runbook_url"] } }, { labels: { team: "" } }),
    ).toEqual([
      'error: the alert has no label `team`, against the policy "ours"; add the label `team`',
      'error: the alert has no annotation `runbook_url`, against the policy "ours"; add the annotation `runbook_url`',
    ]);
    expect(violations({ require: { labels: ["team"] } }, { labels: { team: "shop" } })).toEqual([]);
  });

  test("of a definition lacks an option", () => {
    const policy = { require: { labels: ["severity", "team"], annotations: ["runbook_url", "dashboard"] } };
    const applied = [{ policy: { name: "ours", ...policy }, isForFile }];
    const rule = { ...alert({ labels: {} }, { ...outside, policies: applied }), identity: "shop/CartFails" };
    expect(findings(violatedPolicy, rule).map(({ summary, fix }) => `${summary}; ${fix}`)).toEqual([
      'the alert has no `severity`, against the policy "ours"; add `severity`',
      'the alert has no label `team`, against the policy "ours"; add the label `team`',
      'the alert has no `runbook`, against the policy "ours"; add `runbook`',
      'the alert has no annotation `dashboard`, against the policy "ours"; add the annotation `dashboard`',
    ]);
  });

  test("has those that are forbidden, or another value than those that are allowed", () => {
    const labels = { env: "prod", team: "shopp" };
    expect(violations({ forbid: { labels: ["env"] }, values: { team: ["shop"], area: ["a"] } }, { labels })).toEqual([
      'error: the alert has the label `env`, against the policy "ours"; remove `env`',
      'error: the label `team` is "shopp", against the policy "ours"; use one of: shop',
    ]);
  });

  test("may have a template as the value of a label", () => {
    const labels = { team: "{{ $labels.team }}" };
    expect(violations({ values: { team: ["shop"] } }, { labels })).toEqual([]);
  });

  test("fires too soon, or has another name", () => {
    const policy = { require: { for: "5m", name: "Cart[A-Z]\\w+" }, severity: "warning" } as const;
    expect(violations(policy, { alert: "cartFails", for: "1m" })).toEqual([
      'warning: the alert waits only 1m, against the policy "ours"; set `for` to 5m or longer',
      'warning: the name does not match Cart[A-Z]\\w+, against the policy "ours"; rename the alert',
    ]);
    expect(violations(policy, { alert: "CartFails" })[0]).toContain("the alert has no `for`");
    expect(violations(policy, { alert: "CartFails", for: "10m" })).toEqual([]);
  });

  test("is one of those that the policy is about", () => {
    const policy = { alerts: { severity: ["critical"] }, require: { labels: ["team"] } };
    expect(violations(policy, { labels: { severity: "critical" } })).toHaveLength(1);
    expect(violations(policy, { labels: { severity: "warning" } })).toEqual([]);
    const elsewhere = { ...outside, policies: [{ policy: { name: "ours", ...policy }, isForFile: () => false }] };
    expect(findings(violatedPolicy, alert({ labels: { severity: "critical" } }, elsewhere))).toEqual([]);
  });

  test("is no recording rule, and breaks nothing without policies", () => {
    const context = { ...outside, policies: [{ policy: { name: "ours", require: { labels: ["team"] } }, isForFile }] };
    expect(findings(violatedPolicy, record("a:b", "up", context))).toEqual([]);
    expect(findings(violatedPolicy, alert())).toEqual([]);
  });
});
