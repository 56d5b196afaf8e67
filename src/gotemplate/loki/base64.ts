import { decodeBytes, encodeBytes } from "../format/utf8.js";

export function encodeBase64(text: string): string {
  return Buffer.from(encodeBytes(text)).toString("base64");
}

const alphabet = /[A-Za-z0-9+/]/;

/** Decodes base64 after adding missing `=`. Returns the error as text, as Loki does. */
export function decodeBase64(text: string): string {
  const missing = Buffer.byteLength(text) % 4;
  const padded = missing > 1 ? text + "=".repeat(4 - missing) : text;
  const problem = findProblem(padded);
  if (problem !== undefined) return `illegal base64 data at input byte ${problem}`;
  return decodeBytes(Buffer.from(padded, "base64"));
}

/** The offset of the first byte that is not valid. */
function findProblem(text: string): number | undefined {
  const bytes = [...Buffer.from(text)].map((byte) => String.fromCharCode(byte));
  let inGroup = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === "\n" || byte === "\r") continue;
    if (byte === "=") return findPaddingProblem(bytes, at, inGroup);
    if (!alphabet.test(byte)) return at;
    inGroup = (inGroup + 1) % 4;
  }
  return inGroup === 0 ? undefined : bytes.length - inGroup;
}

function findPaddingProblem(bytes: readonly string[], at: number, inGroup: number): number | undefined {
  if (inGroup < 2) return at;
  const isLineBreak = (byte: string | undefined): boolean => byte === "\n" || byte === "\r";
  let next = at + 1;
  while (isLineBreak(bytes[next])) next++;
  if (inGroup === 2) {
    if (bytes[next] === undefined) return bytes.length;
    if (bytes[next] !== "=") return next;
    next++;
  }
  while (isLineBreak(bytes[next])) next++;
  return next < bytes.length ? next : undefined;
}
