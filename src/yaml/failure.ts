/** Why a text is no YAML. Thrown inside this room only; `read.ts` turns it into a result. */
export class YamlFailure extends Error {
  /** Where reading could not go on. */
  readonly offset: number;
  /** What was being read then, and where that began. */
  readonly context: { readonly doing: string; readonly start: number } | undefined;

  constructor(problem: string, offset: number, context?: { doing: string; start: number }) {
    super(problem);
    this.offset = offset;
    this.context = context;
  }
}
