import type { ObjectKind } from "../../objects/object.js";

/** The text that stands for a secret value. */
export const redacted = "<secret>";

const secretField =
  /(?:password|secret|token|credential|passphrase|authorization|api_?key|routing_key|service_key|user_?key|private_?key|integration_?key|access_?key|_?url$|^key$)/i;

/** Objects that hold secrets. */
const secretKinds: ReadonlySet<ObjectKind> = new Set(["alertmanager configuration", "contact point"]);

/** Replaces all secrets in a value, at any depth. */
export function redactValue(kind: ObjectKind, path: readonly string[], value: unknown): unknown {
  if (isSecretField(kind, path)) return redacted;
  if (Array.isArray(value)) return value.map((item, index) => redactValue(kind, [...path, String(index)], item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, redactValue(kind, [...path, name], member)]),
  );
}

/** True if a field holds a secret, ours or somebody else's. Fields that name files hold none. */
function isSecretField(kind: ObjectKind, path: readonly string[]): boolean {
  if (!secretKinds.has(kind)) return false;
  // A contact point names the references of its secrets there.
  if (kind === "contact point" && path[0] === "secrets") return false;
  const isHeader = path.some((field) => /headers$/i.test(field));
  return isHeader || path.some((field) => secretField.test(field) && !/_file$/.test(field));
}

/** Removes the credentials of addresses from a text. */
export function scrubText(text: string): string {
  return text.replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@'"]*@/gi, `$1${redacted}@`);
}
