import { isAtLeast } from "../../../promql/index.js";
import { type Fields, getBool, getFields, getItems, getText, isSet, rangeOf } from "../shapes/fields.js";
import type { ShapeReader } from "../shapes/shape-reader.js";
import { checkHttpClient, checkTlsFiles, isDefaultHttpClient } from "./http-client.js";
import { fieldSelectorProblem, labelSelectorProblem } from "./selectors.js";

/** Checks discovery in Kubernetes: its role, how it reaches the API server, and its selectors. */
export function checkKubernetes(reader: ShapeReader, fields: Fields): void {
  if (getText(fields, "role") === "" && !fields.entries.has("role")) {
    const { start } = fields.node;
    reader.report("prometheus/missing-field", { start, end: start }, "kubernetes_sd_config needs role");
  } else if (fields.values.get("role") === null) {
    reader.report("prometheus/missing-field", rangeOf(fields, "role"), "kubernetes_sd_config needs role");
  }
  checkHttpClient(reader, fields);
  checkTlsFiles(reader, fields);
  checkAccess(reader, fields);
  checkSelectors(reader, fields);
}

function checkAccess(reader: ShapeReader, fields: Fields): void {
  const hasServer = isSet(fields, "api_server");
  const hasFile = getText(fields, "kubeconfig_file") !== "";
  const isDefault = isDefaultHttpClient(fields);
  const exclude = (name: string, summary: string) => {
    reader.report("prometheus/exclusive-fields", rangeOf(fields, name), summary);
  };
  if (hasServer && hasFile) exclude("kubeconfig_file", "only one of api_server and kubeconfig_file can be set");
  if (hasFile && !isDefault)
    exclude("kubeconfig_file", "kubeconfig_file takes no settings of an HTTP client beside it");
  if (!hasServer && !hasFile && !isDefault) {
    const { start } = fields.node;
    const summary = "settings of an HTTP client need api_server";
    reader.report("prometheus/missing-field", { start, end: start }, summary, "set api_server, or remove the settings");
  }
  const namespaces = getFields(fields, "namespaces");
  if (namespaces !== undefined && getBool(namespaces, "own_namespace") && (hasServer || hasFile)) {
    exclude("namespaces", "own_namespace works only within the cluster: remove api_server and kubeconfig_file");
  }
}

function checkSelectors(reader: ShapeReader, fields: Fields): void {
  const role = getText(fields, "role");
  const allowed = allowedSelectors(reader)[role] ?? [];
  const seen = new Set<string>();
  for (const { fields: selector } of getItems(fields, "selectors")) {
    if (selector === undefined) {
      reader.report("prometheus/empty-section", rangeOf(fields, "selectors"), "selectors has an empty item");
      continue;
    }
    const selected = getText(selector, "role");
    const problem = seen.has(selected)
      ? `two selectors have the role ${selected}`
      : allowed.includes(selected)
        ? undefined
        : `the role ${role} takes only selectors of ${allowed.join(", ")}`;
    if (problem !== undefined) reader.report("prometheus/invalid-value", rangeOf(selector, "role"), problem);
    seen.add(selected);
    const field = fieldSelectorProblem(getText(selector, "field"));
    if (field !== undefined) reader.report("prometheus/invalid-value", rangeOf(selector, "field"), `field ${field}`);
    const label = labelSelectorProblem(getText(selector, "label"));
    if (label !== undefined) reader.report("prometheus/invalid-value", rangeOf(selector, "label"), `label ${label}`);
  }
}

function allowedSelectors({ version }: ShapeReader): Readonly<Record<string, readonly string[]>> {
  return {
    pod: isAtLeast(version, 3, 11) ? ["pod", "node"] : ["pod"],
    service: ["service"],
    endpointslice: ["pod", "service", "endpointslice"],
    endpoints: ["pod", "service", "endpoints"],
    node: ["node"],
    ingress: ["ingress"],
  };
}
