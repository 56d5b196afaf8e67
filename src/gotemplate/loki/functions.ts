import { goFunctions } from "../functions.js";
import type { TemplateOptions } from "../parse/parser.js";

/** Functions that Loki adds for `line_format` and `label_format`. */
const addedFunctions = [
  ...["ToLower", "ToUpper", "Replace", "Trim", "TrimLeft", "TrimRight", "TrimPrefix", "TrimSuffix", "TrimSpace"],
  ...["regexReplaceAll", "regexReplaceAllLiteral", "count", "urldecode", "urlencode", "bytes", "duration"],
  ...["duration_seconds", "unixEpochMillis", "unixEpochNanos", "toDateInZone", "unixToTime", "alignLeft", "alignRight"],
  ...["b64dec", "b64enc", "lower", "upper", "title", "trunc", "substr", "contains", "hasPrefix", "hasSuffix", "indent"],
  ...["nindent", "replace", "repeat", "trim", "trimAll", "trimSuffix", "trimPrefix", "int", "float64", "add", "sub"],
  ...["mul", "div", "mod", "addf", "subf", "mulf", "divf", "max", "min", "maxf", "minf", "ceil", "floor", "round"],
  ...["fromJson", "date", "toDate", "now", "unixEpoch", "default", "__line__", "__timestamp__"],
];

/**
 * Options with which Loki parses templates.
 *
 * @example
 * parseTemplate("{{ .level | upper }}", lineTemplateOptions);
 */
export const lineTemplateOptions: TemplateOptions = {
  functions: new Set([...goFunctions, ...addedFunctions]),
  variables: [],
  elseWith: true,
};
