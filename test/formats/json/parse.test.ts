import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { member, text, toPlainValue, walk } from "../../../src/formats/json/node.js";
import { maxJsonDepth, parseJson } from "../../../src/formats/json/parse.js";
import { rounds } from "../../oracles/rounds.js";

function verdict(source: string): unknown {
  const parsed = parseJson(source, "a.json");
  return parsed.ok ? { value: toPlainValue(parsed.root) } : "refused";
}

function nativeVerdict(source: string): unknown {
  try {
    return { value: JSON.parse(source) };
  } catch {
    return "refused";
  }
}

function parseError(source: string): string {
  const parsed = parseJson(source, "a.json");
  if (parsed.ok) return "no error";
  const { line, column } = parsed.error.span!.start;
  return `${line}:${column} ${parsed.error.summary}`;
}

describe("accepts exactly what JSON.parse accepts", () => {
  test("for values that JSON.stringify wrote", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, "\t"), (value, indent) => {
        const source = JSON.stringify(value, undefined, indent);
        expect(verdict(source)).toEqual({ value: JSON.parse(source) });
      }),
    );
  });

  test("for random sequences of tokens", () => {
    const piece = fc.constantFrom(
      ..."{}[]:,\"'\\- \n\t\r",
      ..."0 1 00 1.5 .5 1. 1e9 1E+2 1e -0 +1 0x1 NaN Infinity -".split(" "),
      ...["true", "false", "null", "True", "tru", '"a"', '"__proto__"', '"\\n"', '"\\x"', '"\\u12g4"', '"\\ud800"'],
      ...["\u00a0", "\ufeff", "\u2028", "/**/", "//", '"\u2028"', '"\u0001"', '"\u007f"'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const source = pieces.join("");
        expect(verdict(source)).toEqual(nativeVerdict(source));
      }),
      { numRuns: rounds(1250) },
    );
  });

  test("for valid JSON with one character removed, inserted or replaced", () => {
    const character = fc.constantFrom(...'{}[]:,"\\-.eE0123456789 \ntrufalsn\u0000');
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), fc.nat(2), character, (value, at, removed, inserted) => {
        const source = JSON.stringify(value);
        const offset = at % (source.length + 1);
        const mutated = source.slice(0, offset) + inserted + source.slice(offset + removed);
        expect(verdict(mutated)).toEqual(nativeVerdict(mutated));
      }),
      { numRuns: rounds(750) },
    );
  });

  test.each(["", " ", "[", "]", "{", '{"a"', '{"a":', '{"a":1', '{"a":1,', "[1,", "[1,]", '{"a":1,}', "1 2", '"'])(
    "for the incomplete %j",
    (source) => {
      expect(verdict(source)).toEqual(nativeVerdict(source));
    },
  );

  test("for a duplicate name: the last value wins, in the position of the first", () => {
    const source = '{"a": 1, "b": 2, "a": 3}';
    const parsed = parseJson(source, "a.json");
    expect(JSON.stringify(parsed.ok && toPlainValue(parsed.root))).toBe(JSON.stringify(JSON.parse(source)));
  });

  test("for the name __proto__, which is an ordinary member", () => {
    const parsed = parseJson('{"__proto__": {"polluted": true}}', "a.json");
    const value = parsed.ok ? (toPlainValue(parsed.root) as Record<string, unknown>) : {};
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(value.polluted).toBeUndefined();
  });
});

describe("depth and size", () => {
  test("reads 2,000 nested arrays", () => {
    const parsed = parseJson("[".repeat(maxJsonDepth) + "]".repeat(maxJsonDepth), "a.json");
    expect(parsed.ok && [...walk(parsed.root)].length).toBe(maxJsonDepth);
    expect(parsed.ok && Array.isArray(toPlainValue(parsed.root))).toBe(true);
  });

  test("refuses deeper nesting at the bracket that is one too many", () => {
    expect(parseError("[".repeat(200_000) + "]".repeat(200_000))).toBe("1:2001 nested deeper than 2000 levels");
    expect(parseError('{"a":'.repeat(200_000))).toBe("1:10001 nested deeper than 2000 levels");
  });

  test("says where 2,000 nested objects end too early", () => {
    expect(parseError('{"a":'.repeat(maxJsonDepth))).toBe("1:10001 expected a value, but the text ends");
  });

  test("reads a string of five megabytes", () => {
    const long = "\\u00e9 ".repeat(700_000);
    expect(verdict(`"${long}"`)).toEqual({ value: "é ".repeat(700_000) });
  });
});

describe("positions", () => {
  test("the range of every value is the JSON of that value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const source = `\n ${JSON.stringify(value, undefined, 1)} `;
        const parsed = parseJson(source, "a.json");
        for (const node of parsed.ok ? walk(parsed.root) : []) {
          expect(JSON.parse(source.slice(node.start, node.end))).toEqual(toPlainValue(node));
        }
      }),
    );
  });

  test("a member has the offset of its name", () => {
    const source = '{"a": {"title": "Users"}}';
    const parsed = parseJson(source, "a.json");
    const inner = parsed.ok ? member(parsed.root, "a") : undefined;
    const title = inner?.kind === "object" ? inner.members.get("title") : undefined;
    expect(source.slice(title?.nameStart).startsWith('"title"')).toBe(true);
    expect(text(title?.value)).toBe("Users");
  });
});

describe("the message of a syntax error", () => {
  test.each([
    ['{\n  "a": 1\n  "b": 2\n}', '3:3 expected "," or "}", but found "\\""'],
    ["[1, 2", '1:6 expected "," or "]", but the text ends'],
    ["{a: 1}", '1:2 expected a name in double quotes, but found "a"'],
    ["[1,]", '1:4 expected a value, but found "]"'],
    ["nul", '1:1 expected a value, but found "n"'],
    ["[01]", '1:3 expected "," or "]", but found "1"'],
    ['["a\nb"]', "1:4 line breaks and control characters in a string must be escaped"],
    ['["a\\q"]', '1:4 "\\q" is not a JSON escape'],
    ['["\\u12"]', '1:3 "\\u" must be followed by four hexadecimal digits'],
    ['\n["abc', "2:2 unterminated string"],
    ["{} x", '1:4 expected the end of the text, but found "x"'],
  ])("%j: %s", (source, expected) => {
    expect(parseError(source)).toBe(expected);
  });
});
