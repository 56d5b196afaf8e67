import { resolveAlias, type YamlMapping, type YamlNode } from "../../../yaml/index.js";
import type { RuleFileDecoder } from "./rule-file-reader.js";

/** Whether the text looks like manifests for Kubernetes with rules in them. */
export function isManifest(text: string): boolean {
  return (
    /^ *(?:- +)?["']?apiVersion["']? *:/m.test(text) &&
    /^ *(?:- +)?["']?kind["']? *: *["']?(?:PrometheusRule|List)\b/m.test(text)
  );
}

/** The specs of the PrometheusRule objects in these documents, those inside of a List too. Other objects are passed. */
export function readRuleSpecs(decoder: RuleFileDecoder, documents: readonly YamlNode[]): YamlNode[] {
  const specs: YamlNode[] = [];
  const waiting = [...documents].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const manifest = resolveAlias(node);
    if (manifest.kind !== "mapping") continue;
    const kind = fieldText(manifest, "kind");
    const items = field(manifest, "items");
    if (kind === "PrometheusRule") specs.push(...readSpec(decoder, manifest));
    else if (kind === "List" && items?.kind === "sequence")
      for (const item of [...items.items].reverse()) waiting.push(item);
  }
  return specs;
}

const operatorGroup = "monitoring.coreos.com/";

function readSpec(decoder: RuleFileDecoder, manifest: YamlMapping): YamlNode[] {
  const apiVersion = fieldText(manifest, "apiVersion") ?? "";
  if (!apiVersion.startsWith(operatorGroup)) {
    const place = field(manifest, "apiVersion") ?? { start: manifest.start, end: manifest.start };
    decoder.report("rules/manifest", place, `a PrometheusRule has the apiVersion ${operatorGroup}v1`);
  }
  decoder.entries(manifest);
  const spec = field(manifest, "spec");
  return spec === undefined ? [] : [spec];
}

function field(mapping: YamlMapping, name: string): YamlNode | undefined {
  const entry = mapping.entries.find(({ key }) => key.kind === "scalar" && key.value === name);
  return entry && resolveAlias(entry.value);
}

function fieldText(mapping: YamlMapping, name: string): string | undefined {
  const node = field(mapping, name);
  return node?.kind === "scalar" ? node.value : undefined;
}
