import { describe, expect, test } from "vitest";
import { checkFiles, type OutsideFile } from "../../../src/check/index.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { renderYaml, type YamlValue } from "../../../src/yaml/index.js";

const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-11-28", findings: allFindings };

/** The findings of files as `id: summary`. */
function findings(...files: readonly OutsideFile[]): readonly string[] {
  return checkFiles(files, options).map(({ id, summary }) => `${id}: ${summary}`);
}

type Fields = Readonly<Record<string, YamlValue>>;

interface Parts {
  readonly pod?: Fields;
  readonly container?: Fields;
  readonly workload?: Fields;
  readonly service?: Fields;
  readonly more?: readonly YamlValue[];
}

const labels = { app: "one" };

/** The findings of a Deployment with a Service, a ConfigMap and an account. */
function together({ pod, container, workload, service, more = [] }: Parts): readonly string[] {
  const deployment = {
    ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "one", namespace: "a" } },
    spec: {
      selector: { matchLabels: labels },
      ...workload,
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: "one", image: "one:1", ports: [{ name: "http", containerPort: 80 }], ...container }],
          ...pod,
        },
      },
    },
  };
  const objects: readonly YamlValue[] = [
    deployment,
    {
      ...{ apiVersion: "v1", kind: "Service", metadata: { name: "one", namespace: "a" } },
      spec: { selector: labels, ports: [{ port: 80, targetPort: "http" }], ...service },
    },
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "config", namespace: "a" }, data: { "one.conf": "x" } },
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "account", namespace: "a" } },
    ...more,
  ];
  return findings({ path: "all.yaml", text: objects.map(renderYaml).join("---\n") });
}

const volume = (source: Fields) => ({ volumes: [{ name: "config", ...source }] });
const dangling = (summary: string) => [`manifest/dangling-reference: ${summary}`];

test("everything resolves", () => {
  const pod = {
    serviceAccountName: "account",
    ...volume({ configMap: { name: "config", items: [{ key: "one.conf", path: "a" }] } }),
  };
  expect(together({ pod, container: { volumeMounts: [{ name: "config", mountPath: "/etc" }] } })).toEqual([]);
});

