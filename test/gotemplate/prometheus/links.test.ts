import { describe, expect, test } from "vitest";
import { expand } from "../expand.js";

describe("links", () => {
  test("lead to an expression", () => {
    expect(expand('{{ graphLink "up{job=\\"a b\\"} > 1" }}')).toBe(
      "/graph?g0.expr=up%7Bjob%3D%22a+b%22%7D+%3E+1&g0.tab=0",
    );
    expect(expand('{{ tableLink "up" }}')).toBe("/graph?g0.expr=up&g0.tab=1");
  });

  test("the path may be escaped", () => {
    expect(expand("{{ pathPrefix }}", { externalUrl: "https://h/a%20b/c?d#e" })).toBe("/a b/c");
    expect(expand("[{{ pathPrefix }}]", { externalUrl: "http://h" })).toBe("[]");
  });
});
