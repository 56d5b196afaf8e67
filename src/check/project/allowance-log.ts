import type { Span } from "../../diagnostics/diagnostic.js";
import type { Allowances } from "../../model/definition/definition.js";
import type { Allowance, AllowanceMatch, AllowanceRegister, AllowanceTracker } from "../allow.js";

/** Passes everything on to a tracker, and remembers it for the tracker of a later run. */
export class AllowanceLog implements AllowanceRegister {
  readonly #steps: ((tracker: AllowanceTracker) => boolean)[] = [];
  #tracker: AllowanceTracker;

  constructor(tracker: AllowanceTracker) {
    this.#tracker = tracker;
  }

  add(allow: Allowances | undefined, locate: () => Span | undefined, subject: string): Allowances | undefined {
    if (allow) this.#remember((tracker) => void tracker.add(allow, locate, subject));
    return this.#tracker.add(allow, locate, subject);
  }

  addAll(allowances: readonly Allowance[]): Allowances | undefined {
    const key = this.#tracker.addAll(allowances);
    if (key) this.#remember((tracker) => void tracker.addAll(allowances, key));
    return key;
  }

  merge(inner: Allowances | undefined, outer: Allowances | undefined): Allowances | undefined {
    const merged = this.#tracker.merge(inner, outer);
    if (inner && outer) this.#remember((tracker) => void tracker.merge(inner, outer, merged));
    return merged;
  }

  match(id: string, scopes: readonly (Allowances | undefined)[]): AllowanceMatch {
    const match = this.#tracker.match(id, scopes);
    const outcome = outcomeOf(match);
    this.#steps.push((tracker) => outcomeOf(tracker.match(id, scopes)) === outcome);
    return match;
  }

  /** Repeats everything with another tracker. False if a finding is allowed that was not, or the other way round. */
  replay(tracker: AllowanceTracker): boolean {
    this.#tracker = tracker;
    return this.#steps.every((step) => step(tracker));
  }

  #remember(step: (tracker: AllowanceTracker) => void): void {
    this.#steps.push((tracker) => {
      step(tracker);
      return true;
    });
  }
}

function outcomeOf(match: AllowanceMatch): string {
  return typeof match === "string" ? match : "expired";
}
