import { geomap, promql } from "telltale";
import { expect, test } from "vitest";
import { render } from "../../render.js";

const up = promql`up`;

test("shows values as points, sized and coloured, with all of them in view", () => {
  const { options } = render(geomap("Visitors", up, { location: { lookup: "country" } }));
  const field = "Value";
  expect(options).toMatchObject({
    view: { id: "fit" },
    layers: [{ type: "markers", name: "Visitors", config: { style: { size: { field }, color: { field } } } }],
  });
});

test("finds positions by the labels of its options", () => {
  const location = (options: Parameters<typeof geomap>[2]["location"]) =>
    (render(geomap("A", up, { location: options })).options as { layers: { location: object }[] }).layers[0]!.location;
  expect(location({ lookup: "country" })).toMatchObject({ mode: "lookup", lookup: "country" });
  expect(location({ latitude: "lat", longitude: "lon" })).toEqual({
    mode: "coords",
    latitude: "lat",
    longitude: "lon",
  });
  expect(location({ geohash: "hash" })).toEqual({ mode: "geohash", geohash: "hash" });
});

test("shows the part of its options, with further layers", () => {
  const view = { latitude: 52, longitude: 13, zoom: 5 };
  const panel = geomap("A", up, { location: { geohash: "hash" }, view, layers: [{ type: "night", name: "Night" }] });
  expect(render(panel).options).toMatchObject({
    view: { id: "coords", lat: 52, lon: 13, zoom: 5 },
    layers: [{ type: "markers" }, { type: "night" }],
  });
});
