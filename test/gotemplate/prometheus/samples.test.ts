import { describe, expect, test } from "vitest";
import { expanded, problem } from "../expanded.js";

describe("samples", () => {
  test("are the results of a query", () => {
    expect(
      expanded('{{ with query "one" | first }}{{ . | label "job" }} {{ . | value }} {{ . | strvalue }}{{ end }}'),
    ).toBe("api 42 shown");
  });

  test("a missing label is empty", () => {
    expect(expanded('[{{ query "one" | first | label "nope" }}]')).toBe("[]");
  });

  test("are sorted in place", () => {
    const template = '{{ $all := query "sort(many)" }}{{ $sorted := sortByLabel "instance" $all }}';
    expect(expanded(`${template}{{ range $all }}{{ .Labels.instance }} {{ end }}`)).toBe("a:1 b:1 é:1 ");
  });

  test("are sorted stably", () => {
    expect(expanded('{{ range sortByLabel "zone" (query "sort(many)") }}{{ .Labels.instance }} {{ end }}')).toBe(
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
    expect(expanded(`${template}{{ template "pair" args "up" $value }}`)).toBe("up: 1234.5678");
  });
});
