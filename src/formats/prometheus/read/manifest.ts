import { resolveAlias, type YamlMapping, type YamlNode } from "../../../yaml/index.js";
import type { RuleFileDecoder } from "./rule-file-reader.js";

/** True if the text looks like Kubernetes manifests that include a PrometheusRule, a field a line or in braces. */
export function isManifest(text: string): boolean {
  return (
    /(?:^ *(?:- +)?|[{,] *)["']?apiVersion["']? *:/m.test(text) &&
    /(?:^ *(?:- +)?|[{,] *)["']?kind["']? *: *["']?(?:PrometheusRule|List)\b/m.test(text)
  );
}

/** Returns the specs of the PrometheusRule objects in these documents and in their Lists. Skips other objects. */
export function readRuleSpecs(decoder: RuleFileDecoder, documents: readonly YamlNode[]): YamlNode[] {
  const specs: YamlNode[] = [];
  const stack = [...documents].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const manifest = resolveAlias(node);
    if (manifest.kind !== "mapping") continue;
    const kind = fieldText(manifest, "kind");
    const items = field(manifest, "items");
    if (kind === "PrometheusRule") specs.push(...readSpec(decoder, manifest));
    else if (kind === "List" && items?.kind === "sequence")
      for (const item of [...items.items].reverse()) stack.push(item);
  }
  return specs;
}

const operatorApiGroup = "monitoring.coreos.com/";

function readSpec(decoder: RuleFileDecoder, manifest: YamlMapping): YamlNode[] {
  const apiVersion = fieldText(manifest, "apiVersion") ?? "";
  if (!apiVersion.startsWith(operatorApiGroup)) {
    const range = field(manifest, "apiVersion") ?? { start: manifest.start, end: manifest.start };
    decoder.report("rules/manifest", range, `apiVersion of a PrometheusRule must be ${operatorApiGroup}v1`);
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
