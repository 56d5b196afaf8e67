import fc from "fast-check";

const label = fc.constantFrom("app", "pod", "level", "status", "latency", "by_", "ip", "rate", "bytes", "_x1");
const text = fc
  .array(fc.constantFrom("a", "b", "é", "😀", "\n", "\t", " ", '"', "`", "\\", "$1", "<", ">", "{{.x}}", "|"), {
    maxLength: 5,
  })
  .map((parts) => parts.join(""));
const string = fc
  .tuple(text, fc.boolean())
  .map(([value, isRaw]) => (isRaw && !value.includes("`") ? `\`${value}\`` : JSON.stringify(value)));
const number = fc.constantFrom("0", "5", "0.99", "1e3", ".5", "007", "0x1p4", "1_000");
const signed = fc.tuple(fc.constantFrom("", "+", "- "), number).map((parts) => parts.join(""));
const duration = fc.constantFrom("5m", "1h30m", "1.5h", "20ms", "-5m", "1d", "3µs", "-0");
const size = fc.constantFrom("20MB", "1.5KiB", "3B", "7k");
const range = fc.constantFrom("[5m]", "[1h30m]", "[0]", "[1d]");
const space = fc.constantFrom("", " ", "\n", " # c\n", "/* c */");
const pattern = fc.constantFrom('"a.*"', "`\\d+`", '"x|y"', '".+"');

const matcher = fc.oneof(
  fc.tuple(label, fc.constantFrom("=", "!="), string),
  fc.tuple(label, fc.constantFrom("=~", "!~"), pattern),
);
const selector = fc
  .array(matcher, { maxLength: 2 })
  .map((matchers) => `{${['app="x"', ...matchers.map((parts) => parts.join(""))].join(",")}}`);

const plainMatcher = matcher.map((parts) => parts.join(""));

const joined = (...parts: readonly fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(""));
const list = (item: fc.Arbitrary<string>, minLength = 1) =>
  fc.array(item, { minLength, maxLength: 3 }).map((items) => items.join(", "));
const one = fc.constant<string>;

const ip = fc.constantFrom('ip("10.0.0.0/8")', 'ip ( "::1" )');
const comparison = fc.oneof(
  plainMatcher,
  joined(label, fc.constantFrom("=", "!="), ip),
  joined(label, fc.constantFrom("=", "==", "!=", ">", ">=", "<", "<="), space, fc.oneof(signed, duration, size)),
);
const { labelFilter } = fc.letrec<{ labelFilter: string }>((tie) => ({
  labelFilter: fc.oneof(
    { maxDepth: 3 },
    comparison,
    joined(one("("), tie("labelFilter"), one(")")),
    joined(tie("labelFilter"), fc.constantFrom(" and ", " or ", ",", " "), tie("labelFilter")),
  ),
}));

const extraction = fc.oneof(label, joined(label, one("="), string));
const assignment = joined(label, one("="), fc.oneof(label, string));
const lineMatch = fc.oneof(string, ip);
const stage = fc.oneof(
  joined(fc.constantFrom("|=", "!=", "|~", "!~", "|>", "!>"), space, lineMatch),
  joined(fc.constantFrom("|=", "!~"), lineMatch, one(" or "), lineMatch, one(" or "), lineMatch),
  fc.constantFrom("| json", "|logfmt", "| logfmt --strict --keep-empty", "| unpack", "| decolorize"),
  joined(fc.constantFrom("| json ", "| logfmt ", "| logfmt --keep-empty "), list(extraction)),
  fc.constantFrom('| pattern "<a> <_> <b>"', "| regexp `(?P<a>x+)`"),
  joined(one("| line_format "), string),
  joined(one("| label_format "), list(assignment)),
  joined(
    fc.constantFrom("| drop ", "| keep "),
    list(fc.oneof(label, plainMatcher)),
    // A name at the end would take a line filter behind it as its matcher.
    one(', a="b"'),
  ),
  joined(one("| "), labelFilter),
);
const stages = fc.array(stage, { maxLength: 4 }).map((texts) => texts.join(" "));

export const logQuery = joined(selector, stages);

const offset = fc.oneof(one(""), joined(one(" offset "), duration));
const unwrap = joined(
  one("| unwrap "),
  fc.oneof(label, fc.constantFrom("duration(a)", "bytes (b)", "duration_seconds(c)")),
  fc.oneof(one(""), joined(one("| "), labelFilter)),
);
const counted = fc.oneof(
  joined(logQuery, range, offset),
  joined(one("("), logQuery, one(")"), range, offset),
  joined(one("(("), selector, range, offset, stages, one("))")),
);
const unwrapped = fc.oneof(
  joined(logQuery, unwrap, range, offset),
  joined(selector, range, offset, stages, unwrap),
  joined(one("("), selector, one(")"), range, offset, unwrap),
);
const grouping = fc.oneof(
  one(""),
  joined(fc.constantFrom(" by ", " without", " BY "), one("("), list(label, 0), one(")")),
);

export const rangeAggregation = fc.oneof(
  joined(fc.constantFrom("rate", "count_over_time", "bytes_rate", "Rate"), one("("), counted, one(")")),
  joined(fc.constantFrom("avg_over_time", "max_over_time"), one("("), unwrapped, one(")"), grouping),
  joined(one("quantile_over_time(0.99, "), unwrapped, one(")"), grouping),
);

const modifier = fc.oneof(
  fc.constantFrom("", " bool "),
  joined(
    fc.constantFrom(" on(", " ignoring (", "bool on ("),
    list(label, 0),
    one(")"),
    fc.constantFrom("", " group_left ()", " group_right(a)", " group_left(a, b)"),
  ),
);

/** Valid metric queries, with the ways to write them. */
export const { metricQuery } = fc.letrec<{ metricQuery: string }>((tie) => {
  const inner = tie("metricQuery");
  const operation = fc.constantFrom("+", "-", "*", "/", "%", "^", "==", "!=", ">", "<=");
  return {
    metricQuery: fc.oneof(
      { maxDepth: 4 },
      rangeAggregation,
      joined(inner, space, operation, modifier, one(" "), inner),
      joined(rangeAggregation, fc.constantFrom(" and ", " or ", " unless "), modifier, one(" "), rangeAggregation),
      joined(inner, space, operation, one(" "), signed),
      joined(one("("), inner, one(")")),
      joined(fc.constantFrom("sum", "max", "AVG"), grouping, fc.constantFrom("", "\n"), one("("), inner, one(")")),
      joined(fc.constantFrom("topk", "bottomk"), one("(3, "), inner, one(")"), grouping),
      joined(fc.constantFrom("sort(", "approx_topk(2,"), inner, one(")")),
      joined(one("label_replace("), inner, one(', "a", "$1", "b", "(.*)")')),
      joined(one("vector("), number, one(")")),
    ),
  };
});
