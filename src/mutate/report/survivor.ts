import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { mutationFindings } from "../findings.js";
import type { Mutant, MutantKind, MutantResult } from "../mutant.js";

/** The test that would notice each kind of change. */
const hints: Readonly<Record<MutantKind, (mutant: Mutant) => string>> = {
  threshold: ({ before, after }) =>
    `test both sides of the bound, with a value between ${numberIn(before)} and ${numberIn(after)}`,
  comparison: () => "test one value below the bound, one above it and, where it can occur, the bound itself",
  condition: () => "test series for which only this part of the condition decides",
  number: () => "test the value at which it fires, or its text in an annotation",
  operator: () => "test the value at which it fires, or its text in an annotation",
  window: () => "test when it begins to fire, or to resolve, after a step in the traffic",
  offset: () => "test traffic that changes between then and now",
  aggregation: () => "test several series that differ: two pods, two endpoints",
  grouping: ({ before, after }) =>
    `test series that differ in the label left out of ${before}, or expect it (${after})`,
  function: () => "test traffic that changes within the window",
  matcher: ({ before }) => `add series that ${before} leaves out, and expect that they make no difference`,
  filter: ({ before }) => `add lines that ${before} leaves out, and expect that they make no difference`,
  bucket: () => "test a distribution whose quantile lies near the bound, and expect the value in the summary",
  for: () => "expect it to be pending at the evaluation before it fires: toBePending(alert, { at: … })",
  keep_firing_for: ({ before }) => `expect it to resolve ${before} after the condition has cleared`,
  severity: ({ before }) => `expect the label: { labels: { severity: "${before}" } }`,
  label: ({ before }) => `expect the label ${before}`,
  summary: () => "expect the summary: { annotations: { summary: … } }",
  description: () => "expect the description: { annotations: { description: /…/ } }",
  runbook: () => "expect the runbook: { annotations: { runbook_url: … } }",
  panel: () => "expect the panel: { annotations: { panel_url: … } }",
  dashboard: () => "expect the dashboard: { annotations: { dashboard_url: … } }",
  link: () => "expect the link: { annotations: { … } }",
  receiver: () => "expect the receivers: expect(run).toNotify(alert, { receivers: [ … ] }), or a row of toRoute([ … ])",
  timing: () => "expect the timing: expect(run).toNotify(alert, { receivers: [ … ], repeatInterval: … })",
  "grouped alerts": () => "expect the labels: expect(run).toNotify(alert, { receivers: [ … ], groupBy: [ … ] })",
  route: () => "add a row to toRoute([ … ]) for an alert that the route takes, and one for an alert that it does not",
  hours: () =>
    "add a row to toRoute([ … ]) with a moment inside of the hours, and one outside: { alert, at: …, receivers: [ … ] }",
  inhibition: () => "let both alerts fire, and expect(run).toNotify(alert, { receivers: [] })",
};

/** Describes a mutant that no test noticed, at the line that it changes. */
export function describeSurvivor({ mutant, state, tests }: MutantResult): Diagnostic {
  const { kind, subject, before, after, span, excerpt } = mutant;
  const change = `${oneLine(before)} → ${oneLine(after)}`;
  return {
    ...finding(mutationFindings, state === "uncovered" ? "mutation/uncovered" : "mutation/survived"),
    summary: state === "uncovered" ? `no test covers this: ${change}` : `no test notices: ${change}`,
    details:
      state === "uncovered"
        ? "No test looks at it."
        : `${tests} ${tests === 1 ? "test passes" : "tests pass"} with the change.`,
    fix: hints[kind](mutant),
    subject,
    ...(span && { span }),
    ...(excerpt && { excerpt }),
  };
}

function numberIn(text: string): string {
  return /[\d.]+(?:e[+-]?\d+)?/.exec(text)?.[0] ?? text;
}

function oneLine(text: string): string {
  return text === "" ? "nothing" : text.replaceAll(/\s+/g, " ");
}
