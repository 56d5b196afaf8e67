import type { GoFunction } from "../values/definitions.js";
import { CallFailure, goFunction, text } from "../values/function.js";
import { goFloat, goString } from "../values/value.js";
import { urlPath } from "./links.js";
import { goSamples, type TemplateSample } from "./samples.js";

/** Evaluates the expression of `query` at the time of the alert. */
export type TemplateQuery = (
  expr: string,
) => { readonly samples: readonly TemplateSample[] } | { readonly error: string };

/** Context of an alert for its templates. */
export interface AlertContext {
  readonly query: TemplateQuery;
  readonly externalUrl: string;
  /** Time of evaluation, in milliseconds. */
  readonly time: number;
  readonly valueMayBeHistogram: boolean;
}

/** Cost of a query in steps. */
const queryCost = 500;

/** The functions that depend on the alert. */
export function alertFunctions({
  query,
  externalUrl,
  time,
  valueMayBeHistogram,
}: AlertContext): ReadonlyMap<string, GoFunction> {
  return new Map([
    ["externalURL", goFunction([], () => goString(externalUrl))],
    ["pathPrefix", goFunction([], () => goString(urlPath(externalUrl)))],
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
