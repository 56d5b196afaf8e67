import { readFileSync, writeFileSync } from "node:fs";
import { override, promql, timeseries } from "telltale";
import { expect, test } from "vitest";
import { render } from "../../panels/render.js";
import { decisionFor, decisionName, decisions } from "./decisions.js";
import { findSections, type Section } from "./sections.js";

const page = new URL("../../../docs/grafana-options.md", import.meta.url);
const sections = findSections();

const introduction = `# Grafana's options

Every property that the types of Grafana's foundation SDK have, and what Telltale makes of it: **typed** by options of ours, said **elsewhere**, **raw** in JSON or as a property of an override, or **refused** with the reason. grafonnet is generated from the same schemas: its functions are named after these properties, such as \`panel.timeSeries.options.legend.withPlacement\`.

This page is generated, and the tests compare it: for each of our options they render a panel or a dashboard with and without it, and look at what changes. A property of a new version of the SDK fails them until it is decided. The SDK has no types of the panels \`alertlist\`, \`traces\` and \`flamegraph\`, nor of the queries of PostgreSQL, MySQL and SQL Server.

| | typed | elsewhere | raw | refused |
|---|---|---|---|---|
`;

function renderPage(): string {
  const summary = sections.map(({ heading, ...section }) => {
    const counts = ["typed", "elsewhere", "raw", "refused"].map(
      (verdict) => rowsOf({ heading, ...section }).filter((row) => row.verdict === verdict).length,
    );
    return `| ${heading} | ${counts.join(" | ")} |`;
  });
  const details = sections.map((section) => {
    const rows = rowsOf(section).map(({ path, verdict, text }) => `| \`${path}\` | ${verdict} | ${text} |`);
    return `## ${section.heading}\n\n| property | | by |\n|---|---|---|\n${rows.join("\n")}\n`;
  });
  return `${introduction}${summary.join("\n")}\n\n${details.join("\n")}`;
}

function rowsOf({ name, properties }: Section) {
  return properties.map(({ path, options }) => {
    if (options.length > 0)
      return { path, verdict: "typed", text: options.map((option) => `\`${option}\``).join(", ") };
    const decision = decisionFor(name, path);
    return { path, verdict: decision?.verdict ?? "undecided", text: decision?.text ?? "" };
  });
}

test("every property of the SDK is typed, or decided", () => {
  const undecided = sections.flatMap((section) =>
    rowsOf(section).flatMap(({ path, verdict }) => (verdict === "undecided" ? [`${section.name} ${path}`] : [])),
  );
  expect(undecided).toEqual([]);
});

test("every decision is about a property that no option sets", () => {
  const used = new Set(
    sections.flatMap(({ name, properties }) =>
      properties.flatMap(({ path, options }) => (options.length === 0 ? [decisionName(name, path)] : [])),
    ),
  );
  expect(Object.keys(decisions).filter((name) => !used.has(name))).toEqual([]);
});

test("an override sets any custom option of fields", () => {
  const properties = { "custom.barAlignment": 1 };
  const panel = timeseries("A", promql`up`, { overrides: [override.pattern(".*", { properties })] });
  expect(render(panel).fieldConfig?.overrides).toMatchObject([
    { properties: [{ id: "custom.barAlignment", value: 1 }] },
  ]);
});

test("the page of Grafana's options is up to date", () => {
  const text = renderPage();
  if (process.env.UPDATE_PAGES) writeFileSync(page, text);
  expect(readFileSync(page, "utf8")).toBe(text);
});
