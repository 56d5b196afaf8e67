/** Budget of an execution. */
export interface ExecutionLimits {
  /** Number of steps, about one for each operation, and more for long strings. */
  readonly steps: number;
  /** Length of the longest string, the output included. */
  readonly characters: number;
  /** Depth of templates that include each other. */
  readonly templateDepth: number;
}

/** Far more than any message needs. Go has the same limit on the depth, and no others. */
export const defaultLimits: ExecutionLimits = { steps: 1_000_000, characters: 1_000_000, templateDepth: 100_000 };

/** Thrown when an execution exceeds its budget. */
export class LimitFailure extends Error {}

const charactersPerStep = 32;

/** Counts the work of one execution against its budget. */
export class WorkLimit {
  private readonly limits: ExecutionLimits;
  private steps = 0;

  constructor(limits: ExecutionLimits) {
    this.limits = limits;
  }

  /** No limit, for text that is not under the control of a template. */
  static none(): WorkLimit {
    const most = Number.POSITIVE_INFINITY;
    return new WorkLimit({ steps: most, characters: most, templateDepth: most });
  }

  spend(steps: number): void {
    this.steps += steps;
    if (this.steps > this.limits.steps) {
      throw new LimitFailure(`gave up after ${this.limits.steps} steps: the template does too much`);
    }
  }

  /** Counts the reading or writing of a string. */
  spendText(length: number): void {
    this.checkLength(length);
    this.spend(length / charactersPerStep);
  }

  checkLength(length: number): void {
    if (length > this.limits.characters) {
      throw new LimitFailure(`gave up at a text of more than ${this.limits.characters} characters`);
    }
  }

  get templateDepth(): number {
    return this.limits.templateDepth;
  }
}
