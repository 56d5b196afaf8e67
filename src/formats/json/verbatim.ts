const texts = new WeakMap<object, string>();

/** Has a value written as this text, whose value it is. A copy of it is written in our own layout. */
export function writeVerbatim<T extends object>(value: T, text: string): T {
  texts.set(value, text);
  return value;
}

/** The text that a value is to be written as, if there is one. */
export function verbatimText(value: object): string | undefined {
  return texts.get(value);
}
