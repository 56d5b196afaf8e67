const maxLiteral = 65_536;

/** Encodes bytes in snappy's block format as literals, without compression. */
export function encodeSnappy(bytes: Uint8Array): Uint8Array {
  const header: number[] = [];
  let length = bytes.length;
  for (; length > 0x7f; length >>>= 7) header.push((length & 0x7f) | 0x80);
  header.push(length);
  const parts: Uint8Array[] = [Uint8Array.from(header)];
  for (let from = 0; from < bytes.length; from += maxLiteral) {
    const literal = bytes.subarray(from, from + maxLiteral);
    const last = literal.length - 1;
    // A literal with its length in the next two bytes.
    parts.push(Uint8Array.of(61 << 2, last & 0xff, last >> 8), literal);
  }
  return Buffer.concat(parts);
}
