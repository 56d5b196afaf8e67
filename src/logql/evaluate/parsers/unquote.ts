const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  "'": "'",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** Replaces the escapes of a quoted value, as in JSON; undefined if one is not valid. */
export function unquote(text: string): string | undefined {
  if (!text.includes("\\")) return text;
  let isValid = true;
  const unquoted = text.replace(/\\(?:u([0-9a-fA-F]{4})|(.)?)/gsu, (_, code: string | undefined, plain = "") => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    const character = escapes[plain];
    if (character === undefined) isValid = false;
    return character ?? "";
  });
  // A surrogate without its other half is replaced.
  return isValid ? unquoted.replace(/\p{Cs}/gu, "\ufffd") : undefined;
}
