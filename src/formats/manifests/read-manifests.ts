import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import { inFileOrder } from "../../diagnostics/order.js";
import type { TextRange } from "../../diagnostics/positions.js";
import { Decoder, readYaml, resolveAlias, toSpan, type YamlMapping, type YamlText } from "../../yaml/index.js";
import { type AlertmanagerDecoder, alertmanagerFindings } from "../alertmanager/index.js";
import { checkAlertmanagerConfig } from "./alertmanager-config/check-alertmanager-config.js";
import { type ManifestDecoder, ObjectChecker } from "./check-object.js";
import { fieldOf, textOf } from "./fields.js";
import { manifestFindings } from "./findings.js";
import { composeSet, findKind, kustomizationSet, type ObjectSet } from "./kinds.js";

export interface ReadManifestsResult {
  /** The objects of the file, those in lists included. */
  readonly objects: readonly YamlMapping[];
  /** What does not fit the tables, in file order. */
  readonly diagnostics: readonly Diagnostic[];
  /** Errors of the YAML. */
  readonly syntax: readonly Diagnostic[];
  readonly span: (range: TextRange) => Span;
}

/**
 * Reads objects of Kubernetes as strictly as an API server with field validation: unknown and missing fields, types. Of
 * kinds that Telltale does not know, and of the kind `except`, nothing is checked.
 *
 * ```ts
 * const { diagnostics } = readManifests(text, { file: "deployment.yml" });
 * ```
 */
export function readManifests(
  text: string,
  { file, except }: { readonly file: string; readonly except?: string },
): ReadManifestsResult {
  const yaml = readYaml(text, { file, documents: "all" });
  const decoder = createDecoder(yaml);
  const ids = { unknownField: "alertmanager/unknown-field", wrongType: "alertmanager/wrong-type" } as const;
  const routing: AlertmanagerDecoder = new Decoder(yaml, alertmanagerFindings, ids);
  const objects: YamlMapping[] = [];
  const pending = [...yaml.documents].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!decoder.checkAliases(node)) continue;
    const object = resolveAlias(node);
    if (object.kind !== "mapping") continue;
    const items = fieldOf(object, "items");
    if (items?.kind === "sequence" && textOf(object, "kind")?.endsWith("List")) {
      pending.push(...[...items.items].reverse());
      continue;
    }
    objects.push(object);
    const kind = textOf(object, "kind") ?? "";
    const set = findKind(textOf(object, "apiVersion") ?? "", kind);
    if (set === undefined || kind === except) continue;
    new ObjectChecker(decoder, set).checkObject(object, kind, describe(object, kind));
    if (kind === "AlertmanagerConfig") {
      routing.subject = describe(object, kind);
      checkAlertmanagerConfig(object, routing, new ObjectChecker(decoder, { ...set, takesNull: true }));
    }
  }
  return {
    objects,
    diagnostics: inFileOrder([...decoder.diagnostics, ...notRefused(routing.diagnostics, decoder.diagnostics)]),
    syntax: yaml.diagnostics,
    span: (range) => toSpan(yaml, range),
  };
}

/** Leaves out findings about values that the schema refuses already. */
function notRefused(found: readonly Diagnostic[], refused: readonly Diagnostic[]): readonly Diagnostic[] {
  const place = ({ span }: Diagnostic) => JSON.stringify(span);
  const places = new Set(refused.map(place));
  return found.filter((diagnostic) => !places.has(place(diagnostic)));
}

function describe(object: YamlMapping, kind: string): string {
  const metadata = fieldOf(object, "metadata");
  const name = metadata?.kind === "mapping" ? textOf(metadata, "name") : undefined;
  return name === undefined ? kind : `${kind} "${name}"`;
}

/** Reads a compose file. */
export function readCompose(text: string, { file }: { readonly file: string }): ReadManifestsResult {
  return readOne(text, file, composeSet, "ComposeFile", "the compose file");
}

/** Reads a kustomization.yaml. */
export function readKustomization(text: string, { file }: { readonly file: string }): ReadManifestsResult {
  return readOne(text, file, kustomizationSet, "Kustomization", "the kustomization");
}

function readOne(text: string, file: string, set: ObjectSet, name: string, what: string): ReadManifestsResult {
  const yaml = readYaml(text, { file });
  const decoder = createDecoder(yaml);
  const span = (range: TextRange) => toSpan(yaml, range);
  const root = yaml.documents[0];
  if (root === undefined || !decoder.checkAliases(root)) {
    return { objects: [], diagnostics: decoder.diagnostics, syntax: yaml.diagnostics, span };
  }
  new ObjectChecker(decoder, set).checkObject(root, name, what);
  const target = resolveAlias(root);
  const objects = target.kind === "mapping" ? [target] : [];
  return { objects, diagnostics: inFileOrder(decoder.diagnostics), syntax: yaml.diagnostics, span };
}

function createDecoder(yaml: YamlText): ManifestDecoder {
  const ids = { unknownField: "manifest/unknown-field", wrongType: "manifest/wrong-type" } as const;
  return new Decoder(yaml, manifestFindings, ids);
}
