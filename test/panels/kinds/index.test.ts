import { readFileSync } from "node:fs";
import { panelJson, promql, stat } from "telltale";
import { describe, expect, test } from "vitest";
import { findPanelKind, isPanel, panelKinds } from "../../../src/panels/kinds/index.js";

const page = readFileSync(new URL("../../../docs/panels.md", import.meta.url), "utf8");

describe.each(panelKinds)("the kind $type", ({ type }) => {
  test("is looked up by its type", () => {
    expect(findPanelKind(type)?.type).toBe(type);
  });

  test("has a section on the page of panels", () => {
    expect(page).toMatch(new RegExp(`^## \`\\w+\`\n\n.* Grafana's \`${type}\`\\.`, "m"));
  });
});

test("each type is listed once", () => {
  const types = panelKinds.map(({ type }) => type);
  expect(types).toEqual([...new Set(types)]);
});

test("a type of Grafana's that has no kind is not found", () => {
  expect(findPanelKind("welcome")).toBeUndefined();
  expect(findPanelKind("toString")).toBeUndefined();
});

test("only the result of a kind is a panel", () => {
  const panel = stat("A", promql`up`);
  expect(isPanel(panel)).toBe(true);
  expect(isPanel({ ...panel, type: "welcome" })).toBe(false);
  expect(isPanel(panelJson({ type: "stat" }))).toBe(false);
  expect(isPanel({ build: () => ({ type: "stat" }) })).toBe(false);
});
