import { expect, test } from "vitest";
import { logs, storeOf } from "./queries.js";

const format = (template: string, line = 'level=Info ms=1500 path=/a/b msg="it works"') => {
  const result = logs(
    storeOf({ 'app="a"': [[1, line]] }),
    `{app="a"} | logfmt | line_format \`${template}\` | keep __error__, __error_details__`,
  );
  return (result as string[])[0]!;
};

test.each([
  ["{{ .level | lower }} {{ .nope }}|", "{} info |"],
  ['{{ ToUpper .level }} {{ Replace .path "/" "-" 1 }}', "{} INFO -a/b"],
  ['{{ regexReplaceAll "/(.)" .path "$1." }}', "{} a.b."],
  ['{{ trunc 3 "привет" }} {{ substr 0 2 .msg }} {{ alignRight 4 "ab" }}', "{} п\ufffd it   ab"],
  ['{{ add .ms "0x10" 010 }} {{ div 7 -2 }} {{ int "3.7" }}', "{} 1524 -3 3"],
  ["{{ addf 0.1 0.2 }} {{ divf 1 3 }} {{ round 2.345 2 }}", "{} 0.3 0.3333333333333333 2.35"],
  ['{{ bytes "1.5MB" }} {{ duration "1m30s" }}', "{} 1.5e+06 90"],
  ['{{ .nope | default "-" }} {{ (fromJson "{\\"a\\":[1,2]}").a }}', "{} - [1 2]"],
  ["{{ __timestamp__ | unixEpoch }} {{ __line__ | len }}", "{} 1 43"],
  ['{{ toDateInZone "2006-01-02 15:04" "Europe/Berlin" "2021-07-02 10:00" | unixEpoch }}', "{} 1625212800"],
  ['{{ "aGk" | b64dec }} {{ "!" | b64dec }} {{ "hi" | b64enc }}', "{} hi illegal base64 data at input byte 0 aGk="],
  ['{{ "a b%" | urlencode }} {{ "a+b%25" | urldecode }}', "{} a+b%25 a b%"],
  ['{{ title "it\'s ok" }} {{ trimAll "x" "xax" }} {{ indent 1 "a" }}', "{} It'S Ok a  a"],
  ['{{ count "o" .msg }} {{ contains "it" .msg }} {{ max 1 .ms }} {{ minf 2 1.5 }}', "{} 1 true 1500 1.5"],
])("%s", (template, expected) => {
  expect(format(template)).toBe(expected);
});

test("a template that fails keeps the line and sets an error", () => {
  expect(format("{{ div 1 0 }}", "a=1")).toBe(
    '{__error__="TemplateFormatErr", __error_details__="template: line:1:3: executing \\"line\\" at <div 1 0>: error calling div: runtime error: integer divide by zero"} a=1',
  );
});

test("label_format renames, and its templates see the labels before", () => {
  const store = storeOf({ 'app="a"': [[1, "b=old"]] });
  expect(logs(store, '{app="a"} | logfmt | label_format b=`new`, c=`{{ .b }}` | line_format ``')).toEqual([
    '{app="a", b="new", c="old"} ',
  ]);
  expect(logs(store, '{app="a"} | logfmt | label_format c=b, d=nope | line_format ``')).toEqual([
    '{app="a", c="old"} ',
  ]);
});

test("a character that is cut in two is shown as U+FFFD, in labels too", () => {
  const store = storeOf({ 'app="a"': [[1, "é"]] });
  expect(logs(store, '{app="a"} | label_format x=`{{ __line__ | trunc 1 }}`')).toEqual(['{app="a", x="\\ufffd"} é']);
});

test("decolorize removes control sequences", () => {
  const store = storeOf({ 'app="a"': [[1, "\x1b[31mred\x1b[0m text"]] });
  expect(logs(store, '{app="a"} | decolorize')).toEqual(['{app="a"} red text']);
});
