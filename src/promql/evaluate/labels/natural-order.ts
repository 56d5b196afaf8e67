/** Compares strings with numbers in them as numbers: `4m5` comes before `4m600`. */
export function compareNaturally(a: string, b: string): number {
  const left = a.match(chunk) ?? [];
  const right = b.match(chunk) ?? [];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const [x, y] = [left[at]!, right[at]!];
    if (x === y) continue;
    if (!isNumber(x) || !isNumber(y)) return x < y ? -1 : 1;
    const [m, n] = [BigInt(x), BigInt(y)];
    if (m !== n) return m < n ? -1 : 1;
    // The same number with leading zeros.
    return x.length < y.length ? -1 : 1;
  }
  return left.length - right.length;
}

const chunk = /\d{1,1000}|\D+/g;

function isNumber(text: string): boolean {
  const code = text.charCodeAt(0);
  return code >= 48 && code <= 57;
}
