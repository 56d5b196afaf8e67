/**
 * A sum that keeps what rounding loses (Neumaier's variant of Kahan's), as Prometheus sums. Before 3.0 a sum that came
 * to infinity had lost something that is no number.
 */
export class CompensatedSum {
  sum: number;
  compensation = 0;
  private readonly infinityDiscardsCompensation: boolean;

  constructor(first = 0, infinityDiscardsCompensation = true) {
    this.sum = first;
    this.infinityDiscardsCompensation = infinityDiscardsCompensation;
  }

  add(value: number): void {
    const { sum } = this;
    const total = sum + value;
    if (isInfinite(total) && this.infinityDiscardsCompensation) this.compensation = 0;
    else if (Math.abs(sum) >= Math.abs(value)) this.compensation += sum - total + value;
    else this.compensation += value - total + sum;
    this.sum = total;
  }

  get total(): number {
    return this.sum + this.compensation;
  }
}

/** Neither finite nor NaN. */
export function isInfinite(value: number): boolean {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
}

/**
 * The mean of values as 3.x takes it: of their compensated sum as long as that does not overflow, then of the mean so
 * far.
 */
export class CompensatedMean {
  private count = 0;
  private incremental = false;
  private readonly running = new CompensatedSum();

  add(value: number): void {
    const { running } = this;
    this.count++;
    const { count } = this;
    if (count === 1) {
      running.sum = value;
      return;
    }
    if (!this.incremental) {
      const { sum, compensation } = running;
      running.add(value);
      if (!isInfinite(running.sum)) return;
      this.incremental = true;
      running.sum = sum / (count - 1);
      running.compensation = compensation / (count - 1);
    }
    const share = (count - 1) / count;
    running.sum *= share;
    running.compensation *= share;
    running.add(value / count);
  }

  get value(): number {
    const { sum, compensation } = this.running;
    return this.incremental ? sum + compensation : sum / this.count + compensation / this.count;
  }
}
