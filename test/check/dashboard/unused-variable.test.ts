import { expect, test } from "vitest";
import { unusedVariable } from "../../../src/check/dashboard/unused-variable.js";
import { dashboard, findings, panel, summaries, variable } from "../build-subjects.js";

test("an unused variable is reported", () => {
  const shop = dashboard({ variables: [variable("job"), variable("pod")], panels: [panel({ title: "$pod" })] });
  expect(summaries(unusedVariable, shop)).toEqual(['nothing uses the variable "job"']);
});

test.each([
  ["an expression", { panels: [panel({ expressions: ['up{job=~"${job:regex}"}'] })] }],
  ["a title", { panels: [panel({ title: "Requests of [[job]]" })] }],
  ["a description", { panels: [panel({ description: "of $job" })] }],
  ["a panel's data source", { panels: [panel({ dataSources: ["${job}"] })] }],
  ["links and repeats", { otherTexts: ["https://example.com/?job=$job"] }],
])("%s uses it", (_, fields) => {
  expect(summaries(unusedVariable, dashboard({ variables: [variable("job")], ...fields }))).toEqual([]);
});

test("a use in another variable counts, one in its own query does not", () => {
  const job = variable("job", { query: 'label_values(up{job="$job"}, job)' });
  const pod = variable("pod", { query: 'label_values(up{job="$job"}, pod)' });
  expect(summaries(unusedVariable, dashboard({ variables: [job] }))).toHaveLength(1);
  expect(summaries(unusedVariable, dashboard({ variables: [job, pod] }))).toEqual(['nothing uses the variable "pod"']);
});

test("a longer name is a different variable", () => {
  const shop = dashboard({ variables: [variable("job")], panels: [panel({ title: "$job_name" })] });
  expect(summaries(unusedVariable, shop)).toHaveLength(1);
});

test("Grafana applies ad hoc filters by itself", () => {
  expect(summaries(unusedVariable, dashboard({ variables: [variable("filters", { type: "adhoc" })] }))).toEqual([]);
});

test("a hidden variable gets different details", () => {
  const details = (type: string) =>
    findings(unusedVariable, dashboard({ variables: [variable("job", { type, hidden: true })] }))[0]!.details;
  expect(details("query")).toContain("runs a query each time");
  expect(details("constant")).toContain("It is hidden, too");
});
