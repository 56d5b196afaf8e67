import type { GoFunction } from "../values/definitions.js";
import { CallFailure, goFunction, text } from "../values/function.js";
import { goFloat, goString } from "../values/value.js";
import { pathOf } from "./links.js";
import { goSamples, type TemplateSample } from "./samples.js";

/** Evaluates an expression when a template asks for it: at the time of the alert. */
export type TemplateQuery = (
  expr: string,
) => { readonly samples: readonly TemplateSample[] } | { readonly error: string };

/** What an alert's templates can ask about the alert and its Prometheus. */
export interface AlertSurroundings {
  readonly query: TemplateQuery;
  readonly externalUrl: string;
  /** When the alert is evaluated, in milliseconds. */
  readonly time: number;
  readonly valueMayBeHistogram: boolean;
}

/** A query costs as much as this many steps of a template. */
const queryCost = 500;

/** The functions that depend on the alert. */
export function alertFunctions({
  query,
  externalUrl,
  time,
  valueMayBeHistogram,
}: AlertSurroundings): ReadonlyMap<string, GoFunction> {
  return new Map([
    ["externalURL", goFunction([], () => goString(externalUrl))],
    ["pathPrefix", goFunction([], () => goString(pathOf(externalUrl)))],
    ["now", goFunction([], () => goFloat(time / 1000))],
    [
      "query",
      goFunction([text], (expr, limit) => {
        limit.spend(queryCost);
        const result = query(expr);
        if ("error" in result) throw new CallFailure(result.error);
        limit.spend(result.samples.length);
        return goSamples(result.samples, valueMayBeHistogram);
      }),
    ],
  ]);
}
