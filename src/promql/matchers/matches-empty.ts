import type { Matcher } from "../syntax/ast.js";
import type { PrometheusVersion } from "../syntax/dialect.js";
import { compileMatcher } from "./compile-matcher.js";

/** True if a matcher accepts series without the label. */
export function matchesEmpty({ operator, value }: Matcher, version?: PrometheusVersion): boolean {
  switch (operator) {
    case "=":
      return value === "";
    case "!=":
      return value !== "";
    case "=~":
      return compileMatcher(value, version).test("");
    case "!~":
      return !compileMatcher(value, version).test("");
  }
}
