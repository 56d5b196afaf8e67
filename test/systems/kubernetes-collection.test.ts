import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, onTestFinished, test } from "vitest";
import { checkFiles } from "../../src/check/index.js";
import { allFindings } from "../../src/project/all-findings.js";
import { readYaml, renderYaml, toPlainValue, type YamlValue } from "../../src/yaml/index.js";
import { corpusFolder } from "../oracles/corpus.js";

type Fields = Readonly<Record<string, YamlValue>>;

// The committed files, where they lie.
const generated = fileURLToPath(new URL("../../generated/", import.meta.url));
const all = readdirSync(generated, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
const folders = all.flatMap((path) => /^(.*\/collection\/[^/]+)\/kustomization\.yaml$/.exec(path)?.[1] ?? []);
const schemas = corpusFolder("collection/schemas");

const filesOf = (folder: string) =>
  all
    .filter((path) => path.startsWith(`${folder}/`) && /\.\w+$/.test(path))
    .map((path) => ({ path, text: readFileSync(generated + path, "utf8") }));

function objectsIn(text: string): readonly Fields[] {
  const { documents, diagnostics } = readYaml(text, { file: "objects.yaml", documents: "all" });
  expect(diagnostics).toEqual([]);
  return documents.map((node) => toPlainValue(node) as Fields);
}

/** Scripts, templates, and what Grafana reads: no kind of file that is checked, or a copy of one that is checked elsewhere. */
const unchecked = /\.(?:sh|tmpl|lua)$|\/(?:grafana|fluent-bit)\//;

/** All findings in files, as `telltale check` reports them. */
const problems = (files: readonly { readonly path: string; readonly text: string }[]) =>
  checkFiles(
    files.filter(({ path }) => !unchecked.test(path)),
    { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-11-29", findings: allFindings },
  ).map(({ id, summary }) => `${id}: ${summary}`);

const compiled = new Map<string, ValidateFunction>();

/** Compiles a schema of the corpus, once. */
function compileSchema(name: string): ValidateFunction {
  const known = compiled.get(name);
  if (known) return known;
  const schema = JSON.parse(readFileSync(`${schemas.path}${name}.json`, "utf8"));
  const options = { strict: false, validateFormats: false, logger: false } as const;
  const ajv = String(schema.$schema).includes("2020") ? new Ajv2020(options) : new Ajv(options);
  const validate = ajv.compile(schema);
  compiled.set(name, validate);
  return validate;
}

type Renaming = readonly [what: string, file: string | RegExp, from: string | RegExp, to: string];

const namesOfCloud: readonly Renaming[] = [
  ["a ConfigMap", "kustomization.yaml", "name: alloy-sampler", "name: alloy-samplers"],
  ["a port", "alloy.yaml", "targetPort: otlp-grpc", "targetPort: otlp"],
  [
    "a selector",
    "alloy-sampler.yaml",
    /selector:\n {4}app.kubernetes.io\/component: alloy-sampler/,
    "selector:\n    app: alloy",
  ],
  ["an account", "kube-state-metrics.yaml", "serviceAccountName: kube-state-metrics", "serviceAccountName: other"],
  ["a role", "alloy.yaml", /kind: Role\n {2}name: alloy\n/, "kind: Role\n  name: aloy\n"],
  ["a key", "grafana-cloud-secrets.yaml", "tempo-username:", "tempo-user:"],
  ["a volume", "alloy.yaml", "- name: data\n              mountPath", "- name: date\n              mountPath"],
];

const namesOfStack: readonly Renaming[] = [
  ["a ConfigMap", "kustomization.yaml", "name: prometheus\n", "name: prometheuss\n"],
  [
    "a file of a ConfigMap",
    "kustomization.yaml",
    "prometheus/rules/alerts.yml",
    "alarms.yml=prometheus/rules/alerts.yml",
  ],
  ["a dashboard", "kustomization.yaml", "name: dashboard-overview", "name: dashboard-overviews"],
  ["a port", "alertmanager.yaml", "targetPort: cluster", "targetPort: clusters"],
  [
    "a selector",
    /prometheus(?:-deployment)?\.yaml$/,
    /selector:\n {4}app.kubernetes.io\/component: prometheus\n/,
    "selector:\n    app: prometeus\n",
  ],
  ["an account", /prometheus(?:-deployment)?\.yaml$/, "serviceAccountName: prometheus", "serviceAccountName: other"],
  [
    "a role",
    /prometheus(?:-deployment)?\.yaml$/,
    /kind: Role\n {2}name: prometheus\n/,
    "kind: Role\n  name: promethe\n",
  ],
  [
    "a volume",
    /grafana(?:-deployment)?\.yaml$/,
    "- name: temporary\n              mountPath",
    "- name: temporal\n              mountPath",
  ],
  ["a governing Service", "alertmanager.yaml", "serviceName: alertmanager", "serviceName: alertmanagers"],
];

const hasKubectl = spawnSync("kubectl", ["version", "--client"]).error === undefined;
if (!hasKubectl) console.log("skipped: kubectl, which builds kustomizations, is not installed");
const hasBash = spawnSync("bash", ["--version"]).error === undefined;

test("there are collections in Kubernetes", () => expect(folders).not.toEqual([]));

describe.each(folders)("%s", (folder) => {
  const files = filesOf(folder);
  const manifests = files.filter(({ path }) => /^[^/]+\.yaml$/.test(path.slice(folder.length + 1)));
  const objects = manifests
    .filter(({ path }) => !path.endsWith("/kustomization.yaml"))
    .flatMap(({ text }) => objectsIn(text));

  test("has no problem, and everything in it resolves", () => expect(problems(files)).toEqual([]));

  const isCloud = files.some(({ path }) => path === `${folder}/alloy-sampler.yaml`);
  test.each(isCloud ? namesOfCloud : namesOfStack)("is told of %s with another name", (_, name, from, to) => {
    const changed = files.map((one) =>
      (typeof name === "string" ? one.path === `${folder}/${name}` : name.test(one.path))
        ? { ...one, text: one.text.replace(from, to) }
        : one,
    );
    expect(changed).not.toEqual(files);
    expect(problems(changed)).not.toEqual([]);
  });

  describe.skipIf(schemas.missing)("is strictly valid by the schemas:", () => {
    test("the objects", () => {
      for (const object of objects) {
        const validate = compileSchema(`kubernetes/${object.kind}`);
        expect(validate(object) ? [] : validate.errors, JSON.stringify(object.metadata)).toEqual([]);
      }
    });

    test("the kustomization", () => {
      const validate = compileSchema("kustomization");
      const [value] = objectsIn(files.find(({ path }) => path === `${folder}/kustomization.yaml`)!.text);
      expect(validate(value) ? [] : validate.errors).toEqual([]);
    });
  });

  test("refuses every connection that no policy allows, and every workload has a policy", () => {
    const policies = objects.filter(({ kind }) => kind === "NetworkPolicy").map(({ spec }) => spec as Fields);
    expect(policies).toContainEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
    const selected = policies.map(({ podSelector }) => (podSelector as Fields).matchLabels);
    const workloads = objects.filter(({ kind }) => ["DaemonSet", "Deployment", "StatefulSet"].includes(String(kind)));
    expect(workloads).not.toEqual([]);
    for (const { spec } of workloads)
      expect(selected).toContainEqual(((spec as Fields).selector as Fields).matchLabels);
  });

  test("has no rule with a wildcard, and no access to secrets", () => {
    const rules = objects
      .filter(({ kind }) => kind === "Role" || kind === "ClusterRole")
      .flatMap((role) => role.rules as readonly Fields[]);
    const words = rules.flatMap(({ apiGroups, resources, verbs }) => [apiGroups, resources, verbs].flat() as string[]);
    expect(words).not.toContain("*");
    expect(words).not.toContain("secrets");
    for (const verb of ["create", "update", "patch", "delete", "escalate", "bind"]) expect(words).not.toContain(verb);
  });

  test.skipIf(!hasKubectl)("kustomize builds it, with a name of its own for each configuration", () => {
    const { status, stdout, stderr } = spawnSync("kubectl", ["kustomize", generated + folder], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const built = objectsIn(stdout);
    const [kustomization] = objectsIn(files.find(({ path }) => path === `${folder}/kustomization.yaml`)!.text);
    const generators = kustomization!.configMapGenerator as readonly Fields[];
    const applied = objects.filter(({ kind }) => kind !== "Secret");
    expect(built).toHaveLength(applied.length + generators.length);
    const names = built.filter(({ kind }) => kind === "ConfigMap").map(({ metadata }) => (metadata as Fields).name);
    expect(names).toHaveLength(generators.length);
    for (const name of names) {
      expect(name).toMatch(/^[a-z-]+-[a-z0-9]{10}$/);
      // Once in its own metadata, and once where it is mounted.
      expect(stdout.split(`name: ${name}\n`).length - 1).toBe(2);
    }
  });

  test.skipIf(!hasKubectl || !isCloud)("the annotations of workloads reach deployments that include them", () => {
    const patches = filesOf(`${folder}/workloads`).filter(({ path }) => !path.endsWith("/kustomization.yaml"));
    const root = mkdtempSync(join(tmpdir(), "telltale-workloads-"));
    onTestFinished(() => rmSync(root, { recursive: true }));
    const deployments = patches.map(({ text }) => {
      const [{ metadata }] = objectsIn(text) as [Fields];
      const spec = { template: { spec: { containers: [{ name: "one", image: "one:1" }] } } };
      return renderYaml({ apiVersion: "apps/v1", kind: "Deployment", metadata, spec });
    });
    writeFileSync(join(root, "deployments.yaml"), deployments.join("---\n"));
    const component = relative(realpathSync(root), join(generated, folder, "workloads"));
    writeFileSync(join(root, "kustomization.yaml"), `resources: [deployments.yaml]\ncomponents: [${component}]\n`);
    const { status, stdout, stderr } = spawnSync("kubectl", ["kustomize", root], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.split('prometheus.io/scrape: "true"').length - 1).toBe(deployments.length);
    expect(stdout.split("image: one:1").length - 1).toBe(deployments.length);
  });

  test.skipIf(!hasBash)("the script is valid in bash", () => {
    const { status, stderr } = spawnSync("bash", ["-n", `${generated}${folder}/deploy.sh`], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
