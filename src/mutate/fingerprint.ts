/**
 * Describes values as text: equal text for equal data. Definitions, functions and other objects with an identity of their
 * own are equal only if they are the same.
 */
export class Fingerprint {
  private readonly numbers = new WeakMap<object, number>();
  private count = 0;

  of(value: unknown): string {
    if (typeof value === "string") return JSON.stringify(value);
    if (typeof value === "function") return this.identify(value);
    if (typeof value !== "object" || value === null)
      return Object.is(value, -0) ? "-0" : `${typeof value} ${String(value)}`;
    if (value instanceof RegExp) return String(value);
    if (Array.isArray(value)) return `[${value.map((one) => this.of(one)).join()}]`;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return this.identify(value);
    return `{${Object.entries(value)
      .map((entry) => this.ofField(entry))
      .join()}}`;
  }

  private ofField([name, value]: readonly [string, unknown]): string {
    // The method of selected series closes over the fields beside it.
    return `${JSON.stringify(name)}:${name === "where" && typeof value === "function" ? "" : this.of(value)}`;
  }

  private identify(value: object): string {
    let number = this.numbers.get(value);
    if (number === undefined) {
      number = this.count++;
      this.numbers.set(value, number);
    }
    return `#${number}`;
  }
}
