import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { releaseOrDefault, releases } from "../../../src/model/project/releases.js";
import { isAtLeast } from "../../../src/promql/index.js";

const config = readFileSync(new URL("../../../src/model/project/config.ts", import.meta.url), "utf8");

test.each(Object.entries(releases))("the documentation of versions.%s has the numbers of the table", (product, of) => {
  const documented = new RegExp(
    `"([\\d.]+)"\` or later\\.\\s+\\*\\s+\\* @default "([\\d.]+)"\\s+\\*/\\s+readonly ${product}\\?`,
  );
  expect(documented.exec(config)?.slice(1)).toEqual([of.oldest, of.default]);
});

test.each(["prometheus", "alertmanager", "grafana"] as const)("the default release of %s is supported", (product) => {
  const oldest = releaseOrDefault(product, releases[product].oldest);
  expect(isAtLeast(releaseOrDefault(product, undefined), oldest.major, oldest.minor)).toBe(true);
});
