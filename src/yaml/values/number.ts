/** Parses a scalar of type int or float: `0x1f`, `0o17`, `017`, `0b11`, `1_000`, `1e3`, `.inf`. */
export function parseYamlNumber(text: string): number {
  const digits = text.replaceAll("_", "").toLowerCase();
  const match = /^([-+]?)(0[xbo]?)([0-9a-f]+)$/.exec(digits);
  if (match === null || (match[2] === "0" && !/^[0-7]+$/.test(match[3]!))) {
    return digits === ".nan" ? Number.NaN : Number(digits.replace(/^([-+]?)\.inf$/, "$1Infinity"));
  }
  const radix = match[2] === "0x" ? 16 : match[2] === "0b" ? 2 : 8;
  return (match[1] === "-" ? -1 : 1) * Number.parseInt(match[3]!, radix);
}
