import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Origin } from "../../src/model/definition/origin.js";
import { locateInCall } from "../../src/source/locate-in-call.js";
import { SourceFiles } from "../../src/source/source-files.js";

/** The text of an argument, or of a property in it, of the call that a source begins with. */
function part(source: string, argument: number, ...path: string[]): string | undefined {
  const sources = new SourceFiles(() => source);
  const origin = { position: { file: "alerts.ts", line: 1, column: 1 } } as Origin;
  const span = locateInCall(origin, [{ argument, path }], sources);
  const { lines } = sources.tree("alerts.ts") ?? {};
  return span && lines?.text.slice(lines.offset(span.start), lines.offset(span.end!));
}

function callArguments(source: string): readonly string[] {
  return [0, 1, 2].flatMap((argument) => part(source, argument) ?? []);
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
    ["alert<Options>(é, '😀', b)", ["é", "'😀'", "b"]],
    ["alert", []],
    ["alert(a, [", []],
  ])("of %s", (source, expected) => {
    expect(callArguments(source)).toEqual(expected);
  });
});

describe("a property of an object literal", () => {
  const alert = `alert({
    ...usual, // severity: "none",
    severity, "for": "5m", 'keep-it': [1, { for: "1h" }],
    labels: { team: "a", deeper: { team: "b" } } as const,
    summary() { return { for: 1 }; },
    [computed]: 2,
  } satisfies Options)`;

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
  ])("%j: its value", (path, expected) => {
    expect(part(alert, 0, ...path)).toBe(expected);
  });

  test("options in a constant have no position in the call", () => {
    expect(part("alert(options); const options = { for: '5m' };", 0, "for")).toBeUndefined();
  });
});

test("any text: a location lies within the source", () => {
  const code = fc.string({
    unit: fc.constantFrom(..."(){}[]`\"'/*\\$,:a \n", "${", "/*", "*/", "//", "for: "),
    maxLength: 60,
  });
  fc.assert(
    fc.property(code, (text) => {
      const source = `alert(${text}`;
      for (const argument of callArguments(source)) {
        expect(argument).not.toBe("");
        expect(source).toContain(argument);
      }
      const value = part(source, 0, "for");
      if (value !== undefined) expect(part(source, 0)).toContain(value);
    }),
  );
});
