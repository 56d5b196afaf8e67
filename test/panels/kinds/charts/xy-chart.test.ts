import { promql, xyChart } from "telltale";
import { expect, test } from "vitest";
import { unknownTraits } from "../../../../src/panels/value-traits.js";
import { render } from "../../render.js";

const up = promql`up`;
const named = (name: string, unit?: string) => ({ name, traits: { ...unknownTraits, ...(unit && { unit }) } });

test("draws the second query against the first", () => {
  const { options, transformations } = render(xyChart("A", { cpu: up, memory: up }), [named("cpu"), named("memory")]);
  expect(options).toMatchObject({
    mapping: "manual",
    series: [{ x: { matcher: { id: "byName", options: "cpu" } }, y: { matcher: { id: "byName", options: "memory" } } }],
  });
  expect(transformations?.map(({ id }) => id)).toEqual(["merge", "organize"]);
});

test("has the fields of its options", () => {
  const panel = xyChart("A", { cpu: up, memory: up, pods: up }, { x: "memory", size: "pods", color: "app" });
  const { options } = render(panel, [named("cpu"), named("memory"), named("pods")]);
  const byName = (field: string) => ({ matcher: { id: "byName", options: field } });
  expect(options).toMatchObject({
    series: [{ x: byName("memory"), y: byName("cpu"), size: byName("pods"), color: byName("app") }],
  });
});

test("has the unit and the name of a query on each axis", () => {
  const { fieldConfig } = render(xyChart("A", { cpu: up, memory: up }), [named("cpu"), named("memory", "bytes")]);
  expect(fieldConfig?.defaults.custom).toMatchObject({ axisLabel: "memory" });
  expect(fieldConfig?.overrides).toEqual([
    { matcher: { id: "byName", options: "memory" }, properties: [{ id: "unit", value: "bytes" }] },
    { matcher: { id: "byName", options: "cpu" }, properties: [{ id: "custom.axisLabel", value: "cpu" }] },
  ]);
});
