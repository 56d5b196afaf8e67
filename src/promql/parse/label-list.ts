import type { LabelList, LabelName } from "../syntax/ast.js";
import { isLabelKind } from "../syntax/grammar.js";
import { unquote } from "../syntax/strings.js";
import { compactArray } from "./compact-array.js";
import { quotedNameHint } from "./name-hint.js";
import type { TokenStream } from "./token-stream.js";

const context = "grouping opts";

/** Parses the list in parentheses after by, without, on, ignoring, group_left and group_right. */
export function parseLabelList(tokens: TokenStream): LabelList {
  const { start } = tokens;
  tokens.expect("(", context, '"("');
  const labels: LabelName[] = [];
  while (tokens.kind !== ")") {
    labels.push(parseLabel(tokens));
    if (tokens.kind === ",") tokens.advance();
    else if (tokens.kind !== ")") tokens.unexpected(context, '"," or ")"');
  }
  tokens.advance();
  return { labels: compactArray(labels), start, end: tokens.previousEnd };
}

function parseLabel(tokens: TokenStream): LabelName {
  const { grammar } = tokens;
  const { kind, start, end, written } = tokens;
  let name = written;
  if (kind === "string" && grammar.quotedGroupingLabels) {
    name = unquote(written);
    if (name === "") tokens.report('invalid label name for grouping: ""', start, end);
  } else if (kind === "variable") {
    if (!grammar.dialect.grafana) tokens.unexpected(context, "label");
  } else if (!isLabelKind(kind, grammar)) {
    tokens.unexpected(context, "label", kind === "string" ? quotedNameHint : undefined);
  } else if (kind === "metric identifier" && !grammar.quotedGroupingLabels && !grammar.dialect.grafana) {
    tokens.unexpected(context, "label");
  }
  tokens.advance();
  return { name, start, end };
}
