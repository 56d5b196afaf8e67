import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { openClient } from "../../../src/sync/http/open-client.js";
import { desireDataSources } from "../../../src/sync/targets/grafana/data-sources/data-source.js";
import { RulerApi } from "../../../src/sync/targets/ruler/ruler-api.js";
import { config } from "../../compile/project.js";
import { corpusFolder } from "../../oracles/corpus.js";
import type { RecordedRequest } from "../double/recorded-request.js";
import { alertingOf, secretName } from "./alerting/alerting-content.js";
import { type Personality, startGrafana } from "./double/grafana-double.js";
import { contentOf, syncContent } from "./open-double.js";

process.env[secretName] = "https://hooks.example.com/ours";

const { path: folder, missing } = corpusFolder("grafana-openapi");

interface Operation {
  readonly parameters?: readonly { readonly name?: string; readonly in?: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, unknown>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

const documents = {
  "/api": "openapi3-12.4.json",
  "/apis/dashboard": "dashboard.grafana.app-v1beta1.json",
  "/apis/folder": "folder.grafana.app-v1beta1.json",
};

const dataSources = (url: string) =>
  desireDataSources({ environment: "prod", dataSources: { metrics: { url } } }, config, "telltale-shop");

/** The documented operation of a request, and its document. */
function findOperation({ method, path }: RecordedRequest) {
  const { pathname } = new URL(path, "http://double");
  const [prefix, file] = Object.entries(documents).find(
    ([start]) => pathname.startsWith(`${start}/`) || (start !== "/api" && pathname.startsWith(start)),
  )!;
  const document = JSON.parse(readFileSync(join(folder, file), "utf8")) as Document;
  const documented = prefix === "/api" ? pathname.slice("/api".length) : pathname;
  const template = Object.keys(document.paths).find((one) =>
    new RegExp(`^${one.replace(/\{[^}]*\}/g, "[^/]+")}$`).test(documented),
  );
  return {
    document,
    operation: template && document.paths[template]?.[method.toLowerCase()],
    shared: template ? document.paths[template] : undefined,
  };
}

/** Checks path, parameters, body and status of exchanges. */
function expectDocumented(exchanges: readonly RecordedRequest[]): void {
  for (const exchange of exchanges) {
    const place = `${exchange.method} ${exchange.path}`;
    const { document, operation, shared } = findOperation(exchange);
    if (!operation) throw new Error(`not documented: ${place}`);
    const parameters = [...(operation.parameters ?? []), ...((shared?.parameters as Operation["parameters"]) ?? [])];
    const known = new Set(parameters.map(({ name }) => name));
    for (const name of new URL(exchange.path, "http://double").searchParams.keys())
      expect(known, place).toContain(name);
    // A sub-resource of folders answers 404 for unknown names, which documents leave out.
    if (exchange.status !== 404) expect(Object.keys(operation.responses), place).toContain(String(exchange.status));
    const schema = operation.requestBody?.content["application/json"]?.schema;
    if (exchange.body === "" || !schema) continue;
    const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
    const validate = ajv.compile({ ...schema, components: document.components });
    // The documents require a status, which only the server writes.
    expect(
      validate({ status: {}, ...(JSON.parse(exchange.body) as object) }),
      `${place}: ${ajv.errorsText(validate.errors)}`,
    ).toBe(true);
  }
}

describe.skipIf(missing !== undefined).each<Personality>(["apis", "api"])(
  "every exchange with /%s agrees with Grafana's documents",
  (personality) => {
    test("in path, parameters, body and status", async () => {
      const grafana = await startGrafana(personality);
      const both = contentOf([
        { uid: "a", refresh: "1m" },
        { uid: "b", refresh: "1m" },
      ]);
      grafana.store.teams.set(7, "Cart");
      const permissions = { viewers: "view", teams: { Cart: "edit" } } as const;
      const declared = personality === "apis" ? permissions : undefined;
      await syncContent(grafana, both, {}, dataSources("http://prometheus:9090"), declared);
      await syncContent(grafana, both, {}, dataSources("http://prometheus:9091"));
      await syncContent(grafana, contentOf([{ uid: "a", refresh: "5m" }]));
      await syncContent(grafana, contentOf([{ uid: "a", refresh: "5m" }]), { prune: true });
      for (const year of ["2026", "2027"]) {
        const channel = `#${year}`;
        const { alerting } = alertingOf({
          ...{ contactPoints: { team: channel }, policies: { shop: "30s" }, muteTimings: { "shop/year": year } },
          ...{ template: `{{ define "x" }}${year}{{ end }}`, groups: { cart: { one: year === "2026" ? "1m" : "2m" } } },
        });
        expect((await syncContent(grafana, { ...both, alerting })).failure).toBeUndefined();
      }
      const { alerting } = alertingOf({});
      expect((await syncContent(grafana, { ...both, alerting }, { prune: true, force: true })).failure).toBeUndefined();
      expect(new Set(grafana.writes().map(({ method }) => method))).toEqual(new Set(["POST", "PUT", "DELETE"]));
      // The list of versions of a group is part of Kubernetes' own discovery.
      const exchanges = grafana.requests.filter(({ path }) => !/^\/apis\/[\w.]+$/.test(path));
      expectDocumented(exchanges);
    });
  },
);

test.skipIf(missing !== undefined)("every exchange with the convert API agrees with Grafana's document", async () => {
  const grafana = await startGrafana("apis");
  grafana.store.dataSources.set("prometheus", { uid: "prometheus", name: "p", version: 1, secureJsonData: {} });
  const headers = { "x-grafana-alerting-datasource-uid": "prometheus" };
  const client = openClient(grafana.url, { token: { kind: "secret", name: "GRAFANA_DOUBLE_TOKEN" } }, folder, headers);
  const api = new RulerApi(client, "grafana");
  const group = { name: "nodes", interval: "1m", rules: [{ alert: "Down", expr: "up == 0", for: "5m" }] };
  expect(await api.list()).toEqual([]);
  await api.put("infra", group);
  expect(await api.list()).toEqual([{ namespace: "infra", group }]);
  expect(await api.get("infra", "nodes")).toEqual(group);
  await api.delete("infra", "nodes");
  expect(await api.get("infra", "nodes")).toBeUndefined();
  expectDocumented(grafana.requests);
  const write = grafana.writes().find(({ method }) => method === "POST")!;
  const { operation } = findOperation(write);
  const names = (operation as Operation).parameters!.flatMap((one) => (one.in === "header" ? one.name : []));
  const sent = Object.keys(write.headers).filter((name) => name.startsWith("x-grafana-"));
  expect(sent).toEqual(["x-grafana-alerting-datasource-uid"]);
  expect(names).toEqual(expect.arrayContaining(sent));
});
