import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { readYaml, resolveAlias, type YamlMapping, type YamlNode } from "../yaml/index.js";
import { detectFileKind, type FileKind, isKnownKind } from "./file-kind.js";

/** A file within another. The lines before it are blank and it keeps its indentation, so that positions are the outer file's. */
export interface EmbeddedFile {
  readonly kind: FileKind;
  /** The name of the ConfigMap or Secret. */
  readonly holder: string;
  readonly text: string;
}

/** Kinds of Kubernetes objects that hold files, and their fields with plain text. */
const plainFields: Readonly<Record<string, readonly string[]>> = { ConfigMap: ["data"], Secret: ["stringData"] };

/**
 * Returns the files of a known kind in the ConfigMaps and Secrets of these documents. Only files in a block with `|` are
 * read: only there does every line of the file have a line of its own.
 */
export function readConfigMaps(
  text: string,
  file: string,
): { readonly files: readonly EmbeddedFile[]; readonly diagnostics: readonly Diagnostic[] } {
  const yaml = readYaml(text, { file, documents: "all" });
  const files: EmbeddedFile[] = [];
  const pending: YamlNode[] = [...yaml.documents].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const manifest = resolveAlias(node);
    if (manifest.kind !== "mapping") continue;
    const items = field(manifest, "items");
    if (items?.kind === "sequence") pending.push(...[...items.items].reverse());
    const kind = field(manifest, "kind");
    const fields = (kind?.kind === "scalar" && plainFields[kind.value]) || [];
    const holder = nameOf(manifest);
    files.push(...fields.flatMap((name) => filesIn(field(manifest, name), text, holder)));
  }
  return { files, diagnostics: yaml.diagnostics };
}

function nameOf(manifest: YamlMapping): string {
  const metadata = field(manifest, "metadata");
  const name = metadata?.kind === "mapping" ? field(metadata, "name") : undefined;
  return name?.kind === "scalar" ? name.value : "";
}

function filesIn(data: YamlNode | undefined, text: string, holder: string): EmbeddedFile[] {
  if (data?.kind !== "mapping") return [];
  return data.entries.flatMap(({ key, value }) => {
    if (value.kind !== "scalar" || value.style !== "literal") return [];
    const kind = detectFileKind(value.value, key.kind === "scalar" ? key.value : "");
    const start = text.indexOf("\n", value.valueStart) + 1;
    if (!isKnownKind(kind) || start === 0) return [];
    const linesBefore = "\n".repeat(text.slice(0, start).split("\n").length - 1);
    return [{ kind, holder, text: linesBefore + text.slice(start, Math.max(start, value.end)) }];
  });
}

function field(mapping: YamlMapping, name: string): YamlNode | undefined {
  const entry = mapping.entries.find(({ key }) => key.kind === "scalar" && key.value === name);
  return entry && resolveAlias(entry.value);
}
