import { readFileSync, writeFileSync } from "node:fs";
import { override, promql, timeseries } from "telltale";
import { expect, test } from "vitest";
import { render } from "../../panels/render.js";
import { decisionFor, decisionName, decisions } from "./decisions.js";
import { grafonnetFunctions, grafonnetSections } from "./grafonnet.js";
import { findSections, type Section } from "./sections.js";

const page = new URL("../../../docs/grafana-options.md", import.meta.url);
const sections = findSections();

const introduction = `# Grafana's options

Every property that the types of Grafana's foundation SDK have, and what Telltale makes of it: **typed** by options of ours, said **elsewhere**, **raw** in JSON or as a property of an override, or **refused** with the reason. The column grafonnet names the functions of its latest version, v11.4.0, that set the property, in the package of the panel, the query or the dashboard; a property that only grafonnet has is at the end.

This page is generated, and the tests compare it: for each of our options they render a panel or a dashboard with and without it, and look at what changes. A property of a new version of the SDK fails them until it is decided. The SDK has no types of the panels \`alertlist\`, \`traces\` and \`flamegraph\`, nor of the queries of PostgreSQL, MySQL and SQL Server.

| | typed | elsewhere | raw | refused | of grafonnet |
|---|---|---|---|---|---|
`;

function renderPage(): string {
  const summary = sections.map(({ heading, ...section }) => {
    const counts = ["typed", "elsewhere", "raw", "refused"].map(
      (verdict) => rowsOf({ heading, ...section }).filter((row) => row.verdict === verdict).length,
    );
    const functions = rowsOf({ heading, ...section }).filter((row) => row.grafonnet !== "").length;
    return `| ${heading} | ${[...counts, functions].join(" | ")} |`;
  });
  const details = sections.map((section) => {
    const rows = rowsOf(section).map(
      ({ path, verdict, text, grafonnet }) => `| \`${path}\` | ${verdict} | ${text} | ${grafonnet} |`,
    );
    return `## ${section.heading}\n\n| property | | by | grafonnet |\n|---|---|---|---|\n${rows.join("\n")}\n`;
  });
  return `${introduction}${summary.join("\n")}\n\n${details.join("\n")}`;
}

function rowsOf({ name, key, properties }: Section) {
  return properties.map(({ path, options }) => {
    const grafonnet = inCode(grafonnetFunctions(key, path));
    if (options.length > 0) return { path, verdict: "typed", text: inCode(options), grafonnet };
    const decision = decisionFor(name, path);
    return { path, verdict: decision?.verdict ?? "undecided", text: decision?.text ?? "", grafonnet };
  });
}

function inCode(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

test("every section of grafonnet is one of the page", () => {
  const keys = sections.map(({ key }) => key);
  expect(grafonnetSections.filter((name) => !keys.includes(name))).toEqual([]);
});

test("every property of the SDK and of grafonnet is typed, or decided", () => {
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
