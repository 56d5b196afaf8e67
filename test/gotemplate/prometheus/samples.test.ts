import { describe, expect, test } from "vitest";
import { expanded, problem } from "../expanded.js";

describe("samples", () => {
  test("are the results of a query", () => {
    expect(
      expanded('{{ with query "one" | first }}{{ . | label "job" }} {{ . | value }} {{ . | strvalue }}{{ end }}'),
    ).toBe("api 42 shown");
  });

  test("without the label that is asked for it is empty", () => {
    expect(expanded('[{{ query "one" | first | label "nope" }}]')).toBe("[]");
  });

  test("are sorted by a label, all who hold them see it", () => {
    const template = '{{ $all := query "sort(many)" }}{{ $sorted := sortByLabel "instance" $all }}';
    expect(expanded(`${template}{{ range $all }}{{ .Labels.instance }} {{ end }}`)).toBe("a:1 b:1 é:1 ");
  });

  test("keep their order where the label is the same", () => {
    expect(expanded('{{ range sortByLabel "zone" (query "sort(many)") }}{{ .Labels.instance }} {{ end }}')).toBe(
      "é:1 b:1 a:1 ",
    );
  });

  test("there is no first one of none", () => {
    expect(problem('{{ query "none" | first }}')).toBe(
      "error calling first: first() called on vector with no elements",
    );
    expect(problem("{{ value nil }}")).toBe(
      "error calling value: runtime error: invalid memory address or nil pointer dereference",
    );
  });
});

describe("args", () => {
  test("puts several values into one, for a template that takes one", () => {
    const template = '{{ define "pair" }}{{ .arg0 }}: {{ .arg1 }}{{ end }}';
    expect(expanded(`${template}{{ template "pair" args "up" $value }}`)).toBe("up: 1234.5678");
  });
});
