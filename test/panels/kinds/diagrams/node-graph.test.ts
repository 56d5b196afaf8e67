import { nodeGraph, promql } from "telltale";
import { expect, test } from "vitest";
import { unknownTraits } from "../../../../src/panels/value-traits.js";
import { render } from "../../render.js";

const up = promql`up`;

test("makes edges of the labels for their ends", () => {
  const { transformations } = render(nodeGraph("A", up, { source: "client", target: "server" }));
  expect(transformations).toMatchObject([
    { id: "organize", options: { renameByName: { client: "source", server: "target", Value: "mainstat" } } },
  ]);
});

test("shows the values of two queries, each in its unit", () => {
  const queries = ["reqps", "s"].map((unit) => ({ name: unit, traits: { ...unknownTraits, unit } }));
  const { options, transformations } = render(nodeGraph("A", { rate: up, duration: up }), queries);
  expect(options).toMatchObject({ edges: { mainStatUnit: "reqps", secondaryStatUnit: "s" } });
  expect(transformations?.map(({ id }) => id)).toEqual(["merge", "organize"]);
  expect(transformations?.[1]?.options).toMatchObject({
    renameByName: { "Value #A": "mainstat", "Value #B": "secondarystat" },
  });
});
