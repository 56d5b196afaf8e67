import { describe, expect, test } from "vitest";
import { checkProject } from "../../../src/check/index.js";
import { compileProject, renderArtifact } from "../../../src/compile/index.js";
import { blackboxExporter, type CollectionOptions, type ScrapeJobOptions, scrape, system } from "../../../src/index.js";
import type { Config } from "../../../src/model/project/config.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { readYaml, toPlainValue, type YamlValue } from "../../../src/yaml/index.js";

const config: Config = {
  environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } }, scrapeInterval: "1m" } },
};

const addresses = ["https://shop.example.com", "https://shop.example.com/cart"];

type Form = Pick<CollectionOptions, "compose" | "kubernetes" | "operator">;

function compile(form: Form, ...jobs: readonly ScrapeJobOptions[]) {
  const shop = system("shop", {});
  const blackbox = shop.service("blackbox", blackboxExporter({ targets: 2 }));
  shop.collect("one", { jobs: jobs.map((options) => scrape(blackbox, options)), ...form });
  const project = { config, systems: [shop] };
  const compiled = compileProject(project);
  const text = (path: string) => {
    const artifact = compiled.artifacts.find((one) => one.path === `prod/shop/collection/one/${path}`);
    return artifact ? renderArtifact(artifact) : "";
  };
  const value = (path: string) =>
    toPlainValue(readYaml(text(path), { file: path }).documents[0]!) as Readonly<Record<string, YamlValue>>;
  const found = checkProject(project, compiled, { today: "2026-11-29", findings: allFindings });
  return {
    ...{ text, value },
    problems: compiled.diagnostics.map(({ id, summary }) => `${id}: ${summary}`),
    doubled: found.filter(({ id }) => id === "collection/doubled").map(({ summary }) => summary),
  };
}

const compose = { components: { prometheus: {} } };
const operator = { namespace: "monitoring" };

describe("an exporter probes the addresses of a job, which are the instances of its series:", () => {
  test("in the configuration of Prometheus", () => {
    const { value, problems } = compile({ compose }, { probe: { addresses } });
    expect(problems).toEqual([]);
    expect(value("prometheus/prometheus.yml").scrape_configs).toEqual([
      {
        ...{ job_name: "blackbox", metrics_path: "/probe", params: { module: ["http_2xx"] } },
        static_configs: [{ targets: addresses }],
        relabel_configs: [
          { source_labels: ["__address__"], target_label: "__param_target" },
          { source_labels: ["__param_target"], target_label: "instance" },
          { target_label: "__address__", replacement: "blackbox:9115" },
        ],
      },
    ]);
  });

  test("as a Probe of the operator", () => {
    const targets = ["blackbox.monitoring.svc:9115"];
    const probe = { addresses, module: "tcp" };
    const { value, problems } = compile({ operator }, { targets, probe, interval: "5s", labels: { site: "one" } });
    expect(problems).toEqual([]);
    expect(value("monitors/blackbox.yaml")).toMatchObject({ kind: "Probe", apiVersion: "monitoring.coreos.com/v1" });
    expect(value("monitors/blackbox.yaml").spec).toEqual({
      ...{ jobName: "blackbox", module: "tcp", interval: "5s", scrapeTimeout: "5s" },
      prober: { url: targets[0], path: "/probe" },
      targets: { staticConfig: { static: addresses, labels: { site: "one" } } },
    });
  });

  test("as targets of Alloy", () => {
    const kubernetes = { namespace: "watch", secret: "cloud", components: { "alloy-singleton": {} } };
    const { text, problems } = compile({ kubernetes }, { targets: ["blackbox:9115"], probe: { addresses } });
    expect(problems).toEqual([]);
    expect(text("alloy/alloy-singleton.alloy")).toContain(
      '{ "__address__" = "blackbox:9115", "__param_module" = "http_2xx", "__param_target" = "https://shop.example.com", "instance" = "https://shop.example.com", "job" = "blackbox" },',
    );
  });
});

test("one exporter probes: it must be known", () => {
  const problem = 'definition/missing-value: the job "blackbox" does not say which exporter probes its addresses';
  expect(compile({ operator }, { probe: { addresses } }).problems).toEqual([problem]);
  expect(compile({ compose }, { probe: { addresses }, targets: ["a:1", "b:1"] }).problems).toEqual([problem]);
});

test("two jobs may use the same exporter, but not for the same address by the same module", () => {
  const other = { job: "other", probe: { addresses: ["https://else.example.com"] } };
  expect(compile({ compose }, { probe: { addresses } }, other).doubled).toEqual([]);
  const again = { job: "other", probe: { addresses: [addresses[1]!] } };
  expect(compile({ compose }, { probe: { addresses } }, again).doubled).toEqual([
    'the probe of https://shop.example.com/cart is scraped twice: also by the job "blackbox"',
  ]);
});
