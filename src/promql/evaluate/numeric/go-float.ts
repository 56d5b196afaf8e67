/** Formats like Go's `strconv.FormatFloat(f, 'f', -1, 64)`: never with an exponent. */
export function formatFloat(value: number): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  if (Object.is(value, -0)) return "-0";
  const text = String(value);
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = "", whole = "", fraction = "", exponent] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + "0".repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function formatNonFinite(value: number): string {
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}

/** Formats like Go's `%g`: with an exponent below 1e-4 and from a million on. */
export function formatShort(value: number): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  if (Object.is(value, -0)) return "-0";
  const exponent = value === 0 ? 0 : Number(value.toExponential().split("e")[1]);
  return exponent < -4 || exponent >= 6 ? padExponent(value.toExponential()) : formatFloat(value);
}

/** Formats like Go's `%.2g`. */
export function formatTwoDigits(value: number): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  const exponent = value === 0 ? 0 : Number(value.toExponential(1).split("e")[1]);
  if (exponent < -4 || exponent >= 2) return padExponent(String(Number(value.toPrecision(2)).toExponential()));
  return String(Number(value.toPrecision(2)));
}

/** Pads exponents to two digits, as Go does. */
function padExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

/** Parses like Go's `strconv.ParseFloat`; undefined if invalid. */
export function parseGoFloat(text: string): number | undefined {
  const match = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (match) {
    if (match[2]!.toLowerCase() === "nan") return match[1] === "" ? Number.NaN : undefined;
    return match[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  const hexadecimal = /^([+-]?)0x([0-9a-f]+)p([+-]?\d{1,4})$/i.exec(text);
  if (!hexadecimal) return undefined;
  const magnitude = Number.parseInt(hexadecimal[2]!, 16) * 2 ** Number(hexadecimal[3]);
  return hexadecimal[1] === "-" ? -magnitude : magnitude;
}
