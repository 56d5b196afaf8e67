/** How much a template may do. */
export interface ExecutionLimits {
  /** What executing it may take: about one for each thing that is evaluated, more where texts are long. */
  readonly steps: number;
  /** The longest text, in characters, that it may write or make. */
  readonly characters: number;
  /** How deep templates may include each other. */
  readonly templateDepth: number;
}

/** Far more than any message needs. Go's own limit is that of the depth. */
export const defaultLimits: ExecutionLimits = { steps: 1_000_000, characters: 1_000_000, templateDepth: 100_000 };

/** Thrown where a template goes beyond what it may do. */
export class LimitFailure extends Error {}

const charactersPerStep = 32;

/** Keeps account of one execution. */
export class WorkLimit {
  private readonly limits: ExecutionLimits;
  private steps = 0;

  constructor(limits: ExecutionLimits) {
    this.limits = limits;
  }

  /** For what we write ourselves. */
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

  /** Accounts for a text that was read or made. */
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
