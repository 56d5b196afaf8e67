/** A YAML syntax error. Thrown inside this room only; `readYaml` turns it into a diagnostic. */
export class YamlFailure extends Error {
  /** Offset of the error. */
  readonly offset: number;
  /** The construct that was being read, and the offset where it begins. */
  readonly context: { readonly doing: string; readonly start: number } | undefined;

  constructor(problem: string, offset: number, context?: { doing: string; start: number }) {
    super(problem);
    this.offset = offset;
    this.context = context;
  }
}