describe("a name that leads to nothing:", () => {
  test("a volume that is mounted", () => {
    const container = { volumeMounts: [{ name: "confg", mountPath: "/etc" }] };
    expect(together({ container, pod: volume({ emptyDir: {} }) })).toEqual(
      dangling('Deployment "one" mounts the volume "confg", which its pods do not have'),
    );
  });

  test("a ConfigMap with a similar name, or in another namespace, but not any other", () => {
    expect(together({ pod: volume({ configMap: { name: "confg" } }) })).toEqual(
      dangling('Deployment "one" refers to the ConfigMap "confg", which does not exist'),
    );
    const more = [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "elsewhere", namespace: "b" }, data: {} }];
    expect(together({ more, pod: volume({ configMap: { name: "elsewhere" } }) })).toEqual(
      dangling('Deployment "one" refers to the ConfigMap "elsewhere", which does not exist in its namespace'),
    );
    expect(together({ pod: volume({ configMap: { name: "somebody-elses" } }) })).toEqual([]);
    expect(together({ pod: volume({ configMap: { name: "confg", optional: true } }) })).toEqual([]);
  });

  test("a key, in a volume and in a variable", () => {
    expect(
      together({ pod: volume({ configMap: { name: "config", items: [{ key: "two.conf", path: "a" }] } }) }),
    ).toEqual(dangling('the ConfigMap "config" has no key "two.conf"'));
    const env = [{ name: "A", valueFrom: { configMapKeyRef: { name: "config", key: "a" } } }];
    expect(together({ container: { env } })).toEqual(dangling('the ConfigMap "config" has no key "a"'));
  });

  test("a key of a Secret, if the Secret is there", () => {
    const env = [{ name: "A", valueFrom: { secretKeyRef: { name: "secret", key: "b" } } }];
    const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "secret" }, stringData: { a: "" } };
    expect(together({ container: { env } })).toEqual([]);
    expect(together({ container: { env }, more: [secret] })).toEqual(dangling('the Secret "secret" has no key "b"'));
  });

  test("an account, of a workload and of a binding", () => {
    expect(together({ pod: { serviceAccountName: "other" } })).toEqual(
      dangling('Deployment "one" refers to the ServiceAccount "other", which does not exist'),
    );
    const group = "rbac.authorization.k8s.io";
    const binding = (role: string, account: string, namespace: string) => [
      { apiVersion: `${group}/v1`, kind: "ClusterRole", metadata: { name: "role" }, rules: [] },
      {
        ...{ apiVersion: `${group}/v1`, kind: "ClusterRoleBinding", metadata: { name: "binding" } },
        roleRef: { apiGroup: group, kind: "ClusterRole", name: role },
        subjects: [{ kind: "ServiceAccount", name: account, namespace }],
      },
    ];
    expect(together({ more: binding("role", "account", "a") })).toEqual([]);
    expect(together({ more: binding("cluster-admin", "account", "a") })).toEqual([]);
    expect(together({ more: binding("roles", "account", "b") })).toEqual([
      'manifest/dangling-reference: ClusterRoleBinding "binding" refers to the ClusterRole "roles", which does not exist',
      'manifest/dangling-reference: ClusterRoleBinding "binding" refers to the ServiceAccount "account", which does not exist in its namespace',
    ]);
  });

  test("an account and a role in another folder, or in a template of Helm, which nothing reads here", () => {
    const group = "rbac.authorization.k8s.io";
    const role = { apiVersion: `${group}/v1`, kind: "Role", metadata: { name: "other" }, rules: [] };
    const binding = {
      ...{ apiVersion: `${group}/v1`, kind: "RoleBinding", metadata: { name: "jaeger-operator" } },
      roleRef: { apiGroup: group, kind: "Role", name: "jaeger-operator" },
    };
    const file = (path: string, value: Fields) => ({ path, text: renderYaml(value) });
    const bound = file("jaeger-operator/templates/role_binding.yaml", binding);
    expect(findings(bound, file("keppel/role.yaml", role))).toEqual([]);
    expect(findings(bound, file("jaeger-operator/templates/role.yaml", role))).toEqual(
      dangling('RoleBinding "jaeger-operator" refers to the Role "jaeger-operator", which does not exist'),
    );
  });

  test("a port of a Service, by its name", () => {
    expect(together({ service: { ports: [{ port: 80, targetPort: "metrics" }] } })).toEqual(
      dangling('Service "one" leads to the port "metrics", which its pods do not have'),
    );
    expect(together({ service: { ports: [{ port: 80, targetPort: 9999 }] } })).toEqual([]);
  });
});

test("a Service that selects no pods, and one without a workload in the files", () => {
  expect(together({ service: { selector: { app: "two" } } })).toEqual([
    'manifest/selects-nothing: Service "one" selects pods with app=two, but those of Deployment "one" have app=one',
  ]);
  const other = (app: string) => ({
    ...{ apiVersion: "v1", kind: "Service", metadata: { name: "other", namespace: "a" } },
    spec: { selector: { app }, ports: [{ port: 80 }] },
  });
  expect(together({ more: [other("ones")] })).toEqual([
    'manifest/selects-nothing: Service "other" selects pods with app=ones, but those of Deployment "one" have app=one',
  ]);
  expect(together({ more: [other("elsewhere")] })).toEqual([]);
  const alone = { apiVersion: "v1", kind: "Service", metadata: { name: "one" }, spec: { selector: labels } };
  expect(findings({ path: "service.yaml", text: renderYaml(alone) })).toEqual([]);
});

test("the pods of a Pod, and those that a StatefulSet numbers", () => {
  const spec = { containers: [{ name: "two", image: "two:1" }] };
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "two", namespace: "a", labels: { app: "two" } },
    spec,
  };
  expect(together({ service: { selector: { app: "two" }, ports: [{ port: 80 }] }, more: [pod] })).toEqual([]);
  const selector = { ...labels, "statefulset.kubernetes.io/pod-name": "one-0" };
  expect(together({ service: { selector } })).toEqual([]);
});

