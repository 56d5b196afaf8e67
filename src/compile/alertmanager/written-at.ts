import type { Span } from "../../diagnostics/diagnostic.js";
import { findSpan, type Scope, type Subject } from "../scope.js";

/** The definition that a part of a configuration was compiled from. */
export interface WrittenAt {
  /** `system "shop"` */
  readonly subject: string;
  /** Finds an option of the part, or else the part, or else the definition. */
  span(...option: readonly string[]): Span | undefined;
}

const places = new WeakMap<object, WrittenAt>();

/**
 * Remembers where a route, an inhibition rule, a receiver or a time interval was written, for the checks.
 *
 * @param path the option of the definition; none for the definition itself
 */
export function writtenAt<T extends object>(data: T, scope: Scope, subject: Subject, path: readonly string[] = []): T {
  places.set(data, {
    subject: subject.name,
    span: (...option) => {
      const paths = [[...path, ...option], path].filter((one) => one.length > 0);
      return findSpan(
        scope,
        subject,
        paths.flatMap((one) => [1, 0].map((argument) => ({ argument, path: one }))),
      );
    },
  });
  return data;
}

/** Remembers where a part was read in a file. */
export function readAt<T extends object>(data: T, place: WrittenAt): T {
  places.set(data, place);
  return data;
}

/** Undefined for parts that no definition has, such as the root route. */
export function findWrittenAt(data: object): WrittenAt | undefined {
  return places.get(data);
}
