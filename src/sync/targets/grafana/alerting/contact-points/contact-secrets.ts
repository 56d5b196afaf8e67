import { randomBytes, scryptSync } from "node:crypto";
import { isJson } from "../../../../../formats/grafana/plain-json.js";
import type { SecretText, Setting } from "../../../../../formats/grafana-alerting/index.js";
import { isSecret, type Secret } from "../../../../../model/alert/secret.js";
import { hasKind } from "../../../../../model/definition/definition.js";
import { readCredential, SecretValue } from "../../../../http/secret-value.js";

/** A reference to a secret, or a text with such references. */
export type SecretReference = Secret | SecretText;

export function isReference(value: unknown): value is SecretReference {
  return isSecret(value) || hasKind(value, "secret text");
}

/** Lists the references in the settings of a contact point by the names of the fields that lead to them. */
export function listReferences(settings: unknown, place: readonly string[] = []): ReadonlyMap<string, SecretReference> {
  if (isReference(settings)) return new Map([[place.join("."), settings]]);
  if (typeof settings !== "object" || settings === null) return new Map();
  return new Map(Object.entries(settings).flatMap(([name, member]) => [...listReferences(member, [...place, name])]));
}

/** Replaces values in settings, by the names of the fields that lead to them. */
export function replaceAt(
  settings: unknown,
  replace: (place: string, value: unknown) => unknown,
  place: readonly string[] = [],
): unknown {
  const replaced = place.length === 0 ? settings : replace(place.join("."), settings);
  if (replaced !== settings || isReference(settings)) return replaced;
  if (Array.isArray(settings)) return settings.map((one, index) => replaceAt(one, replace, [...place, String(index)]));
  if (!isJson(settings)) return settings;
  const members = Object.entries(settings).map(([name, one]) => [name, replaceAt(one, replace, [...place, name])]);
  return Object.fromEntries(members) as unknown;
}

/** Reads the value that a reference stands for, on this machine. */
export function readReference(reference: SecretReference, root: string): SecretValue {
  if (isSecret(reference)) return readCredential(reference, root);
  const parts = reference.parts.map((part) => (typeof part === "string" ? part : readCredential(part, root).reveal()));
  return new SecretValue(parts.join(""));
}

/** Writes a reference as definitions do: `env("SLACK_URL")`. */
export function describeReference(reference: SecretReference): string {
  if (!isSecret(reference)) {
    return reference.parts.map((part) => (typeof part === "string" ? part : `\${${describeReference(part)}}`)).join("");
  }
  const { name, path } = reference;
  return path === undefined ? `env(${JSON.stringify(name)})` : `file(${JSON.stringify(path)})`;
}

/** The settings without references, with the secrets in them. They must not leave the memory of this process, except to Grafana. */
export interface FilledSettings {
  readonly settings: { readonly [name: string]: Setting };
  readonly secrets: ReadonlyMap<string, SecretValue>;
}

export function fillSettings(settings: { readonly [name: string]: Setting }, root: string): FilledSettings {
  const references = listReferences(settings);
  const secrets = new Map([...references].map(([place, reference]) => [place, readReference(reference, root)]));
  const filled = replaceAt(settings, (place, value) => secrets.get(place)?.reveal() ?? value);
  return { settings: filled as FilledSettings["settings"], secrets };
}

/** Makes guessing a secret from its check expensive. A check takes some ten milliseconds. */
const cost = 4096;

/** The secrets of the checks that this process computed: a sync compares the same ones before and after a write. */
const computed = new Map<string, SecretValue>();

/** Returns a text by which a secret is recognised later, without telling it. */
export function createCheck(secret: SecretValue, salt = randomBytes(12).toString("hex")): string {
  const check = `${salt}:${scryptSync(secret.reveal(), salt, 24, { N: cost }).toString("hex")}`;
  computed.set(check, secret);
  return check;
}

export function isSameSecret(secret: SecretValue, check: string): boolean {
  const known = computed.get(check);
  if (known) return known.reveal() === secret.reveal();
  return createCheck(secret, check.slice(0, check.indexOf(":"))) === check;
}
