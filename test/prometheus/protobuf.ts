/** A message under construction: fields are written in order. */
export class ProtobufWriter {
  private bytes = new Uint8Array(64);
  private view = new DataView(this.bytes.buffer);
  private length = 0;

  /** A non-negative integer as a varint. */
  varint(field: number, value: number): this {
    this.tag(field, 0);
    this.push(value);
    return this;
  }

  /** A signed integer in zigzag encoding. */
  zigzag(field: number, value: number): this {
    this.tag(field, 0);
    this.push(zigzag(value));
    return this;
  }

  double(field: number, value: number): this {
    this.tag(field, 1);
    this.reserve(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
    return this;
  }

  /** The bits of a double, since NaN has many representations. */
  bits(field: number, bits: bigint): this {
    this.tag(field, 1);
    this.reserve(8);
    this.view.setBigUint64(this.length, bits, true);
    this.length += 8;
    return this;
  }

  text(field: number, value: string): this {
    return this.field(field, new TextEncoder().encode(value));
  }

  message(field: number, message: ProtobufWriter): this {
    return this.field(field, message.finish());
  }

  /** Several signed integers in one packed field. */
  packedZigzags(field: number, values: readonly number[]): this {
    const packed = new ProtobufWriter();
    for (const value of values) packed.push(zigzag(value));
    return this.message(field, packed);
  }

  finish(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  private field(field: number, content: Uint8Array): this {
    this.tag(field, 2);
    this.push(content.length);
    this.reserve(content.length);
    this.bytes.set(content, this.length);
    this.length += content.length;
    return this;
  }

  private tag(field: number, wireType: number): void {
    this.push(field * 8 + wireType);
  }

  private push(value: number): void {
    this.reserve(8);
    let left = value;
    for (; left > 0x7f; left = Math.floor(left / 0x80)) this.bytes[this.length++] = (left % 0x80) | 0x80;
    this.bytes[this.length++] = left;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.length + count));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}
