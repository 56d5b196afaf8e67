import { isAtLeast, type PrometheusVersion } from "../../promql/index.js";
import { goFunctions } from "../functions.js";
import type { TemplateOptions } from "../parse/parser.js";

/** Functions that Alertmanager adds, with the minor version of the first 0.x release that has each. */
const addedFunctions: readonly (readonly [name: string, since: number])[] = [
  ["join", 0],
  ["match", 0],
  ["reReplaceAll", 0],
  ["safeHtml", 0],
  ["stringSlice", 0],
  ["title", 0],
  ["toLower", 0],
  ["toUpper", 0],
  ["trimSpace", 26],
  ["date", 28],
  ["humanizeDuration", 28],
  ["since", 28],
  ["tz", 28],
  ["safeUrl", 30],
  ["toJson", 30],
  ["urlUnescape", 30],
  ["append", 32],
  ["dict", 32],
  ["list", 32],
  ["now", 33],
  ["base64decode", 34],
  ["base64encode", 34],
  ["mustToDate", 34],
  ["routeLabels", 34],
  ["toDate", 34],
];

/**
 * Options with which a release of Alertmanager parses the texts of notifications.
 *
 * @example
 * parseTemplate("{{ .CommonLabels.severity | toUpper }}", notificationTemplateOptions({ major: 0, minor: 28 }));
 */
export function notificationTemplateOptions(version: PrometheusVersion): TemplateOptions {
  const added = addedFunctions.filter(([, since]) => isAtLeast(version, 0, since)).map(([name]) => name);
  return {
    functions: new Set([...goFunctions, ...added]),
    variables: [],
    // Built with Go 1.23 since 0.28.
    elseWith: isAtLeast(version, 0, 28),
  };
}
