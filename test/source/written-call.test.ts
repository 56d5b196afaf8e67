import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { argumentsAt, fieldIn } from "../../src/source/written-call.js";

/** The arguments of the call that a source begins with. */
function given(source: string): readonly string[] {
  return argumentsAt(source, 0).map(({ start, end }) => source.slice(start, end));
}

/** The value of a field of the call's only argument. */
function field(source: string, ...path: string[]): string | undefined {
  const found = fieldIn(source, argumentsAt(source, 0)[0]!, path);
  return found && source.slice(found.start, found.end);
}

describe("the arguments of a call", () => {
  test.each<[string, readonly string[]]>([
    [`alert("A", { when: x }) + alert("B")`, [`"A"`, "{ when: x }"]],
    ["alert ( a , )", ["a"]],
    ["alert()", []],
    [`alert("a, (b", 'c)', /[/)],"/)`, [`"a, (b"`, "'c)'", `/[/)],"/`]],
    ["alert(a / b, c / d)", ["a / b", "c / d"]],
    ["alert(`a, ${f(`b${{ c: [1, 2] }}`)} ) ${d}`, e)", ["`a, ${f(`b${{ c: [1, 2] }}`)} ) ${d}`", "e"]],
    ["alert(/* a, ( */ b, // c)\n d /* e */)", ["b", "d"]],
    ["alert(`\\`,${a}\\${,`, b)", ["`\\`,${a}\\${,`", "b"]],
    ["alert", []],
    ["alert(a, [", []],
  ])("of %s are there to the letter", (source, expected) => {
    expect(given(source)).toEqual(expected);
  });
});

describe("a field of an object", () => {
  const alert = `alert({
    ...usual, // severity: "none",
    severity, "for": "5m", 'keep-it': [1, { for: "1h" }],
    labels: { team: "a", deeper: { team: "b" } } as const,
    summary() { return { for: 1 }; },
    [computed]: 2,
  })`;

  test.each<[readonly string[], string | undefined]>([
    [["severity"], "severity"],
    [["for"], `"5m"`],
    [["keep-it"], `[1, { for: "1h" }]`],
    [["labels", "team"], `"a"`],
    [["labels", "deeper", "team"], `"b"`],
    [["labels", "for"], undefined],
    [["summary"], undefined],
    [["usual"], undefined],
    [["computed"], undefined],
  ])("%s has the value that is written there", (path, expected) => {
    expect(field(alert, ...path)).toBe(expected);
  });

  test("of something that is not written out is not there", () => {
    expect(field("alert(options)", "for")).toBeUndefined();
  });
});

test("whatever stands there, it comes to an end, and what is found lies within", () => {
  const code = fc.string({
    unit: fc.constantFrom(..."(){}[]`\"'/*\\$,:a \n", "${", "/*", "*/", "//", "for: "),
    maxLength: 60,
  });
  fc.assert(
    fc.property(code, (text) => {
      const source = `alert(${text}`;
      for (const argument of argumentsAt(source, 0)) {
        expect(argument.start).toBeLessThan(argument.end);
        expect(argument.end).toBeLessThanOrEqual(source.length);
        const found = fieldIn(source, argument, ["for"]);
        if (found) expect(found.end).toBeLessThanOrEqual(argument.end);
      }
    }),
  );
});
