import { autoGrid, override, promql, query, traceStream, transform, variable } from "telltale";
import {
  type AnyOptionTable,
  isRequiredShape,
  type RequiredShape,
  type Shape,
} from "../../../src/model/definition/option-table.js";

/** A value for an option, and the name of the option that it sets: `axis.label`. */
export interface Candidate {
  readonly option: string;
  readonly value: unknown;
}

const definitions: Readonly<Record<string, readonly unknown[]>> = {
  autoGrid: [autoGrid({ maxColumns: 2 })],
  dataQuery: [query.raw("probe", { probe: 7 })],
  query: [promql`up`],
  traceStream: [traceStream({ service: "probe" })],
  variable: [variable.list("probe", ["a"])],
  override: [override.name("probe", { unit: "s" })],
  transformation: [transform.raw("probe", {}, { id: "byRefId", options: "A" })],
};

/** Values for an option: each choice, and for an object, one for each of its options. */
export function candidates(option: string, shape: Shape | RequiredShape): readonly Candidate[] {
  const own = isRequiredShape(shape) ? shape.required : shape;
  const of = (...values: readonly unknown[]) => values.map((value) => ({ option, value }));
  switch (own.is) {
    case "string":
    case "text":
    case "text or false":
      return of("probe", "other");
    case "number":
      return of(7);
    case "boolean":
      return of(true, false);
    case "duration":
      return of("7m");
    case "percentage":
      return of("99.9%");
    case "release":
      return of(own.oldest);
    case "choice":
      return of(...own.of);
    case "list":
      return candidates(option, own.of).map((inner) => ({ ...inner, value: [inner.value] }));
    case "record":
      return candidates(option, own.of).map((inner) => ({ ...inner, value: { probe: inner.value } }));
    case "list or":
      return [...candidates(option, { is: "list", of: elementOf(own.list) }), ...candidates(option, own.other)];
    case "string or":
      return [...of(...(own.of ?? ["probe"])), ...candidates(option, own.other)];
    case "varying":
      return candidates(option, own.of);
    case "either":
      return own.of.flatMap((one) => candidates(option, one));
    case "object":
    case "object or false":
      return objectCandidates(option, own.options);
    case "variant":
      return Object.values(own.of).flatMap((table) => objectCandidates(option, table));
    case "definition":
      return of(...(definitions[own.kind] ?? []));
    case "instance":
      return of(...[/probe/, { probe: 7 }].filter((value) => own.test(value)));
    case "anything":
      return of({ probe: 7 });
  }
}

function elementOf(shape: Shape): Shape {
  return shape.is === "list" ? shape.of : shape;
}

/** An object for each of its options, with those that are required. */
function objectCandidates(option: string, table: AnyOptionTable): readonly Candidate[] {
  const required = requiredOptions(table);
  return Object.entries(table).flatMap(([name, shape]) =>
    candidates(`${option}.${name}`, shape).map((inner) => ({
      option: inner.option,
      value: { ...required, [name]: inner.value },
    })),
  );
}

/** Values for the options that must be given. */
export function requiredOptions(table: AnyOptionTable): Readonly<Record<string, unknown>> {
  const entries = Object.entries(table).filter(([, shape]) => isRequiredShape(shape));
  return Object.fromEntries(entries.map(([name, shape]) => [name, candidates(name, shape)[0]?.value]));
}
