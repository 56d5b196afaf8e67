import { describe, expect, test } from "vitest";
import { expand } from "../expand.js";

function printed(format: string, ...args: string[]): string {
  return expand(`{{ printf ${JSON.stringify(format)} ${args.join(" ")} }}`);
}

describe("printf", () => {
  test.each([
    ["%d|%5d|%-5d|%05d|%+d|% d", ["42", "42", "42", "42", "42", "42"], "42|   42|42   |00042|+42| 42"],
    ["%b %o %#o %O %x %X %#x", ["5", "8", "8", "8", "255", "255", "255"], "101 10 010 0o10 ff FF 0xff"],
    ["%c %q %U %#U", ["233", "233", "233", "233"], "é 'é' U+00E9 U+00E9 'é'"],
    ["%.3d|%.0d|%8.3d", ["7", "0", "-7"], "007||    -007"],
    ["%f %.1f %8.2f %-8.2f| %08.2f %+.1f", Array(6).fill("-2.25"), "-2.250000 -2.2    -2.25 -2.25   | -0002.25 -2.2"],
    ["%e %E %g %G", ["123456.789", "123456.789", "1e-7", "1e21"], "1.234568e+05 1.234568E+05 1e-07 1E+21"],
    ["%.3g %.10g %#g", ["1234.5678", "1234.5678", "1.0"], "1.23e+03 1234.5678 1.00000"],
    ["%x %b", ["1.5", "1.0"], "0x1.8p+00 4503599627370496p-52"],
    ["%s|%5s|%-5s|%.2s|%05s", Array(5).fill('"abc"'), "abc|  abc|abc  |ab|00abc"],
    ["%q %#q %+q", ['"a\\n"', '"a"', '"é"'], '"a\\n" `a` "\\u00e9"'],
    ["%x % x %#x %X", Array(4).fill('"hé"'), "68c3a9 68 c3 a9 0x68c3a9 68C3A9"],
    ["%t %v", ["true", "false"], "true false"],
    [
      "%v %+v %#v",
      Array(3).fill("$externalLabels"),
      'map[cluster:eu replica:A] map[cluster:eu replica:A] map[string]string{"cluster":"eu", "replica":"A"}',
    ],
    [
      "%v %+v",
      Array(2).fill("(query `one` | first)"),
      "&{map[__name__:one __value__:shown job:api] 42} &{Labels:map[__name__:one __value__:shown job:api] Value:42}",
    ],
    ["%T %T %T %T", ["1", "1.5", "$labels", "(query `one`)"], "int float64 map[string]string template.queryResult"],
    ["%v %.1f", ["1-2i", "1-2i"], "(1-2i) (1.0-2.0i)"],
    ["%d%%", ["50"], "50%"],
  ])("%s", (format, args, text) => {
    expect(printed(format, ...args)).toBe(text);
  });

  test("rounds ties to even", () => {
    expect(printed("%.0f %.0f %.0f %.1f", "0.5", "1.5", "2.5", "0.25")).toBe("0 2 2 0.2");
  });

  test("takes widths and precisions from arguments, and arguments by index", () => {
    expect(printed("%*d|%-*d|%.*f", "5", "42", "5", "42", "2", "3.14159")).toBe("   42|42   |3.14");
    expect(printed("%[2]d %[1]d %d", "1", "2")).toBe("2 1 2");
    expect(printed("%[3]*.[2]*[1]f", "12.0", "2", "6")).toBe(" 12.00");
  });

  test.each([
    ["%d", ['"x"'], "%!d(string=x)"],
    ["%s", ["1.5"], "%!s(float64=1.5)"],
    ["%5d", ["true"], "%!d(bool= true)"],
    ["%s", ["nil"], "%!s(<nil>)"],
    ["%z", ["1"], "%!z(int=1)"],
    ["%d %d", ["1"], "1 %!d(MISSING)"],
    ["%d", ["1", '"a"', "nil"], "1%!(EXTRA string=a, <nil>)"],
    ["100%", [], "100%!(NOVERB)"],
    ["%[5]d", ["1"], "%!d(BADINDEX)"],
    ["%*d", ['"w"', "1"], "%!(BADWIDTH)1"],
    ["%.*d", ["-1", "1"], "%!(BADPREC)1"],
    ["%d", ["$externalLabels"], "map[%!d(string=cluster):%!d(string=eu) %!d(string=replica):%!d(string=A)]"],
  ])("reports an error in the output: %s", (format, args, text) => {
    expect(printed(format, ...args)).toBe(text);
  });
});

describe("print and println", () => {
  test("print adds a space between two non-strings", () => {
    expect(expand('{{ print 1 2 }}|{{ print "a" "b" }}|{{ print "a" 1 2 "b" 3 }}')).toBe("1 2|ab|a1 2b3");
  });

  test("println adds a space everywhere, and a line break", () => {
    expect(expand('{{ println "a" "b" nil }}')).toBe("a b <nil>\n");
  });
});
