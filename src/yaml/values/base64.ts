/**
 * True if a text without spaces is base64. A pattern for all digits would run out of the engine's stack on some megabytes,
 * so the first character that is no digit is looked for.
 */
export function isBase64(digits: string): boolean {
  const end = digits.search(/[^A-Za-z0-9+/]/);
  const padding = end === -1 ? "" : digits.slice(end);
  return digits.length % 4 === 0 && ["", "=", "=="].includes(padding);
}
