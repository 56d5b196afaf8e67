import { areSame } from "../in-environment.js";

/** Keeps what was made from some objects, by name, as long as they are the same ones. */
export class Memo<T> {
  readonly #made = new Map<string, { readonly inputs: readonly unknown[]; readonly result: T }>();

  /** Returns what was made the last time, if it was made from the same inputs. */
  get(name: string, inputs: readonly unknown[], make: () => T): T {
    const before = this.#made.get(name);
    if (before && areSame(before.inputs, inputs)) return before.result;
    const result = make();
    this.#made.set(name, { inputs, result });
    return result;
  }
}
