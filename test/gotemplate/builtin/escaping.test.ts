import { describe, expect, test } from "vitest";
import { expand } from "../expand.js";

describe("html, js, urlquery", () => {
  test.each([
    ['html "<a href=\'x\'>\\"&\\x00"', "&lt;a href=&#39;x&#39;&gt;&#34;&amp;\ufffd"],
    ['js "it\'s \\"<a>\\" & \\\\ =\\n\\u200bé"', 'it\\\'s \\"\\u003Ca\\u003E\\" \\u0026 \\\\ \\u003D\\u000A\\u200Bé'],
    ['urlquery "a b&c=d/é?~-_.!*\'()"', "a+b%26c%3Dd%2F%C3%A9%3F~-_.%21%2A%27%28%29"],
    ['html 1 2 "x"', "1 2x"],
    ["html nil", "&lt;no value&gt;"],
  ])("%s is %s", (call, text) => {
    expect(expand(`{{ ${call} }}`)).toBe(text);
  });
});
