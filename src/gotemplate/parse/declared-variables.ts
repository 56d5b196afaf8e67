/** The variables that are declared where a template is being read, in the order of their declarations. */
export class DeclaredVariables {
  private readonly names: string[] = [];
  /** How often each is declared: a long list is not to be searched for every use. */
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

  /** Forgets those that were declared when there were so many already. */
  forget(count: number): void {
    while (this.names.length > count) {
      const name = this.names.pop()!;
      this.counts.set(name, this.counts.get(name)! - 1);
    }
  }

  /** Each of them once. */
  all(): readonly string[] {
    return [...new Set(this.names)];
  }
}
