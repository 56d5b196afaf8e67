import type { LabelList, LabelName } from "../syntax/ast.js";
import { isLabelKind } from "../syntax/grammar.js";
import { unquote } from "../syntax/strings.js";
import { compactArray } from "./compact-array.js";
import type { TokenStream } from "./token-stream.js";

const context = "grouping opts";

/** The list in parentheses after by, without, on, ignoring, group_left and group_right. */
export function parseLabelList(source: TokenStream): LabelList {
  const { start } = source;
  source.expect("(", context, '"("');
  const labels: LabelName[] = [];
  while (source.kind !== ")") {
    labels.push(parseLabel(source));
    if (source.kind === ",") source.advance();
    else if (source.kind !== ")") source.unexpected(context, '"," or ")"');
  }
  source.advance();
  return { labels: compactArray(labels), start, end: source.previousEnd };
}

function parseLabel(source: TokenStream): LabelName {
  const { grammar } = source;
  const { kind, start, end, written } = source;
  let name = written;
  if (kind === "string" && grammar.quotedGroupingLabels) {
    name = unquote(written);
    if (name === "") source.report('invalid label name for grouping: ""', start, end);
  } else if (kind === "variable") {
    if (!grammar.dialect.grafana) source.unexpected(context, "label");
  } else if (!isLabelKind(kind, grammar)) {
    source.unexpected(context, "label");
  } else if (kind === "metric identifier" && !grammar.quotedGroupingLabels && !grammar.dialect.grafana) {
    source.unexpected(context, "label");
  }
  source.advance();
  return { name, start, end };
}
