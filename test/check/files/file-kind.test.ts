import { describe, expect, test } from "vitest";
import { assumeFileKind, detectFileKind } from "../../../src/check/files/file-kind.js";

const kinds: readonly (readonly [name: string, kind: string, text: string])[] = [
  ["a rule file", "rules", "groups:\n  - name: a\n    rules:\n      - record: a:b\n        expr: up\n"],
  ["a rule file of Mimir or Loki", "rules", "namespace: a\ngroups:\n  - name: a\n    rules: []\n"],
  ["a rule file in JSON", "rules", '{"groups": []}'],
  ["a PrometheusRule", "rules", "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  groups: []\n"],
  [
    "rules with templates in annotations",
    "rules",
    'groups:\n- rules:\n  - alert: A\n    expr: up\n    annotations:\n      a: "{{ $value }}"\n      b: |\n        {{ range query "up" }}{{ .Labels.job }}{{ end }}\n',
  ],
  ["rule tests", "rule tests", "rule_files: [a.yml]\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n"],
  ["an Alertmanager configuration", "alertmanager", "route:\n  receiver: a\nreceivers:\n  - name: a\n"],
  [
    "texts of notifications that print values",
    "alertmanager",
    'route: {receiver: a}\nreceivers:\n- name: a\n  slack_configs:\n  - text: "{{ .GroupLabels.Values }}"\n',
  ],
  ["a dashboard", "dashboard", '{"title": "A", "panels": []}'],
  ["a dashboard that is not valid JSON", "dashboard", '{"schemaVersion": 39, "panels": [,]}'],
  ["a dashboard as the API returns it", "dashboard", '{"meta": {}, "dashboard": {"title": "A", "rows": []}}'],
  [
    "a dashboard of schema v2",
    "dashboard",
    '{"apiVersion": "dashboard.grafana.app/v2beta1", "kind": "Dashboard", "spec": {}}',
  ],
  [
    "a folder of Git Sync",
    "folder",
    '{"apiVersion": "folder.grafana.app/v1", "kind": "Folder", "spec": {"title": "A"}}',
  ],
  ["a ConfigMap", "config maps", "apiVersion: v1\nkind: ConfigMap\ndata: {}\n"],
  [
    "a list of ConfigMaps",
    "config maps",
    "apiVersion: v1\nkind: ConfigMapList\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n",
  ],
  ["a Compose file", "compose", "services:\n  web:\n    image: nginx\n"],
  ["a web configuration", "web config", "basic_auth_users:\n  a: b\n"],
  ["a configuration of Promtail", "other", "clients: [{ url: u }]\nscrape_configs: []\n"],
  ["a configuration of Prometheus", "prometheus", "scrape_configs: []\n"],
  ["a configuration of Prometheus with rules", "prometheus", "global: {}\nrule_files: [a.yml]\nscrape_configs: []\n"],
  [
    "a configuration of the OpenTelemetry collector",
    "otel collector",
    "receivers:\n  otlp: {}\nexporters: {}\nservice: {}\n",
  ],
  [
    "a configuration of Jaeger 2",
    "otel collector",
    "service:\n  extensions: [jaeger_storage]\n  pipelines: {}\nreceivers:\n  otlp:\n",
  ],
  ["groups of something else", "other", "groups:\n  - name: admins\n    members: [a]\n"],
  ["a Deployment", "manifests", "apiVersion: apps/v1\nkind: Deployment\nspec: {}\n"],
  [
    "alert rules for Grafana's provisioning",
    "other",
    "apiVersion: 1\ngroups:\n  - name: a\n    rules:\n      - uid: a\n        title: A\n",
  ],
  ["the layout of a program's window", "other", '{"title": "A", "panels": [{"name": "left"}], "rows": [[1]]}'],
  ["a package.json", "other", '{"name": "a", "title": "A", "dependencies": {}}'],
  ["JSON that is not an object", "other", "[1, 2]"],
  [
    "a chart that prints its values",
    "template",
    "groups:\n- name: a\n  rules:\n  - alert: A\n    expr: up > {{ .Values.limit }}\n",
  ],
  ["a chart with conditions", "template", "{{- if .Values.enabled }}\ngroups: []\n{{- end }}\n"],
  [
    "a chart that escapes templates",
    "template",
    'groups:\n- rules:\n  - alert: A\n    annotations:\n      a: {{ "{{ $value }}" }}\n      b: {{`{{ $value }}`}}\n',
  ],
  [
    "a chart that includes a template",
    "template",
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ include "a.fullname" . }}\n',
  ],
  ["a chart with functions", "template", "kind: Secret\napiVersion: v1\ndata:\n  a: {{ $a | b64enc }}\n"],
  [
    "a chart with a file",
    "template",
    'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n{{ (.Files.Glob "a/*").AsConfig }}\n',
  ],
  [
    "rules with functions of Prometheus",
    "rules",
    "groups:\n- rules:\n  - alert: A\n    annotations:\n      a: 'quote: {{ $value | humanize }} {{ $labels.quote }}'\n",
  ],
  ["values of a chart", "other", "global: {}\nservices:\n  api:\n    port: 80\nuserId:\n  api: 1\n"],
  ["a Compose file with fields of its own", "compose", "x-env: {}\nservices:\n  web:\n    image: nginx\nvolumes: {}\n"],
  [
    "a catalogue with rules for a website",
    "other",
    "groups:\n  - name: a\n    services:\n      - name: b\n        exporters:\n          - rules:\n              - query: up\n",
  ],
  ["a rule file of one group without alerts", "rules", "groups:\n\n# all\n- interval: 1m\n  rules:\n    - expr: up\n"],
  ["a rule file in flow style", "rules", "groups: [{\n  name: a, \n  rules: []}]\n"],
  ["an object of an unknown kind", "other", "apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: a\n"],
  ["services of another program", "other", "services:\n  - docker:dind\n"],
  ["a kustomization", "kustomization", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"],
  ["a configuration of Loki", "loki", "auth_enabled: false\nschema_config:\n  configs: []\n"],
  ["a template of Jinja", "template", "groups:\n{% for job in jobs %}\n- name: a\n{% endfor %}\n"],
];

