/** What a message is made of: fields in the order in which they are to be written. */
export class ProtobufWriter {
  private readonly bytes: number[] = [];

  /** An unsigned whole number, as many bytes as it needs. */
  varint(field: number, value: number | bigint): this {
    this.tag(field, 0);
    this.push(BigInt(value));
    return this;
  }

  /** A whole number of either sign, small ones short. */
  zigzag(field: number, value: number): this {
    this.tag(field, 0);
    this.push(zigzag(value));
    return this;
  }

  double(field: number, value: number): this {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value, true);
    return this.eightBytes(field, view.getBigUint64(0, true));
  }

  /** The bits of a double: numbers that are none come in many kinds. */
  eightBytes(field: number, bits: bigint): this {
    this.tag(field, 1);
    for (let byte = 0n; byte < 8n; byte++) this.bytes.push(Number((bits >> (8n * byte)) & 0xffn));
    return this;
  }

  text(field: number, value: string): this {
    return this.field(field, new TextEncoder().encode(value));
  }

  message(field: number, message: ProtobufWriter): this {
    return this.field(field, message.bytes);
  }

  /** Several numbers of either sign in one field. */
  packedZigzags(field: number, values: readonly number[]): this {
    const packed = new ProtobufWriter();
    for (const value of values) packed.push(zigzag(value));
    return this.message(field, packed);
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }

  private field(field: number, content: ArrayLike<number>): this {
    this.tag(field, 2);
    this.push(BigInt(content.length));
    for (let at = 0; at < content.length; at++) this.bytes.push(content[at]!);
    return this;
  }

  private tag(field: number, wireType: number): void {
    this.push(BigInt((field << 3) | wireType));
  }

  private push(value: bigint): void {
    let left = BigInt.asUintN(64, value);
    for (; left > 0x7fn; left >>= 7n) this.bytes.push(Number(left & 0x7fn) | 0x80);
    this.bytes.push(Number(left));
  }
}

function zigzag(value: number): bigint {
  const whole = BigInt(value);
  return whole < 0n ? -whole * 2n - 1n : whole * 2n;
}
