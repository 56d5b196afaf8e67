import { describe, expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";
import type { Policy } from "../../../src/model/project/policy.js";
import { allFindings } from "../../../src/project/all-findings.js";

const routes = `route:
  receiver: chat
  routes:
    - { matchers: [severity="critical", team="shop"], receiver: shop/pager }
    - { matchers: [namespace="dev"], receiver: nobody }
    - { matchers: [severity="critical"], receiver: ops/pager, continue: true }
    - { matchers: [alertname="Loud"], receiver: everyone }
receivers: [{ name: chat }, { name: shop/pager }, { name: nobody }, { name: ops/pager }, { name: everyone }]
`;

const alert = (name: string, labels: string) =>
  `      - { alert: ${name}, expr: up == 0, for: 5m, labels: { ${labels} }, annotations: { summary: a, runbook_url: a } }\n`;
const rules = (...alerts: readonly string[]) => `groups:\n  - name: a\n    rules:\n${alerts.join("")}`;

function findings(policy: Omit<Policy, "name">, text: string, config = routes, more: readonly string[] = []) {
  const files = [
    { path: "rules.yml", text },
    ...[config, ...more].map((one, index) => ({ path: `alertmanager${index}.yml`, text: one })),
  ];
  return checkFiles(files, {
    ...{ prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01", findings: allFindings },
    policies: [{ policy: { name: "ours", ...policy }, isForFile: (file) => file === "rules.yml" }],
  }).flatMap(({ id, severity, subject, summary, fix, span }) =>
    id.startsWith("policy/") ? [`${span?.file}:${span?.start.line} ${severity} ${subject}: ${summary}; ${fix}`] : [],
  );
}

describe("a receiver that a policy does not allow", () => {
  test("is one that the alert certainly notifies", () => {
    const text = rules(alert("Shop", "severity: critical, team: shop"), alert("Other", "severity: critical, team: x"));
    expect(findings({ receivers: ["chat"] }, text)).toEqual([
      'rules.yml:4 error alert "Shop": the alert notifies "shop/pager", against the policy "ours"; route it to one of: chat',
    ]);
    expect(findings({ receivers: ["*/pager"] }, text)).toEqual([]);
    expect(findings({ receivers: ["s*p/*er", "chat"], severity: "warning" }, text)).toEqual([]);
  });

  test("is not one behind a route by labels of the series", () => {
    expect(findings({ receivers: ["pager"] }, rules(alert("Loud", "severity: warning")))).toEqual([]);
    const known = rules(alert("Loud", "severity: critical, namespace: prod, team: x"));
    expect(findings({ receivers: ["pager"] }, known).map((one) => one.split(";")[0])).toEqual([
      'rules.yml:4 error alert "Loud": the alert notifies "everyone", against the policy "ours"',
      'rules.yml:4 error alert "Loud": the alert notifies "ops/pager", against the policy "ours"',
    ]);
  });

  test("is only known with one configuration, and for the alerts of the policy", () => {
    const text = rules(alert("Shop", "severity: critical, team: shop"));
    const other = "route: { receiver: a }\nreceivers: [{ name: a }]\n";
    expect(findings({ receivers: ["chat"] }, text, routes, [other])).toEqual([]);
    expect(findings({ receivers: ["chat"], alerts: { severity: ["warning"] } }, text)).toEqual([]);
  });

  test("may be allowed where the alert is", () => {
    const text = `# telltale allow-file policy/receiver the pager is new\n${rules(alert("Shop", "severity: critical, team: shop"))}`;
    expect(findings({ receivers: ["chat"] }, text)).toEqual([]);
  });
});
