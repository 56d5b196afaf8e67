/** Texts that give access to something. */
const secretTexts: readonly RegExp[] = [
  // Credentials in an address, unless they are variables of the dashboard.
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/@'"<>:$]*:[^\s/@'"<>$]+@/i,
  /\bgl(?:sa|c|at|pat|sync)[_-][A-Za-z0-9_=+/-]{20,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bhooks\.slack\.com\/services\/T[A-Z0-9]+\/B[A-Z0-9]+\/\w+/i,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{30,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(?:Bearer|Basic)\s+[A-Za-z0-9+/_=.-]{16,}/,
];

/** Members that hold a secret. */
const secretMembers = /^(?:password|passwd|basicauthpassword|secret|clientsecret|api_?key|apitoken|authorization)$/i;

/**
 * Finds what looks like a secret in plain data.
 *
 * @returns the path to it, which is empty for a text; undefined if there is none
 */
export function findSecret(value: unknown): string | undefined {
  const pending: { readonly value: unknown; readonly path: string }[] = [{ value, path: "" }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value: one, path } = next;
    if (typeof one === "string" && secretTexts.some((pattern) => pattern.test(one))) return path;
    if (typeof one !== "object" || one === null) continue;
    for (const [name, member] of Object.entries(one)) {
      const at = path === "" ? name : `${path}.${name}`;
      if (secretMembers.test(name) && typeof member === "string" && isLiteral(member)) return at;
      if (name === "secureJsonData" && Object.keys((member ?? {}) as object).length > 0) return at;
      pending.push({ value: member, path: at });
    }
  }
  return undefined;
}

/** False for nothing, and for a variable. */
function isLiteral(text: string): boolean {
  return text !== "" && !text.startsWith("$");
}
