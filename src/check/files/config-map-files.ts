import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import {
  isBase64,
  readYaml,
  resolveAlias,
  toSpan,
  type YamlMapping,
  type YamlNode,
  type YamlText,
} from "../../yaml/index.js";
import { detectFileKind, type FileKind, isKnownKind } from "./file-kind.js";

/** A file within another. */
export interface EmbeddedFile {
  readonly kind: FileKind;
  /** The name of the ConfigMap or Secret. */
  readonly holder: string;
  /** Its name in there. */
  readonly name: string;
  /**
   * Its text. In a block with `|`, the lines before it are blank and it keeps its indentation, so that positions are the
   * outer file's.
   */
  readonly text: string;
  /** The value that it was decoded from, in quotes or base64; undefined where positions are the outer file's. */
  readonly value?: Span;
}

/** Kinds of Kubernetes objects that hold files, and their fields: with plain text, or in base64. */
const holders: Readonly<Record<string, readonly { readonly field: string; readonly isEncoded: boolean }[]>> = {
  ConfigMap: [{ field: "data", isEncoded: false }],
  Secret: [
    { field: "stringData", isEncoded: false },
    { field: "data", isEncoded: true },
  ],
};

/** Returns the files of a known kind in the ConfigMaps and Secrets of these documents. */
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
    const fields = (kind?.kind === "scalar" && Object.hasOwn(holders, kind.value) && holders[kind.value]) || [];
    const holder = nameOf(manifest);
    for (const { field: name, isEncoded } of fields) {
      files.push(...filesIn(field(manifest, name), isEncoded, yaml).map((one) => ({ ...one, holder })));
    }
  }
  return { files, diagnostics: yaml.diagnostics };
}

function nameOf(manifest: YamlMapping): string {
  const metadata = field(manifest, "metadata");
  const name = metadata?.kind === "mapping" ? field(metadata, "name") : undefined;
  return name?.kind === "scalar" ? name.value : "";
}

function filesIn(data: YamlNode | undefined, isEncoded: boolean, yaml: YamlText): Omit<EmbeddedFile, "holder">[] {
  if (data?.kind !== "mapping") return [];
  return data.entries.flatMap(({ key, value }) => {
    if (value.kind !== "scalar") return [];
    const name = key.kind === "scalar" ? key.value : "";
    const content = isEncoded ? decode(value.value) : value.value;
    const kind = content === undefined ? "other" : detectFileKind(content, name);
    if (content === undefined || !isKnownKind(kind)) return [];
    if (isEncoded || value.style !== "literal") return [{ kind, name, text: content, value: toSpan(yaml, value) }];
    const start = yaml.text.indexOf("\n", value.valueStart) + 1;
    if (start === 0) return [];
    const linesBefore = "\n".repeat(yaml.text.slice(0, start).split("\n").length - 1);
    return [{ kind, name, text: linesBefore + yaml.text.slice(start, Math.max(start, value.end)) }];
  });
}

/** Undefined for anything that is not text in base64. */
function decode(value: string): string | undefined {
  const digits = value.replace(/\s/g, "");
  if (digits === "" || !isBase64(digits)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(digits, "base64"));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function field(mapping: YamlMapping, name: string): YamlNode | undefined {
  const entry = mapping.entries.find(({ key }) => key.kind === "scalar" && key.value === name);
  return entry && resolveAlias(entry.value);
}

/** Files that were decoded from values: their findings are moved to these values. */
export class DecodedFiles {
  private readonly files = new Map<string, { readonly name: string; readonly value: Span }>();

  /** Returns a path for a decoded file, which no file on disk has. */
  add({ name, value }: { readonly name: string; readonly value: Span }): string {
    const path = `${value.file}\0${this.files.size}`;
    this.files.set(path, { name, value });
    return path;
  }

  /** Moves findings to the values, and says where in the decoded file they are. Edits of that text fit no file. */
  relocate(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
    if (this.files.size === 0) return diagnostics;
    return diagnostics.map((diagnostic) => {
      const { span, related, edits, ...rest } = diagnostic;
      const isInFile = edits?.every((edit) => !this.files.has(edit.span.file));
      const place = this.place(span);
      const details = [place && `It is at ${place}.`, rest.details].filter(Boolean).join(" ");
      return {
        ...rest,
        ...(details !== "" && { details }),
        ...(isInFile && { edits: edits! }),
        ...(span && { span: this.outer(span) }),
        ...(related && {
          related: related.map((one) => {
            const there = this.place(one.span);
            const message = there === undefined ? one.message : `${one.message}, at ${there}`;
            return { message, ...(one.span && { span: this.outer(one.span) }) };
          }),
        }),
      };
    });
  }

  private outer(span: Span): Span {
    return this.files.get(span.file)?.value ?? span;
  }

  private place(span: Span | undefined): string | undefined {
    const file = span && this.files.get(span.file);
    return file && `line ${span.start.line}, column ${span.start.column} of ${JSON.stringify(file.name)}`;
  }
}

/** The file on disk that a path is of. */
export function fileOnDisk(path: string): string {
  const end = path.indexOf("\0");
  return end < 0 ? path : path.slice(0, end);
}