test("workloads of other folders, which may be deployed apart", () => {
  const service = { apiVersion: "v1", kind: "Service", metadata: { name: "one" }, spec: { selector: labels } };
  const template = { metadata: { labels: { app: "two" } }, spec: { containers: [{ name: "two", image: "two:1" }] } };
  const deployment = {
    ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "one" } },
    spec: { selector: { matchLabels: { app: "two" } }, template },
  };
  const inFolder = (folder: string) =>
    findings(
      { path: "a/service.yaml", text: renderYaml(service) },
      { path: `${folder}/two.yaml`, text: renderYaml(deployment) },
    );
  expect(inFolder("b")).toEqual([]);
  expect(inFolder("a")).toHaveLength(1);
});

test("roles that the system has in its own namespaces", () => {
  const group = "rbac.authorization.k8s.io";
  const bind = (namespace: string) =>
    together({
      more: [
        { apiVersion: `${group}/v1`, kind: "Role", metadata: { name: "own", namespace: "a" }, rules: [] },
        {
          ...{ apiVersion: `${group}/v1`, kind: "RoleBinding", metadata: { name: "binding", namespace } },
          roleRef: { apiGroup: group, kind: "Role", name: "reader" },
          subjects: [{ kind: "ServiceAccount", name: "account", namespace: "a" }],
        },
      ],
    });
  expect(bind("kube-system")).toEqual([]);
  expect(bind("a")).toHaveLength(1);
});

describe("C09: replicas of Prometheus", () => {
  const container = { image: "quay.io/prometheus/prometheus:v3.13.2" };
  const workload = { replicas: 2 };

  test("behind one Service without affinity", () => {
    expect(together({ container, workload })).toEqual([
      'manifest/split-data: Service "one" spreads queries over the replicas of Deployment "one"',
    ]);
    expect(together({ container })).toEqual([]);
    expect(together({ workload })).toEqual([]);
    expect(together({ container, workload, service: { sessionAffinity: "ClientIP" } })).toEqual([]);
    expect(together({ container, workload, service: { clusterIP: "None" } })).toEqual([]);
  });

  test("whose alerts keep the label that tells them apart", () => {
    const config = (more: string, label = "replica") =>
      `global: { external_labels: { cluster: a, ${label}: "0" } }
alerting:
  alertmanagers: [{ static_configs: [{ targets: ["alertmanager:9093"] }] }]
${more}`;
    const found = (text: string) => findings({ path: "prometheus.yml", text });
    const drop = (regex: string) => `  alert_relabel_configs: [{ action: labeldrop, regex: "${regex}" }]\n`;
    for (const name of ["replica", "__replica__", "prometheus_replica"]) {
      expect(found(config("", name))).toEqual([
        `prometheus/replica-label: alerts have the label "${name}", which differs between the replicas`,
      ]);
      expect(found(config(drop(name), name))).toEqual([]);
    }
    expect(found(config(drop("replic.*")))).toEqual([]);
    expect(found(config(drop("replic")))).toHaveLength(1);
    expect(found(config("", "region"))).toEqual([]);
  });
});

describe("C05: a job of pods by their annotation, and a job of their Service", () => {
  const config = (target: string, more = "") => `scrape_configs:
  - job_name: backend
    static_configs: [{ targets: ["${target}"] }]
  - job_name: pods
    kubernetes_sd_configs: [{ role: pod }]
    relabel_configs:
      - { source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape], action: keep, regex: "true" }
${more}`;
  const found = (target: string, more?: string) => findings({ path: "prometheus.yml", text: config(target, more) });

  test.each(["backend:8000", "backend.shop.svc:8000", "backend.shop.svc.cluster.local:8000"])("%s", (target) => {
    expect(found(target)).toEqual([
      `prometheus/doubled-pods: the pods behind ${target} are scraped twice if they have the annotation: also by the job "pods"`,
    ]);
  });

  test.each(["localhost:9090", "prometheus:9090", "10.0.0.1:80", "example.com:443"])("but not %s", (target) => {
    expect(found(target)).toEqual([]);
  });

  test("nor where the job of pods has another condition", () => {
    expect(found("backend:8000", "      - { source_labels: [app], action: drop, regex: backend }\n")).toEqual([]);
  });
});

