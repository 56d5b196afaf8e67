import { findSecret } from "./find-secret.js";

/** Maximum size of one object as text, in bytes. */
const maxBytes = 4 * 1024 * 1024;

/** Maximum depth of JSON. Dashboards of people have about twenty levels. */
const maxDepth = 200;

const maxName = 500;

/** Says why content of a server is not written to disk: too deep, too large, or with a secret in it. */
export function findJsonProblem(value: unknown): string | undefined {
  if (isTooDeep(value)) return `it is nested more than ${maxDepth} levels deep`;
  return findSizeProblem(JSON.stringify(value)) ?? describeSecret(findSecret(value));
}

/** The same for text. */
export function findContentProblem(text: string): string | undefined {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text)) return "it has control characters in it";
  return findSizeProblem(text) ?? describeSecret(findSecret(text));
}

/** Says why a name is not written to disk. */
export function findTextProblem(name: string): string | undefined {
  if (name.length > maxName) return `its name has more than ${maxName} characters`;
  return /\p{Cc}/u.test(name) ? "its name has control characters in it" : undefined;
}

function findSizeProblem(text: string): string | undefined {
  return Buffer.byteLength(text) > maxBytes ? `it is larger than ${maxBytes / 1024 / 1024} MB` : undefined;
}

function describeSecret(place: string | undefined): string | undefined {
  if (place === undefined) return undefined;
  return `it seems to hold a secret${place === "" ? "" : `, at ${place}`}: a definition must not`;
}

function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return true;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return false;
}
