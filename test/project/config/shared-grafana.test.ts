import { defineConfig, type Environment, system } from "telltale";
import { expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { findSharedGrafana } from "../../../src/project/config/shared-grafana.js";
import { SourceFiles } from "../../../src/source/source-files.js";

const url = "https://grafana.example.com";
const source = `export default defineConfig({
  environments: {
    staging: { grafana: { url: "${url}" } },
    prod: { grafana: { url: "${url}" } },
  },
});
`;

function findings(grafana: Readonly<Record<"staging" | "prod", Environment["grafana"]>>, only?: readonly string[]) {
  const dataSources = { prom: { type: "prometheus", uid: "prom" } } as const;
  const config = defineConfig({
    environments: {
      staging: { dataSources, ...(grafana.staging && { grafana: grafana.staging }) },
      prod: { dataSources, ...(grafana.prod && { grafana: grafana.prod }) },
    },
  });
  const shop = system("shop", {});
  for (const title of ["Cart", "Orders"]) {
    shop.dashboard(title, { description: "…", panels: [], ...(only && { only: only as never }) });
  }
  const { artifacts } = compileProject({ config, systems: [shop as unknown as SystemFacts] });
  const sourceFiles = new SourceFiles((path) => (path === "/shop/telltale.config.ts" ? source : undefined));
  return findSharedGrafana(artifacts, { root: "/shop", configPath: "/shop/telltale.config.ts", sourceFiles });
}

test("two environments with one address and one uid are reported once, at the second one's address", () => {
  const found = findings({ staging: { url }, prod: { url: `${url}/` } });
  expect(found).toMatchObject([
    {
      id: "config/shared-grafana",
      severity: "warning",
      summary: '"prod" and "staging" are in one Grafana, and 2 dashboards such as "shop-cart" would replace each other',
      fix: 'make the uids of one environment distinct: grafana: { url, uidSuffix: "-staging" }',
      span: { start: { line: 3 } },
    },
  ]);
});

test("other addresses, a suffix, or dashboards of one environment only are fine", () => {
  expect(findings({ staging: { url: "https://staging.example.com" }, prod: { url } })).toEqual([]);
  expect(findings({ staging: { url, uidSuffix: "-staging" }, prod: { url } })).toEqual([]);
  expect(findings({ staging: { url }, prod: { url } }, ["prod"])).toEqual([]);
});

test("without an address nothing is known", () => {
  expect(findings({ staging: undefined, prod: undefined })).toEqual([]);
});
