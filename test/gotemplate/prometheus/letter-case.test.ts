import { describe, expect, test } from "vitest";
import { expand } from "../expand.js";

describe("letters", () => {
  test("each maps to one letter", () => {
    expect(expand('{{ toUpper "héllo ß ǆ" }} {{ toLower "HÉLLO İ ΑΣ" }}')).toBe("HÉLLO ß Ǆ héllo i ασ");
  });

  test("title capitalises every word", () => {
    expect(expand('{{ title "hello foo-bar a_b don\'t 1st x.y x..y ß" }}')).toBe(
      "Hello Foo-Bar A_b Don't 1St X.y X..Y Ss",
    );
  });
});
