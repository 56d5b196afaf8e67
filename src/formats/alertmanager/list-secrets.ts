import type { TextRange } from "../../diagnostics/positions.js";
import { resolveAlias, type YamlNode } from "../../yaml/index.js";
import type { Field } from "./shapes/shape.js";
import { configShape, shapeNamed } from "./shapes/shapes.js";
import { type AlertmanagerVersion, isAtLeastVersion } from "./version.js";

/** A secret that stands in a configuration itself. */
export interface InlineSecret {
  /** Its place: `receivers[0].slack_configs[0].api_url`. */
  readonly path: string;
  /** The name of its receiver; undefined for one elsewhere, such as in `global`. */
  readonly receiver: string | undefined;
  readonly field: string;
  /** The field that names a file with it; undefined if the release has none. */
  readonly fileField: string | undefined;
  readonly key: TextRange;
  /** The node of the value, with its anchor. */
  readonly range: TextRange;
  readonly value: string;
}

/** Fields whose members may be secrets, in forms that no field of a file can replace. */
const opaqueFields: ReadonlySet<string> = new Set(["http_headers", "proxy_connect_header", "headers"]);

const secretTypes: ReadonlySet<Field["type"]> = new Set(["secret", "secret-url", "template-url"]);

/** Lists the secrets of a configuration, by the fields that Alertmanager knows for secret. */
export function listSecrets(root: YamlNode, version: AlertmanagerVersion): readonly InlineSecret[] {
  const found = new Map<number, InlineSecret>();
  const visit = (given: YamlNode, shapeName: string | undefined, path: string, receiver: string | undefined): void => {
    const node = resolveAlias(given);
    if (node.kind !== "mapping") return;
    const shape = shapeName === undefined ? configShape : shapeNamed(shapeName);
    const named = shapeName === "receiver" ? scalarOf(node, "name") : undefined;
    const owner = named ?? receiver;
    for (const { key, value } of node.entries) {
      if (key.kind !== "scalar") continue;
      const at = path === "" ? key.value : `${path}.${key.value}`;
      // A merge key holds more entries of the same mapping.
      if (key.value === "<<") {
        for (const merged of itemsOf(value)) visit(merged, shapeName, path, owner);
        continue;
      }
      const field = shape.fields.get(key.value)?.at(-1);
      const nested = field && /^[{[](.+)[}\]]$/.exec(field.type)?.[1];
      if (nested !== undefined && field!.type.startsWith("[")) {
        for (const [index, item] of itemsOf(value).entries()) visit(item, nested, `${at}[${index}]`, owner);
      } else if (nested !== undefined) visit(value, nested, at, owner);
      else if (field && isSecret(field, shape.fields)) {
        const text = resolveAlias(value);
        if (text.kind !== "scalar" || text.value === "") continue;
        const file = shape.fields.get(`${field.name}_file`)?.at(-1);
        const hasFile = file !== undefined && isAtLeastVersion(version, file.since);
        found.set(value.start, {
          ...{ path: at, receiver: owner, field: field.name, fileField: hasFile ? file.name : undefined },
          ...{ key: { start: key.start, end: key.end }, range: { start: value.start, end: value.end } },
          value: text.value,
        });
      }
    }
  };
  visit(root, undefined, "", undefined);
  return [...found.values()].sort((one, other) => one.range.start - other.range.start);
}

/** Values that are filled in later. */
const placeholder = /\$[{(A-Za-z]|\{\{|[<>]|^__.*__$|^\*+$|x{4,}|change.?me|replace|your[-_ ]|placeholder|redacted/i;

/** Segments of the path of an address, and parameters, that are tokens. */
const tokenSegment = /^(?=.*\d)(?=.*[A-Za-z])[\w:-]{20,}$/;
const tokenParameter = /token|key|secret|password|sig/i;

/** True for a secret that is one as it stands there: no placeholder, and no address without a token in it. */
export function isInPlainText({ field, value }: InlineSecret): boolean {
  if (placeholder.test(value)) return false;
  if (!field.endsWith("url")) return true;
  if (!URL.canParse(value)) return false;
  const { password, pathname, searchParams } = new URL(value);
  return (
    password !== "" ||
    pathname.split("/").some((segment) => tokenSegment.test(segment)) ||
    [...searchParams.keys()].some((name) => tokenParameter.test(name))
  );
}

/** Finds a field that may hold secrets in a form of its own, such as headers. Returns its path. */
export function findOpaqueSecrets(data: unknown, path = ""): string | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  for (const [name, member] of Object.entries(data)) {
    const at = Array.isArray(data) ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`;
    // Those of mails are text.
    const isOpaque = opaqueFields.has(name) && !/email_configs\[\d+\]\.headers$/.test(at);
    if (isOpaque && typeof member === "object" && member !== null) return at;
    const inside = findOpaqueSecrets(member, at);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** True for a secret, and for an address that has a file, which is one as often as not. */
function isSecret({ name, type }: Field, fields: ReadonlyMap<string, readonly Field[]>): boolean {
  return secretTypes.has(type) || (type === "url" && fields.has(`${name}_file`));
}

function itemsOf(given: YamlNode): readonly YamlNode[] {
  const node = resolveAlias(given);
  return node.kind === "sequence" ? node.items : [node];
}

function scalarOf(node: YamlNode, name: string): string | undefined {
  if (node.kind !== "mapping") return undefined;
  const value = node.entries.find(({ key }) => key.kind === "scalar" && key.value === name)?.value;
  const target = value && resolveAlias(value);
  return target?.kind === "scalar" ? target.value : undefined;
}
