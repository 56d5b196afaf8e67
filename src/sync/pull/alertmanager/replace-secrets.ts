import { posix } from "node:path";
import {
  type AlertmanagerVersion,
  findOpaqueSecrets,
  type InlineSecret,
  listSecrets,
} from "../../../formats/alertmanager/index.js";
import { readYaml, toPlainValue } from "../../../yaml/index.js";

/** Stands for every secret in the answers of an Alertmanager. */
const redacted = "<secret>";

/** A configuration without its secrets, and the references in their place. */
export interface Replaced {
  readonly text: string;
  /** Paths of secrets by the variables that stand for them. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
}

/**
 * Replaces the secrets of a configuration by references to files in the folder of secrets, as `env("NAME")` compiles to.
 * Everything else keeps its bytes. Says why not if a secret would stay.
 */
export function replaceSecrets(
  text: string,
  version: AlertmanagerVersion,
  secretsFolder: string,
): Replaced | { readonly problem: string } {
  const [root] = readYaml(text, { file: "" }).documents;
  if (!root) return { problem: "it is not YAML" };
  const secrets = listSecrets(root, version);
  const stuck = secrets.find(({ fileField }) => fileField === undefined)?.path ?? findOpaqueSecrets(toPlainValue(root));
  if (stuck !== undefined) return { problem: `it holds a secret, at ${stuck}, and no field of a file can replace it` };
  const names = nameVariables(secrets);
  const replaced = [...secrets].reverse().reduce((current, secret) => {
    const { key, range, fileField } = secret;
    const quote = /^["']/.exec(current.slice(key.start, key.end))?.[0] ?? "";
    const path = posix.join(secretsFolder, names.get(secret)!);
    // A block of lines ends with the end of its last one.
    const end = current.slice(range.start, range.end).endsWith("\n") ? "\n" : "";
    const between = current.slice(key.end, range.start);
    const field = `${quote}${fileField}${quote}${between}${quote}${path}${quote}${end}`;
    return current.slice(0, key.start) + field + current.slice(range.end);
  }, text);
  const left = secrets.find(({ value }) => isIn(replaced, value));
  if (left) return { problem: `the secret at ${left.path} is in it a second time, in another place` };
  const variables = new Map<string, string[]>();
  for (const secret of secrets) {
    const name = names.get(secret)!;
    variables.set(name, [...(variables.get(name) ?? []), secret.path]);
  }
  return { text: replaced, variables };
}

/** Names secrets after their receivers and fields. Equal secrets have one name. */
function nameVariables(secrets: readonly InlineSecret[]): ReadonlyMap<InlineSecret, string> {
  const byValue = new Map<string, string>();
  const taken = new Set<string>();
  const names = new Map<InlineSecret, string>();
  for (const secret of secrets) {
    const known = secret.value === redacted ? undefined : byValue.get(secret.value);
    const name = known ?? distinct(variableOf(secret), taken);
    taken.add(name);
    byValue.set(secret.value, name);
    names.set(secret, name);
  }
  return names;
}

function variableOf({ receiver = "", field }: InlineSecret): string {
  const words = `${receiver}_${field}`.normalize("NFKD").toUpperCase();
  return words
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .replace(/^(?=\d)/, "RECEIVER_")
    .slice(0, 100);
}

function distinct(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2, one = name; ; number++) {
    if (!taken.has(one)) return one;
    one = `${name}_${number}`;
  }
}

/** True if a secret is still in a text. Short ones are compared with whole values: they are parts of other words. */
function isIn(text: string, secret: string): boolean {
  if (secret === redacted) return false;
  if (secret.length >= 8) return text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1));
  const holds = (value: unknown): boolean => {
    if (typeof value !== "object" || value === null) return value === secret;
    return Object.values(value).some(holds);
  };
  return readYaml(text, { file: "" }).documents.some((document) => holds(toPlainValue(document)));
}
