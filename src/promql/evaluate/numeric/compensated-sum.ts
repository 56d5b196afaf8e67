/** A sum with compensation for rounding errors (Neumaier's variant of Kahan's algorithm), as in Prometheus. */
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

/** The mean of values as in 3.x: from their compensated sum until it overflows, then incremental. */
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
