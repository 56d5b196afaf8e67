import { escapeQuery } from "../builtin/escaping.js";
import { floatText } from "../format/float-text.js";
import { compareBytes } from "../format/go-strings.js";
import type { GoFunction, GoList, GoPointer, GoType, GoValue } from "../values/definitions.js";
import { anything, CallFailure, goFunction, text, typed, variadicFunction } from "../values/function.js";
import { interfaceType, mapType } from "../values/types.js";
import { goBool, goFloat, goInterface, goMap, goPointer, goString } from "../values/value.js";
import { secondsToDuration } from "./duration.js";
import { floatArgument } from "./float-argument.js";
import { stripDomain, stripPort } from "./host-port.js";
import { humanize, humanize1024, humanizeDuration, humanizePercentage } from "./humanize.js";
import { capitaliseUnicodeWords, capitaliseWords, toLower, toUpper } from "./letter-case.js";
import { graphLink, tableLink } from "./links.js";
import { parseDurationSeconds } from "./parse-duration.js";
import { matchesPattern, replacePattern } from "./patterns.js";
import type { TemplateRelease } from "./release.js";
import { readLabel, samplePointerType, samplesType, valueOfSample } from "./samples.js";
import { goTime, timeText } from "./time.js";

const samples = typed<GoList>(samplesType);
const sample = typed<GoPointer>(samplePointerType);
const htmlType: GoType = { name: "template.HTML", kind: "string" };
const argumentsType = mapType(interfaceType);
const nilPointer = "runtime error: invalid memory address or nil pointer dereference";

/** A function from string to string. */
function stringFunction(change: (value: string) => string): GoFunction {
  return goFunction([text], (value) => goString(change(value)));
}

/** A function of a number, or of a string that contains one. */
function numberFunction(change: (value: number) => GoValue): GoFunction {
  return goFunction([anything], (value) => change(floatArgument(value)));
}

/** The functions that Prometheus adds, except those that depend on the alert (`alertFunctions`). */
export function prometheusFunctionTable(release: TemplateRelease): ReadonlyMap<string, GoFunction> {
  return new Map([...textFunctions(release), ...numericFunctions(release), ...sampleFunctions()]);
}

function textFunctions({ capitalisesUnicodeWords, go }: TemplateRelease): readonly (readonly [string, GoFunction])[] {
  return [
    ["toUpper", stringFunction(toUpper)],
    ["toLower", stringFunction(toLower)],
    ["title", stringFunction(capitalisesUnicodeWords ? capitaliseUnicodeWords : capitaliseWords)],
    ["stripPort", stringFunction(stripPort)],
    ["stripDomain", stringFunction(stripDomain)],
    ["graphLink", stringFunction(graphLink)],
    ["tableLink", stringFunction(tableLink)],
    ["urlQueryEscape", stringFunction(escapeQuery)],
    ["safeHtml", goFunction([text], (value) => goString(value, htmlType))],
    ["match", goFunction([text, text], (pattern, value, limit) => goBool(matchesPattern(pattern, value, go, limit)))],
    [
      "reReplaceAll",
      goFunction([text, text, text], (pattern, replacement, value, limit) =>
        goString(replacePattern(pattern, replacement, value, go, limit)),
      ),
    ],
  ];
}

function numericFunctions(release: TemplateRelease): readonly (readonly [string, GoFunction])[] {
  return [
    ["humanize", numberFunction((value) => goString(humanize(value)))],
    ["humanize1024", numberFunction((value) => goString(humanize1024(value)))],
    ["humanizeDuration", numberFunction((value) => goString(humanizeDuration(value)))],
    ["humanizePercentage", numberFunction((value) => goString(humanizePercentage(value)))],
    ["humanizeTimestamp", numberFunction((value) => goString(humanizeTimestamp(value)))],
    ["toTime", numberFunction((value) => goPointer(goTime(toNanoseconds(value))))],
    ["toDuration", numberFunction((value) => goPointer(secondsToDuration(value)))],
    ["parseDuration", goFunction([text], (value) => goFloat(parseDurationSeconds(value, release)))],
  ];
}

function sampleFunctions(): readonly (readonly [string, GoFunction])[] {
  return [
    ["first", goFunction([samples], takeFirst)],
    ["value", goFunction([sample], (of) => presentSample(of) && valueOfSample(of))],
    ["label", goFunction([text, sample], (label, of) => presentSample(of) && goString(readLabel(of, label)))],
    ["strvalue", goFunction([sample], (of) => presentSample(of) && goString(readLabel(of, "__value__")))],
    ["sortByLabel", goFunction([text, samples], (label, list) => sortByLabel(label, list))],
    ["args", variadicFunction([], anything, (_, values) => numberArguments(values))],
  ];
}

function presentSample({ to }: GoPointer): true {
  if (to === undefined) throw new CallFailure(nilPointer);
  return true;
}

function takeFirst({ items = [] }: GoList): GoValue {
  if (items.length === 0) throw new CallFailure("first() called on vector with no elements");
  return items[0]!;
}

/** Sorts in place, as Go does. */
function sortByLabel(label: string, list: GoList): GoList {
  const items = list.items as GoPointer[] | undefined;
  items?.sort((left, right) => compareBytes(readLabel(left, label), readLabel(right, label)));
  return list;
}

/** `args`: a map of the arguments as arg0, arg1, … */
function numberArguments(values: readonly (GoValue | undefined)[]): GoValue {
  return goMap(new Map(values.map((value, at) => [`arg${at}`, goInterface(value)])), argumentsType);
}

function humanizeTimestamp(value: number): string {
  return Number.isFinite(value) ? timeText(toNanoseconds(value)) : floatText(value, "g", 4);
}

/** Converts seconds to nanoseconds, truncated to milliseconds as in Prometheus. */
function toNanoseconds(value: number): bigint {
  if (!Number.isFinite(value)) throw new CallFailure("value is NaN or Inf");
  const nanoseconds = value * 1e9;
  if (nanoseconds > 2 ** 63 || nanoseconds < -(2 ** 63)) {
    const shown = floatText(value, "g");
    throw new CallFailure(`${shown} cannot be represented as a nanoseconds timestamp since it overflows int64`);
  }
  return (BigInt(Math.trunc(nanoseconds)) / 1_000_000n) * 1_000_000n;
}
