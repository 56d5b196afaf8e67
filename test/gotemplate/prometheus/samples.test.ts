import { describe, expect, test } from "vitest";
import { expand, problem } from "../expand.js";

describe("samples", () => {
  test("are the results of a query", () => {
    expect(
      expand('{{ with query "one" | first }}{{ . | label "job" }} {{ . | value }} {{ . | strvalue }}{{ end }}'),
    ).toBe("api 42 shown");
  });

  test("a missing label is empty", () => {
    expect(expand('[{{ query "one" | first | label "nope" }}]')).toBe("[]");
  });

  test("are sorted in place", () => {
    const template = '{{ $all := query "sort(many)" }}{{ $sorted := sortByLabel "instance" $all }}';
    expect(expand(`${template}{{ range $all }}{{ .Labels.instance }} {{ end }}`)).toBe("a:1 b:1 é:1 ");
  });

  test("are sorted stably", () => {
    expect(expand('{{ range sortByLabel "zone" (query "sort(many)") }}{{ .Labels.instance }} {{ end }}')).toBe(
      "é:1 b:1 a:1 ",
    );
  });

  test("first fails on an empty result", () => {
    expect(problem('{{ query "none" | first }}')).toBe(
      "error calling first: first() called on vector with no elements",
    );
    expect(problem("{{ value nil }}")).toBe(
      "error calling value: runtime error: invalid memory address or nil pointer dereference",
    );
  });
});

describe("args", () => {
  test("passes several values to a template", () => {
    const template = '{{ define "pair" }}{{ .arg0 }}: {{ .arg1 }}{{ end }}';
    expect(expand(`${template}{{ template "pair" args "up" $value }}`)).toBe("up: 1234.5678");
  });
});
