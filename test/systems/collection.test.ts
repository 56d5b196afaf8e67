import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { dump, load } from "js-yaml";
import { describe, expect, onTestFinished, test } from "vitest";
import { checkFiles } from "../../src/check/index.js";
import { allFindings } from "../../src/project/all-findings.js";
import { corpusFolder } from "../oracles/corpus.js";
import { missingTool } from "../oracles/tools.js";

// The committed files, where they lie: they refer to the rules and dashboards next to them.
const folder = fileURLToPath(new URL("../../generated/", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.includes("/collection/"));
const read = (path: string) => readFileSync(folder + path, "utf8");
const prometheusFiles = files.filter((path) => path.endsWith("/prometheus.yml"));
const composeFiles = files.filter((path) => /\/docker-compose[^/]*\.yml$/.test(path));
const schemas = corpusFolder("collection/schemas");

test("there are configurations of Prometheus and compose files", () => {
  expect(prometheusFiles).not.toEqual([]);
  expect(composeFiles).not.toEqual([]);
});

describe.skipIf(missingTool("promtool"))("promtool accepts, with its rule files", () => {
  const check = (path: string) => {
    const { status, stdout, stderr } = spawnSync("promtool", ["check", "config", path], { encoding: "utf8" });
    expect({ status, output: stdout + stderr }).toEqual({
      status: 0,
      output: expect.stringMatching(/\d rules? found/),
    });
  };
  const isDiscovering = (path: string) => read(path).includes("kubernetes_sd_configs");

  test.each(prometheusFiles.filter((path) => !isDiscovering(path)))("%s", (path) => check(folder + path));

  // Debian builds its promtool without this discovery. The files of a service account exist in pods only.
  test.each(prometheusFiles.filter(isDiscovering))("%s, with fixed targets", (path) => {
    const copy = mkdtempSync(join(tmpdir(), "telltale-prometheus-"));
    onTestFinished(() => rmSync(copy, { recursive: true }));
    cpSync(folder + dirname(path), copy, { recursive: true });
    const config = load(read(path)) as { scrape_configs: readonly Readonly<Record<string, unknown>>[] };
    const scrapes = config.scrape_configs.map(
      ({ kubernetes_sd_configs: discovery, authorization: _, tls_config: __, ...job }) =>
        discovery ? { ...job, static_configs: [{ targets: ["localhost:80"] }] } : job,
    );
    writeFileSync(join(copy, "prometheus.yml"), dump({ ...config, scrape_configs: scrapes }));
    check(join(copy, "prometheus.yml"));
  });
});

describe("our own reader accepts, as strictly as the program itself", () => {
  const problems = (path: string, text: string) =>
    checkFiles([{ path, text }], {
      ...{ prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-11-29", findings: allFindings },
    }).map(({ id, summary }) => `${id}: ${summary}`);
  const configurations = files.filter((path) => /\.alloy$|\/loki\.yml$/.test(path));

  test("configurations of Alloy and of Loki", () => expect(configurations.length).toBeGreaterThanOrEqual(2));

  test.each(configurations)("%s", (path) => expect(problems(path, read(path))).toEqual([]));

  test.each(configurations)("and no other field: %s", (path) => {
    const misspelled = read(path).replace(/\burl(?= +=)|decision_wait|delete_request_store/, "misspelled");
    expect(misspelled).not.toBe(read(path));
    expect(problems(path, misspelled)).not.toEqual([]);
  });
});

interface ComposeService {
  readonly image: string;
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly privileged?: boolean;
}

describe.each(composeFiles)("%s", (path) => {
  const file = load(read(path)) as { readonly services: Readonly<Record<string, ComposeService>> };
  const services = Object.entries(file.services);

  test.skipIf(schemas.missing)("is valid by the schema of compose", () => {
    const validate = new Ajv({ strict: false }).compile(
      JSON.parse(readFileSync(`${schemas.path}compose-spec.json`, "utf8")),
    );
    expect(validate(file) ? [] : validate.errors).toEqual([]);
  });

  test("pins every image", () => {
    for (const [name, { image }] of services) expect(image, name).toMatch(/:v?\d+\.\d+\.\d+$/);
  });

  test("publishes ports on loopback only, each once", () => {
    const ports = services.flatMap(([, { ports: own = [] }]) => own);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    const published = ports.map((port) => port.split(":")[1]);
    expect(new Set(published).size).toBe(published.length);
  });

  test("runs without capabilities, on a read-only file system", () => {
    for (const [name, service] of services) {
      expect(service, name).toMatchObject({ read_only: true, cap_drop: ["ALL"] });
      expect(service.privileged, name).toBeUndefined();
    }
  });

  test("has no secret in its environment, only paths of files", () => {
    for (const [name, { environment = {} }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        if (/PASS|SECRET|TOKEN|KEY/.test(variable)) expect(value, `${name} ${variable}`).toMatch(/^\/run\/secrets\//);
      }
    }
  });

  test("mounts files that are generated", () => {
    const mounts = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(":")[0]!));
    const generated = mounts.filter((mount) => mount.startsWith("."));
    for (const mount of generated) {
      const target = fileURLToPath(new URL(mount, `file://${folder}${path}`));
      expect(readdirSync(target), mount).not.toEqual([]);
    }
  });
});
