import { deriveId } from "../../model/definition/key.js";
import { reportError, type Scope, type Subject } from "../scope.js";

/**
 * Gives the panels and rows of one dashboard their ids. An id depends on nothing but the key, so that what is added or
 * moved changes no other; two keys that give one id are reported, never moved apart in silence.
 */
export class PanelIds {
  readonly #taken = new Map<number, { readonly key: string; readonly subject: Subject }>();
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  assign(key: string, subject: Subject): number {
    const id = deriveId(key);
    this.reserve(id, key, subject);
    return id;
  }

  /** Notes an id that was given elsewhere. */
  reserve(id: number, key: string, subject: Subject): void {
    const first = this.#taken.get(id);
    if (!first) {
      this.#taken.set(id, { key, subject });
      return;
    }
    const span = first.subject.origin?.span;
    const related = [{ message: `${first.subject.name} has it too`, ...(span && { span }) }];
    if (first.key === key) {
      reportError(this.#scope, "definition/duplicate-panel", subject, {
        summary: `the key "${key}" is also that of ${first.subject.name}`,
        details: "Alerts and links refer to a panel by its id, which is derived from its key.",
        fix: 'rename one of them, or set a key: key: "…"',
        related,
      });
    } else {
      reportError(this.#scope, "definition/panel-id-collision", subject, {
        summary: `the key "${key}" hashes to the same id, ${id}, as the key "${first.key}" of ${first.subject.name}`,
        fix: 'set another key on one of them: key: "…"',
        related,
      });
    }
  }
}
