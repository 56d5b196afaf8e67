import { expect, test } from "vitest";
import { components, imageOf, splitImage, supportOf } from "../../../src/model/collection/components.js";

test("every component is pinned to a release, and none is at its end of life already", () => {
  for (const [name, { tag }] of Object.entries(components)) {
    expect(tag, name).toMatch(/^v?\d+\.\d+\.\d+$/);
    const support = supportOf(imageOf(name as keyof typeof components));
    if (support) expect(support.until > "2026-11-29", name).toBe(true);
  }
});

test("an image is split into its path and its tag", () => {
  expect(splitImage("quay.io/prometheus/prometheus:v3.13.2")).toEqual(["quay.io/prometheus/prometheus", "v3.13.2"]);
  expect(splitImage("localhost:5000/agent")).toEqual(["localhost:5000/agent", undefined]);
  expect(splitImage("grafana/grafana:13.2.2@sha256:0123")).toEqual(["grafana/grafana", "13.2.2"]);
});

test("support of a component that was given up has ended, whatever its release and registry", () => {
  const ended = (image: string) => supportOf(image)?.until;
  expect(ended("grafana/promtail:3.5.0")).toBe("2026-03-02");
  expect(ended("docker.io/grafana/agent:v0.44.2")).toBe("2025-11-01");
  expect(ended("grafana/agent-operator:v0.44.2")).toBeUndefined();
  expect(ended("example.com/own:1")).toBeUndefined();
});
