import { type Dialect, type Feature, isAtLeast } from "../syntax/dialect.js";
import type { Grammar } from "../syntax/grammar.js";
import { functions, isEnabled } from "../types/functions.js";

/** The fix for a name in quotes where a release has none. */
export const quotedNameHint = "names in quotes need Prometheus 3.0 or later";

/** The fix for what only a server with a feature flag accepts. */
export function featureHint(feature: Feature): string {
  return `if the server enables ${feature}, list it in \`versions.prometheusFeatures\`, or pass --enable-feature`;
}

/** The beginning of a list of labels. */
const labelList = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([\w\s,."]*$/;

/** Longest part of a name that is searched. */
const maxLength = 200;

/** The fix for a name with dots without its quotes, such as `http.route`; undefined if the dot at `at` is in no name. */
export function dottedNameHint(text: string, at: number, inBraces: boolean, grammar: Grammar): string | undefined {
  const before = text.slice(Math.max(0, at - maxLength), at);
  const name = /[A-Za-z_][\w:]*$/.exec(before)?.[0];
  const rest = /^(?:\.\w+)+/.exec(text.slice(at, at + maxLength))?.[0];
  if (name === undefined || rest === undefined) return undefined;
  if (!grammar.quotedGroupingLabels) return "names with dots need Prometheus 3.0 or later";
  const isLabel = inBraces || labelList.test(before);
  return `write the name in quotes: ${isLabel ? `"${name}${rest}"` : `{"${name}${rest}"}`}`;
}

/** The fix for a function that another release has; undefined if none does. */
export function otherReleaseHint(name: string, dialect: Dialect): string | undefined {
  const signature = functions.get(name);
  if (!signature) return undefined;
  const { since, removed, replacement } = signature;
  if (!removed || !isAtLeast(dialect.version, removed.major, removed.minor)) {
    return `${name}() needs Prometheus ${since.major}.${since.minor} or later`;
  }
  const successor = replacement === undefined ? undefined : functions.get(replacement);
  const gone = `${name}() was removed in Prometheus ${removed.major}.${removed.minor}`;
  if (!successor) return gone;
  const flag = isEnabled(successor, dialect) ? "" : ", and enable the feature promql-experimental-functions";
  return `${gone}: write ${successor.name}()${flag}`;
}
