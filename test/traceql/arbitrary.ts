import fc from "fast-check";

const joined = (...parts: readonly fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(""));
const one = fc.constant<string>;
const space = fc.constantFrom("", " ", "\n", " // c\n", "/* c */");

const attribute = fc.constantFrom(".a", "span.http.route", 'resource."service name"', "event.a-b", ".x5", "link.x");
const intrinsic = fc.constantFrom("duration", "name", "status", "span:kind", "trace: rootService", "nestedSetLeft");
const field = fc.oneof(attribute, intrinsic);
const number = fc.constantFrom("0", "5", "0.99", "1e3", ".5", "1h30m", "1.5s", "20ms", "minInt");
const word = fc.constantFrom("true", "false", "nil", "ok", "error", "server", "consumer");
const string = fc.constantFrom('"a"', "`b\\c`", '"\\"é"', '""');
const value = fc.oneof(field, number, word, string);

const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    value,
    joined(fc.constantFrom("-", "!"), tie("condition")),
    joined(one("("), space, tie("condition"), one(")")),
    joined(
      tie("condition"),
      // Names may have slashes and signs.
      one(" "),
      space,
      fc.constantFrom("&&", "||", "=", "!=", ">", ">=", "=~", "+", "-", "*", "^"),
      one(" "),
      tie("condition"),
    ),
  ),
}));

const filter = fc.oneof(one("{}"), joined(one("{"), space, condition, one(" }")));
const list = (item: fc.Arbitrary<string>) =>
  fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => items.join(", "));
const stage = fc.oneof(
  filter,
  joined(one("count()"), fc.constantFrom(">", " = ", "<="), number),
  joined(one("avg("), condition, one(") > "), number),
  joined(one("by("), condition, one(")")),
  joined(one("select("), list(field), one(")")),
  one("coalesce()"),
);

const { spansets } = fc.letrec<{ spansets: string }>((tie) => ({
  spansets: fc.oneof(
    { maxDepth: 3 },
    filter,
    joined(one("("), tie("spansets"), one(")")),
    joined(tie("spansets"), fc.constantFrom(" && ", "||", ">>", "<", " !~ ", "&>>", "~"), tie("spansets")),
  ),
}));

const grouping = fc.oneof(one(""), joined(one(" by ("), list(field), one(")")));
const metrics = fc.oneof(
  joined(fc.constantFrom("rate()", "count_over_time( )"), grouping),
  joined(one("quantile_over_time("), field, one(", 0.5, 0.99)"), grouping),
  joined(one("max_over_time("), field, one(")"), grouping),
  joined(one("compare("), filter, fc.constantFrom(")", ", 5)", ", 5, 1, 2)")),
);
const selection = fc.oneof(
  one(""),
  joined(one(" > "), number),
  joined(fc.constantFrom(" | topk(5)", "|bottomk( 1 )"), one(" > 3")),
);
const hints = fc.constantFrom("", " with(sample=0.1)", ' with (most_recent=true, x="y")');

/** The texts of queries that follow the grammar. Not all of them have operands of the right types. */
export const traceQuery = fc.oneof(
  joined(
    spansets,
    fc.array(stage, { maxLength: 3 }).map((stages) => stages.map((text) => ` | ${text}`).join("")),
    hints,
  ),
  joined(spansets, one("|"), metrics, selection, hints),
  joined(one("("), spansets, one(" | "), metrics, one(") * 100 + (2)"), selection),
);
