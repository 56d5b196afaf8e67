import { describe, expect, test } from "vitest";
import { parseImage } from "../../../src/check/collectors/check-manifests.js";
import { checkFiles, type OutsideFile } from "../../../src/check/index.js";
import { allFindings } from "../../../src/project/all-findings.js";

const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-11-28", findings: allFindings };

/** Returns the findings of files as `line id`. */
function findings(...files: readonly OutsideFile[]): readonly string[] {
  return checkFiles(files, options).map(({ id, span }) => `${span?.start.line} ${id}`);
}

const compose = (text: string) => findings({ path: "docker-compose.yml", text });
const alloy = (text: string) => findings({ path: "config.alloy", text });

const service = (image: string, more = "") => `services:\n  one:\n    image: ${image}\n${more}`;

describe("C01: components at their end of life", () => {
  test.each([
    ["grafana/agent:v0.43.1", true],
    ["docker.io/grafana/promtail:3.4.2", true],
    ["jaegertracing/all-in-one:1.62.0", true],
    ["jaegertracing/jaeger-agent:1.62.0", true],
    ["jaegertracing/jaeger:2.20.0", false],
    ["grafana/alloy:v1.18.1", false],
    ["registry:5000/mirror/grafana/alloy:v1.18.1", false],
  ])("%s", (image, isRetired) => {
    expect(compose(service(image))).toEqual(isRetired ? ["3 manifest/end-of-life"] : []);
  });

  test("in a Deployment, too", () => {
    const text = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: promtail
spec:
  selector:
    matchLabels: { app: promtail }
  template:
    metadata:
      labels: { app: promtail }
    spec:
      containers:
        - name: promtail
          image: grafana/promtail:3.4.2
`;
    expect(findings({ path: "a.yml", text })).toEqual(["14 manifest/end-of-life"]);
  });
});

describe("C02: fields that the program does not support", () => {
  test("in compose, Loki and Alloy", () => {
    expect(compose(service("a:1", "    port: 80\n"))).toEqual(["4 manifest/unknown-field"]);
    expect(alloy('logging {\n  levl = "info"\n}\n')).toEqual(["2 alloy/unknown-name"]);
    const loki = "chunk_store_config:\n  max_look_back_period: 720h\nschema_config:\n  configs: []\n";
    expect(findings({ path: "loki.yml", text: loki })).toContain("2 loki/unknown-field");
  });
});

describe("C03: host ports clash", () => {
  const two = (one: string, other: string) =>
    compose(`services:\n  a:\n    image: a:1\n    ports: ["${one}"]\n  b:\n    image: b:1\n    ports: ["${other}"]\n`);

  test.each([
    ["8080:8080", "8080:80", true],
    ["8080:8080", "8081:8080", false],
    ["8000-8090:8000-8090", "8080:80", true],
    ["127.0.0.1:8080:80", "8080:80", true],
    ["127.0.0.1:8080:80", "127.0.0.2:8080:80", false],
    ["8080:80/udp", "8080:80", false],
    ["8080", "8080", false],
  ])("%s and %s", (one, other, isClash) => {
    expect(two(one, other)).toEqual(isClash ? ["7 manifest/host-port-clash"] : []);
  });

  test("in the long form", () => {
    const ports = "    ports:\n      - target: 80\n        published: 8080\n";
    const text = `services:\n  a:\n    image: a:1\n${ports}  b:\n    image: b:1\n${ports}`;
    expect(compose(text)).toEqual(["10 manifest/host-port-clash"]);
  });
});

const daemonSet = (configMap: string) => `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: alloy
spec:
  selector:
    matchLabels: { app: alloy }
  template:
    metadata:
      labels: { app: alloy }
    spec:
      containers:
        - name: alloy
          image: grafana/alloy:v1.18.1
      volumes:
        - name: config
          configMap: { name: ${configMap} }
`;

const configMap = (config: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: alloy\ndata:\n  config.alloy: |\n${config.replaceAll(/^(?=.)/gm, "    ")}`;

const discovery = 'discovery.kubernetes "pods" {\n  role = "pod"\n}\n';

describe("C06: a DaemonSet without a filter for its node", () => {
  const inTwoFiles = (config: string, name = "alloy") =>
    findings({ path: "config.yml", text: configMap(config) }, { path: "daemon-set.yml", text: daemonSet(name) });

  test("each pod discovers the pods of all nodes", () => {
    expect(inTwoFiles(discovery)).toEqual(["7 alloy/every-node"]);
    expect(findings({ path: "all.yml", text: `${configMap(discovery)}---\n${daemonSet("alloy")}` })).toEqual([
      "7 alloy/every-node",
    ]);
  });

  test("a selector or clustering shares them, and another workload is alone", () => {
    const selected = discovery.replace(
      "}\n",
      '  selectors {\n    role  = "pod"\n    field = sys.env("NODE")\n  }\n}\n',
    );
    expect(inTwoFiles(selected)).toEqual([]);
    const clustered = `${discovery}prometheus.scrape "pods" {\n  targets = discovery.kubernetes.pods.targets\n  forward_to = []\n  clustering {\n    enabled = true\n  }\n}\n`;
    expect(inTwoFiles(clustered)).toEqual([]);
    expect(inTwoFiles(discovery, "other")).toEqual([]);
  });
});

describe("C07: logs of containers without the stage that parses them", () => {
  const source = (files: string, stage: string) =>
    alloy(
      `local.file_match "pods" {\n  path_targets = [{ "__path__" = "${files}" }]\n}\nloki.source.file "pods" {\n  targets = local.file_match.pods.targets\n  forward_to = [loki.process.pods.receiver]\n}\nloki.process "pods" {\n  ${stage} { }\n  forward_to = []\n}\n`,
    );

  test("files of pods need stage.cri", () => {
    expect(source("/var/log/pods/*/*/*.log", "stage.decolorize")).toEqual(["4 alloy/no-cri-stage"]);
    expect(source("/var/log/pods/*/*/*.log", "stage.cri")).toEqual([]);
    expect(source("/var/log/nginx/*.log", "stage.decolorize")).toEqual([]);
  });
});

describe("C08: tail sampling where traces arrive in parts", () => {
  const sampler =
    'otelcol.processor.tail_sampling "t" {\n  policy {\n    name = "all"\n    type = "always_sample"\n  }\n  output { }\n}\n';

  test("in a DaemonSet", () => {
    expect(findings({ path: "all.yml", text: `${configMap(sampler)}---\n${daemonSet("alloy")}` })).toEqual([
      "7 alloy/split-traces",
    ]);
    expect(alloy(sampler)).toEqual([]);
  });
});

describe("C10: secrets in plain text", () => {
  test.each([
    ["GF_SECURITY_ADMIN_PASSWORD: admin", true],
    ["GF_SECURITY_ADMIN_PASSWORD: ${PASSWORD}", false],
    ["GF_SECURITY_ADMIN_USER: admin", false],
    ["API_KEY: abc", true],
  ])("%s", (variable, isSecret) => {
    const expected = isSecret ? ["5 manifest/plain-secret"] : [];
    expect(compose(service("a:1", `    environment:\n      ${variable}\n`))).toEqual(expected);
    expect(compose(service("a:1", `    environment:\n      - ${variable.replace(": ", "=")}\n`))).toEqual(expected);
  });
});

describe("C11: retention without the compactor", () => {
  const loki = (more: string) =>
    findings({
      path: "loki.yml",
      text: `common:\n  path_prefix: /loki\nschema_config:\n  configs:\n    - from: 2024-04-01\n      store: tsdb\n      object_store: filesystem\n      schema: v13\n      index:\n        period: 24h\n${more}`,
    });

  test("nothing is deleted", () => {
    const compactor = "compactor:\n  retention_enabled: true\n  delete_request_store: filesystem\n";
    expect(loki("limits_config:\n  retention_period: 744h\n")).toEqual(["12 loki/no-retention"]);
    expect(loki(`limits_config:\n  retention_period: 744h\n${compactor}`)).toEqual([]);
    expect(loki("limits_config:\n  retention_period: 0s\n")).toEqual([]);
  });
});

describe("C12 and C13: labels of which the values have no end", () => {
  const rule = (body: string) => alloy(`discovery.relabel "a" {\n  targets = []\n  rule {\n    ${body}\n  }\n}\n`);

  test("every label of a pod", () => {
    expect(rule('action = "labelmap"\n    regex = "__meta_kubernetes_pod_label_(.+)"')).toEqual([
      "3 alloy/every-pod-label",
    ]);
    expect(rule('action = "labelmap"\n    regex = "__meta_kubernetes_pod_label_(app|team)"')).toEqual([]);
  });

  test("people and requests", () => {
    expect(rule('target_label = "user_id"')).toEqual(["4 alloy/personal-label"]);
    const stage = (name: string) =>
      alloy(`loki.process "a" {\n  stage.labels {\n    values = { ${name} = "" }\n  }\n  forward_to = []\n}\n`);
    expect(stage("email")).toEqual(["3 alloy/personal-label"]);
    expect(stage("level")).toEqual([]);
  });
});

describe("images are pinned by a version", () => {
  test.each([
    ["nginx", true],
    ["nginx:latest", true],
    ["nginx@sha256:abc", false],
    ["localhost:5000/nginx", true],
    ["${IMAGE}", false],
  ])("%s", (image, isFloating) => {
    expect(compose(service(image))).toEqual(isFloating ? ["3 manifest/floating-image"] : []);
  });

  test("an image that is built beside it has no version", () => {
    expect(compose(service("shop", "    build: .\n"))).toEqual([]);
  });

  test("a registry with a port is no version", () => {
    expect(parseImage("registry:5000/grafana/alloy")).toEqual({
      repository: "grafana/alloy",
      version: "",
      isPinned: false,
    });
  });
});
