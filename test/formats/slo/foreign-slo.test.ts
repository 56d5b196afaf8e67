import { expect, test } from "vitest";
import { percentFrom, percentOf, rateOf } from "../../../src/formats/slo/foreign-slo.js";
import { readForeignSlos } from "../../../src/formats/slo/index.js";

test.each([
  ["0.999", "99.9%"],
  ["0.99", "99%"],
  ["0.9", "90%"],
  ["0.99950", "99.95%"],
  [".5", "50%"],
  ["0.05", "5%"],
  ["0.9999999", "99.99999%"],
])("the share %s is %s, exactly", (share, percent) => {
  expect(percentOf(share)).toBe(percent);
});

test.each(["1", "0", "99.9", "1.0", "x", ""])("%j is no share", (share) => {
  expect(percentOf(share)).toBeUndefined();
});

test("a percentage loses its zeros, and nothing else", () => {
  expect(percentFrom("99.90")).toBe("99.9%");
  expect(percentFrom("5")).toBe("5%");
  expect(percentFrom("100")).toBeUndefined();
});

test("a selector becomes a rate, an expression stays", () => {
  expect(rateOf('requests_total{code="500"}')).toBe('sum(rate(requests_total{code="500"}[{{.window}}]))');
  expect(rateOf("requests_total", ["handler"])).toBe("sum by (handler) (rate(requests_total[{{.window}}]))");
  expect(rateOf(" sum(rate(requests_total[5m])) ")).toBe("sum(rate(requests_total[5m]))");
});

function problemsOf(text: string): readonly string[] {
  const { slos, problems } = readForeignSlos([{ path: "a.yml", text }]);
  expect(slos).toEqual([]);
  return problems;
}

test("what cannot be read is listed", () => {
  expect(problemsOf("groups: []\n")).toEqual([
    "a.yml: neither an SLO of OpenSLO nor a specification of sloth or pyrra",
  ]);
  expect(problemsOf("a: [")).toHaveLength(1);
  expect(problemsOf("a: &x 1\nb: *x\n")).toEqual(["a.yml: it has aliases; write them out"]);
  const openSlo = "apiVersion: openslo/v1\nkind: SLO\nmetadata: { name: cart }\nspec: { indicatorRef: gone }\n";
  expect(problemsOf(openSlo)).toEqual(['a.yml: "cart": its indicator is in none of the files']);
  const pyrra = "apiVersion: pyrra.dev/v1alpha1\nmetadata: { name: cart }\nspec: { target: '100' }\n";
  expect(problemsOf(pyrra)).toEqual(['a.yml: "cart": its indicator is none of ratio, latency and bool_gauge']);
});
