import fc from "fast-check";

const name = fc.constantFrom("up", "a:b", "sum", "by", "offset", "start", "and", "without", "min", "x_total");
const label = fc.constantFrom("job", "instance", "le", "sum", "on", "by");
const value = fc.constantFrom("", "x", 'a"b', "a\\b", "é\n", "`", "5..", ".*");
const quoted = value.map((text) => JSON.stringify(text));
const matcher = fc
  .tuple(label, fc.constantFrom("=", "!=", "=~", "!~"), fc.constantFrom('""', '"x"', '"a|b"', "'5..'", "`c.*`"))
  .map((parts) => parts.join(""));
const labels = fc.array(label, { maxLength: 2 }).map((names) => `(${names.join(",")})`);
const duration = fc.constantFrom("5m", "1h30m", "90s", "1d");
const space = fc.constantFrom("", " ", "\n", " # why\n");
const operators = ["+", "-", "*", "/", "%", "^", "atan2", "==", "!=", "<", "<=", ">", ">=", "and", "or", "unless"];
const matching = fc.oneof(
  { weight: 4, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: labels.map((list) => ` on${list}`) },
  { weight: 1, arbitrary: labels.map((list) => ` ignoring ${list}`) },
  { weight: 1, arbitrary: fc.tuple(labels, labels).map(([one, other]) => ` on${one} group_left${other}`) },
  { weight: 1, arbitrary: labels.map((list) => ` ignoring${list} group_right `) },
);

/** Text that resembles PromQL; most of it parses, some of it has type errors. */
export const expression: fc.Arbitrary<string> = fc.letrec<{ node: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(
    name,
    fc.constantFrom("1", "0x1F", "1e3", ".5", "Inf", "NaN"),
    quoted,
    fc.tuple(name, fc.array(matcher, { maxLength: 3 })).map(([metric, list]) => `${metric}{${list.join(",")}}`),
    fc.array(matcher, { minLength: 1, maxLength: 2 }).map((list) => `{a!="",${list.join(" , ")},}`),
  ),
  node: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    tie("leaf"),
    fc
      .tuple(
        tie("node"),
        space,
        fc.constantFrom(...operators),
        fc.constantFrom("", "", " bool"),
        matching,
        space,
        tie("node"),
      )
      .map(
        ([left, before, operator, bool, how, after, right]) =>
          `${left} ${before}${operator}${bool}${how} ${after}${right}`,
      ),
    fc.tuple(fc.constantFrom("+", "-"), tie("node")).map(([sign, operand]) => sign + operand),
    tie("node").map((inner) => `(${inner})`),
    fc.tuple(tie("leaf"), duration).map(([selector, range]) => `rate(${selector}[${range}])`),
    fc
      .tuple(tie("node"), duration, fc.constantFrom("", "1m"))
      .map(([inner, range, step]) => `${inner}[${range}:${step}]`),
    fc
      .tuple(tie("leaf"), fc.constantFrom(" offset 5m", " offset -1h", " @ 5", " @ end()", " @ -1.5 offset 1d"))
      .map((parts) => parts.join("")),
    fc
      .tuple(
        fc.constantFrom("sum", "MAX", "topk", "count_values"),
        fc.constantFrom("", "by", "without"),
        labels,
        fc.boolean(),
        tie("node"),
      )
      .map(([operator, clause, list, last, inner]) =>
        aggregation(operator, clause && `${clause} ${list}`, last, inner),
      ),
    fc
      .tuple(fc.constantFrom("abs", "vector", "scalar", "sort", "hour"), tie("node"))
      .map(([call, arg]) => `${call}(${arg})`),
    fc.tuple(tie("node"), quoted).map(([inner, text]) => `label_replace(${inner}, "a", ${text}, 'b', \`c\`)`),
  ),
})).node;

function aggregation(operator: string, clause: string, last: boolean, inner: string): string {
  const parameter = operator === "topk" ? "3, " : operator === "count_values" ? '"v", ' : "";
  return last ? `${operator}(${parameter}${inner}) ${clause}` : `${operator} ${clause} (${parameter}${inner})`;
}
