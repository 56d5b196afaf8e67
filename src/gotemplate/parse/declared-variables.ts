/** The variables in scope, in the order of their declarations. */
export class DeclaredVariables {
  private readonly names: string[] = [];
  /** Number of declarations of each name, so that lookups do not search the list. */
  private readonly counts = new Map<string, number>();

  constructor(names: readonly string[]) {
    for (const name of names) this.add(name);
  }

  get count(): number {
    return this.names.length;
  }

  add(name: string): void {
    this.names.push(name);
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  has(name: string): boolean {
    return (this.counts.get(name) ?? 0) > 0;
  }

  /** Drops all but the first `count` declarations. */
  truncate(count: number): void {
    while (this.names.length > count) {
      const name = this.names.pop()!;
      this.counts.set(name, this.counts.get(name)! - 1);
    }
  }

  /** The distinct names. */
  distinct(): readonly string[] {
    return [...new Set(this.names)];
  }
}