/** Objects of Kubernetes, which are the same in YAML and in JSON, alone and in a list. */
const objects: readonly (readonly [kind: string, apiVersion: string, objectKind: string])[] = [
  ["rules", "monitoring.coreos.com/v1", "PrometheusRule"],
  ["manifests", "monitoring.coreos.com/v1alpha1", "AlertmanagerConfig"],
  ["manifests", "monitoring.coreos.com/v1", "ServiceMonitor"],
  ["manifests", "apps/v1", "Deployment"],
  ["config maps", "v1", "ConfigMap"],
  ["config maps", "v1", "Secret"],
];

describe("the kind of a file, by its content", () => {
  test.each(objects)("%s, as JSON: %s %s", (kind, apiVersion, objectKind) => {
    const object = { apiVersion, kind: objectKind, metadata: { name: "a" } };
    const list = { apiVersion: "v1", kind: "List", items: [object] };
    for (const value of [object, list]) {
      expect(detectFileKind(JSON.stringify(value), "a.json")).toBe(kind);
      expect(assumeFileKind(JSON.stringify(value, null, 2), "a.json")).toBe(kind);
    }
  });

  test("resources of SLOs and kustomizations are known as JSON, too; objects of unknown kinds are not", () => {
    const kindOf = (apiVersion: string, kind: string) => detectFileKind(JSON.stringify({ apiVersion, kind }), "a.json");
    expect(kindOf("sloth.slok.dev/v1", "PrometheusServiceLevel")).toBe("slos");
    expect(kindOf("kustomize.config.k8s.io/v1beta1", "Kustomization")).toBe("kustomization");
    expect(kindOf("example.com/v1", "Widget")).toBe("other");
    expect(kindOf("v1", "ConfigMapList")).toBe("config maps");
  });

  test.each(kinds)("%s: %s", (_name, kind, text) => {
    expect(detectFileKind(text, "file")).toBe(kind);
  });

  test("a Compose file with mistakes is known by its name", () => {
    const text = "services:\n  web:\n    image: nginx\nvolume: {}\n";
    expect(detectFileKind(text, "values.yml")).toBe("other");
    expect(detectFileKind(text, "deploy/docker-compose.prod.yml")).toBe("compose");
  });

  test("a kustomization needs no kind: it is known by its name", () => {
    const text = "namePrefix: fedhcp-\npatches:\n- path: patch.yaml\n";
    expect(detectFileKind(text, "fedhcp/kustomization.yaml")).toBe("kustomization");
    expect(detectFileKind(text, "kustomization.yml")).toBe("kustomization");
    expect(detectFileKind(text, "fedhcp/my-kustomization.yaml")).toBe("other");
  });

  test("a configuration of Alloy is known by its name", () => {
    expect(detectFileKind("groups: []\n", "config.alloy")).toBe("alloy");
    expect(assumeFileKind("", "config.alloy")).toBe("alloy");
  });

  test.each([
    "remote_write:\n- url: https://mimir.example.com/api/v1/push\n",
    "rule_files: [rules.yml]\n",
    "otlp: {}\n",
    "global:\n  scrape_interval: 1m\n",
  ])("a file to check with nothing but a section of Prometheus is its configuration: %j", (text) => {
    expect(detectFileKind(text, "file")).toBe("other");
    expect(assumeFileKind(text, "prometheus/agent.yml")).toBe("prometheus");
    expect(assumeFileKind(`${text}groups: []\n`, "prometheus/agent.yml")).toBe("rules");
    expect(assumeFileKind(`${text}receivers: []\n`, "agent.yml")).toBe("alertmanager");
  });

  test("global settings alone are those of Alertmanager if the file is called so", () => {
    expect(assumeFileKind("global: {}\n", "etc/alertmanager.yml")).toBe("alertmanager");
  });

  test("a file to check that has no known kind is a rule file with mistakes, or a dashboard if it is JSON", () => {
    expect(assumeFileKind("services: {}\n", "file")).toBe("rules");
    expect(assumeFileKind("receivers: []\n", "file")).toBe("alertmanager");
    expect(assumeFileKind('{"name": "a"}', "file")).toBe("dashboard");
    for (const empty of ["", "# nothing\n", "---\n", "~\n", "{}\n"]) {
      expect(assumeFileKind(empty, "etc/alertmanager.yml")).toBe("alertmanager");
      if (empty !== "{}\n") expect(assumeFileKind(empty, "alertmanager/rules.yml")).toBe("rules");
    }
    expect(assumeFileKind("groups:\n- rules:\n  - expr: up > {{ .Values.limit }}\n", "file")).toBe("rules");
  });
});
