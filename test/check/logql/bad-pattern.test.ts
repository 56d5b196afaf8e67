import { describe, expect, test } from "vitest";
import { badPattern } from "../../../src/check/logql/bad-pattern.js";
import { checkLogql, markedTexts } from "./check-logql.js";

describe("logql/bad-pattern", () => {
  test.each([
    ['{app="cart"} |~ "payment ("', '"payment ("', "error parsing regexp: missing closing ): `payment (`"],
    ['{app="cart"} |~ "a" or "b("', '"b("', "error parsing regexp: missing closing ): `b(`"],
    ['{app="cart"} !> "<name> failed"', '"<name> failed"', "named captures are not allowed: found '<name>'"],
    ['rate({app="cart"} |> "<_><_>" [5m])', '"<_><_>"', "found consecutive capture '<_><_>': invalid expression"],
  ])("reports %s", (text, marked, summary) => {
    expect(checkLogql(badPattern, text)).toMatchObject([{ marked, summary }]);
  });

  test.each(['{app="cart"} |= "a("', '{app="cart"} |~ "$search" |> "<_> a"', '{app="cart"} |= ip("x")'])(
    "accepts %s",
    (text) => {
      expect(markedTexts(badPattern, text)).toEqual([]);
    },
  );
});