describe("a kustomization", () => {
  const kustomization = (more: string) => ({
    path: "k8s/kustomization.yaml",
    text: `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${more}`,
  });

  test("generates ConfigMaps, whose keys are known", () => {
    const generated = kustomization('configMapGenerator:\n  - name: generated\n    files: ["a.conf=files/b.conf"]\n');
    const deployment = (key: string) => ({
      path: "k8s/one.yaml",
      text: renderYaml({
        ...{ apiVersion: "apps/v1", kind: "DaemonSet", metadata: { name: "one" } },
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              containers: [{ name: "one", image: "one:1" }],
              ...volume({ configMap: { name: "generated", items: [{ key, path: "x" }] } }),
            },
          },
        },
      }),
    });
    expect(findings(generated, deployment("a.conf"))).toEqual([]);
    expect(findings(generated, deployment("b.conf"))).toEqual(
      dangling('the ConfigMap "generated" has no key "b.conf"'),
    );
  });

  test("brings configurations of Alloy to the pods of a DaemonSet", () => {
    const generated = kustomization('configMapGenerator:\n  - name: alloy\n    files: ["config.alloy"]\n');
    const alloy = { path: "k8s/config.alloy", text: 'discovery.kubernetes "pods" {\n  role = "pod"\n}\n' };
    const daemonSet = {
      path: "k8s/alloy.yaml",
      text: renderYaml({
        ...{ apiVersion: "apps/v1", kind: "DaemonSet", metadata: { name: "alloy" } },
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: { containers: [{ name: "one", image: "one:1" }], ...volume({ configMap: { name: "alloy" } }) },
          },
        },
      }),
    };
    expect(findings(generated, alloy, daemonSet)).toEqual([
      "alloy/every-node: every pod of the DaemonSet discovers the pods of all nodes",
    ]);
    expect(findings(alloy, daemonSet)).toEqual([]);
  });

  test("applies patches, which have only some fields of an object", () => {
    const patch = {
      path: "k8s/patch.yaml",
      text: "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: { replicas: 2 }\n",
    };
    expect(findings(patch)).not.toEqual([]);
    expect(findings(kustomization("patches: [{ path: patch.yaml }]\n"), patch)).toEqual([]);
    const component = {
      path: "k8s/kustomization.yaml",
      text: "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n  - path: patch.yaml\n",
    };
    expect(findings(component, patch)).toEqual([]);
    const deleted = { ...patch, text: patch.text.replace("spec: { replicas: 2 }", "$patch: delete") };
    expect(findings(kustomization("patches: [{ path: patch.yaml }]\n"), deleted)).toEqual([]);
    const unknown = { ...patch, text: patch.text.replace("replicas", "replica") };
    expect(findings(kustomization("patches: [{ path: patch.yaml }]\n"), unknown)).toEqual([
      expect.stringMatching(/^manifest\/unknown-field/),
    ]);
  });

  test("a patch of an AlertmanagerConfig names receivers that others define", () => {
    const patch = {
      path: "k8s/patch.yaml",
      text: "apiVersion: monitoring.coreos.com/v1beta1\nkind: AlertmanagerConfig\nmetadata: { name: a }\nspec: { route: { receiver: b } }\n",
    };
    expect(findings(patch)).toEqual(['alertmanager/undefined-receiver: receiver "b" is not defined']);
    expect(findings(kustomization("patches: [{ path: patch.yaml }]\n"), patch)).toEqual([]);
  });

  test("finds patches from the folders above, where scripts copy it before they build it", () => {
    // As in sapcc/helm-charts: system/kustomize/fedhcp/kustomization.yaml
    const copied = {
      path: "system/kustomize/fedhcp/kustomization.yaml",
      text: "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n  - path: ./kustomize/fedhcp/patch.yaml\n",
    };
    const text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: { replicas: 2 }\n";
    const patch = { path: "system/kustomize/fedhcp/patch.yaml", text };
    expect(findings(copied, patch)).toEqual([]);
    const elsewhere = { path: "system/fedhcp/patch.yaml", text };
    expect(findings(copied, elsewhere)).toEqual(findings(elsewhere));
    const below = { path: "system/kustomize/fedhcp/kustomize/fedhcp/patch.yaml", text };
    expect(findings(copied, below, patch)).toEqual(findings(patch));
  });
});
