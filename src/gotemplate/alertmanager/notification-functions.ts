import { goDuration } from "../prometheus/duration.js";
import { floatArgument } from "../prometheus/float-argument.js";
import { humanizeDuration } from "../prometheus/humanize.js";
import { capitaliseUnicodeWords, toLower, toUpper } from "../prometheus/letter-case.js";
import { matchesPattern, replacePattern } from "../prometheus/patterns.js";
import { goTime, timeType } from "../prometheus/time.js";
import type { GoFunction, GoList, GoString, GoStruct, GoType } from "../values/definitions.js";
import { anything, CallFailure, goFunction, text, typed, variadicFunction } from "../values/function.js";
import { listType, stringType } from "../values/types.js";
import { goBool, goList, goString } from "../values/value.js";
import { htmlType, urlType } from "./html-escaper.js";
import type { NotificationRelease } from "./release.js";

const stringsType = listType(stringType);
const strings = typed<GoList>(stringsType);
const time = typed<GoStruct>(timeType);
const formatTime = timeType.methods!.get("Format")!;

/** Functions of later releases, and of time zones, that are parsed but not executed. */
const notExecuted = [
  "append",
  "base64decode",
  "base64encode",
  "dict",
  "list",
  "mustToDate",
  "routeLabels",
  "toDate",
  "toJson",
  "tz",
  "urlUnescape",
];

/** A function from string to string. */
function stringFunction(change: (value: string) => string, type?: GoType): GoFunction {
  return goFunction([text], (value) => goString(change(value), type));
}

/** The functions that Alertmanager adds; `now` is in milliseconds. */
export function notificationFunctions({ go }: NotificationRelease, now: number): ReadonlyMap<string, GoFunction> {
  const nanoseconds = BigInt(now) * 1_000_000n;
  return new Map<string, GoFunction>([
    ["toUpper", stringFunction(toUpper)],
    ["toLower", stringFunction(toLower)],
    ["title", stringFunction(capitaliseUnicodeWords)],
    ["trimSpace", stringFunction((value) => value.replace(/^[\s\x85]+|[\s\x85]+$/g, ""))],
    ["safeHtml", stringFunction((value) => value, htmlType)],
    ["safeUrl", stringFunction((value) => value, urlType)],
    ["join", goFunction([text, strings], (separator, list) => goString(textsOf(list).join(separator)))],
    [
      "stringSlice",
      variadicFunction([], text, (_, items) =>
        goList(
          items.map((item) => goString(item)),
          stringsType,
        ),
      ),
    ],
    ["match", goFunction([text, text], (pattern, value, limit) => goBool(matchesPattern(pattern, value, go, limit)))],
    [
      "reReplaceAll",
      goFunction([text, text, text], (pattern, replacement, value, limit) =>
        goString(replacePattern(pattern, replacement, value, go, limit)),
      ),
    ],
    ["humanizeDuration", goFunction([anything], (value) => goString(humanizeDuration(floatArgument(value))))],
    ["now", goFunction([], () => goTime(nanoseconds))],
    ["since", goFunction([time], (start) => goDuration(nanoseconds - (start.inner as bigint)))],
    ["date", goFunction([text, time], (layout, at, limit) => formatTime(at).call([goString(layout)], limit))],
    ...notExecuted.map((name) => [name, failing(name)] as const),
  ]);
}

function failing(name: string): GoFunction {
  return variadicFunction([], anything, () => {
    throw new CallFailure(`Telltale does not execute ${name}`);
  });
}

function textsOf({ items = [] }: GoList): readonly string[] {
  return items.map((item) => (item as GoString).value);
}
