import { deriveId } from "../../model/definition/key.js";
import { reportError, type Scope, type Subject } from "../scope.js";

interface Owner {
  readonly key: string;
  readonly subject: Subject;
}

/**
 * Assigns ids to the panels and rows of one dashboard. An id depends on the key alone, so that adding or moving a panel
 * changes no other id. Two keys with the same id are reported, not resolved.
 */
export class PanelIds {
  readonly #taken = new Map<number, Owner>();
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  assign(key: string, subject: Subject): number {
    const id = deriveId(key);
    const first = this.#taken.get(id);
    if (first) this.#reportDuplicate(id, key, subject, first);
    else this.#taken.set(id, { key, subject });
    return id;
  }

  #reportDuplicate(id: number, key: string, subject: Subject, first: Owner): void {
    const span = first.subject.origin?.span;
    const related = [{ message: `${first.subject.name} has it as well`, ...(span && { span }) }];
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
