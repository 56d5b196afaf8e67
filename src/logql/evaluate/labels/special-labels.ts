/** The label that names the error of a line. */
export const errorLabel = "__error__";
export const errorDetailsLabel = "__error_details__";

/** Marks a line whose error a metric query asks for: it does not fail the query. */
export const preserveErrorLabel = "__preserve_error__";

/** Follows the name of an extracted label that the stream or the structured metadata has already. */
export const duplicateSuffix = "_extracted";

export type LineError =
  | "JSONParserErr"
  | "LogfmtParserErr"
  | "LabelFilterErr"
  | "SampleExtractionErr"
  | "TemplateFormatErr";
