import { escapeQuery } from "../builtin/escaping.js";
import { floatText } from "../format/float-text.js";
import { compareBytes } from "../format/go-strings.js";
import type { GoFunction, GoList, GoPointer, GoType, GoValue } from "../values/definitions.js";
import { anything, CallFailure, goFunction, text, typed, variadicFunction } from "../values/function.js";
import { interfaceType, mapType } from "../values/types.js";
import { goBool, goFloat, goInterface, goMap, goPointer, goString } from "../values/value.js";
import { durationOfSeconds } from "./duration.js";
import { floatArgument } from "./float-argument.js";
import { stripDomain, stripPort } from "./host-port.js";
import { humanize, humanize1024, humanizeDuration, humanizePercentage } from "./humanize.js";
import { titleOfUnicodeWords, titleOfWords, toLower, toUpper } from "./letter-case.js";
import { graphLink, tableLink } from "./links.js";
import { secondsOf } from "./parse-duration.js";
import { matchesPattern, replacePattern } from "./patterns.js";
import type { TemplateRelease } from "./release.js";
import { labelOf, samplePointerType, samplesType, valueOfSample } from "./samples.js";
import { goTime, timeText } from "./time.js";

const samples = typed<GoList>(samplesType);
const sample = typed<GoPointer>(samplePointerType);
const htmlType: GoType = { name: "template.HTML", kind: "string" };
const argumentsType = mapType(interfaceType);
const nilPointer = "runtime error: invalid memory address or nil pointer dereference";

/** A function of a text that gives a text. */
function ofText(change: (value: string) => string): GoFunction {
  return goFunction([text], (value) => goString(change(value)));
}

/** A function of a number, or of a text that holds one. */
function ofNumber(change: (value: number) => GoValue): GoFunction {
  return goFunction([anything], (value) => change(floatArgument(value)));
}

/** The functions that Prometheus adds, but for those that depend on the alert: see `alertFunctions`. */
export function prometheusFunctionTable(release: TemplateRelease): ReadonlyMap<string, GoFunction> {
  return new Map([...textFunctions(release), ...numberFunctions(release), ...sampleFunctions()]);
}

function textFunctions({ titleKnowsWords, go }: TemplateRelease): readonly (readonly [string, GoFunction])[] {
  return [
    ["toUpper", ofText(toUpper)],
    ["toLower", ofText(toLower)],
    ["title", ofText(titleKnowsWords ? titleOfUnicodeWords : titleOfWords)],
    ["stripPort", ofText(stripPort)],
    ["stripDomain", ofText(stripDomain)],
    ["graphLink", ofText(graphLink)],
    ["tableLink", ofText(tableLink)],
    ["urlQueryEscape", ofText(escapeQuery)],
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

function numberFunctions(release: TemplateRelease): readonly (readonly [string, GoFunction])[] {
  return [
    ["humanize", ofNumber((value) => goString(humanize(value)))],
    ["humanize1024", ofNumber((value) => goString(humanize1024(value)))],
    ["humanizeDuration", ofNumber((value) => goString(humanizeDuration(value)))],
    ["humanizePercentage", ofNumber((value) => goString(humanizePercentage(value)))],
    ["humanizeTimestamp", ofNumber((value) => goString(humanizeTimestamp(value)))],
    ["toTime", ofNumber((value) => goPointer(goTime(timestampOf(value))))],
    ["toDuration", ofNumber((value) => goPointer(durationOfSeconds(value)))],
    ["parseDuration", goFunction([text], (value) => goFloat(secondsOf(value, release)))],
  ];
}

function sampleFunctions(): readonly (readonly [string, GoFunction])[] {
  return [
    ["first", goFunction([samples], firstOf)],
    ["value", goFunction([sample], (of) => presentSample(of) && valueOfSample(of))],
    ["label", goFunction([text, sample], (label, of) => presentSample(of) && goString(labelOf(of, label)))],
    ["strvalue", goFunction([sample], (of) => presentSample(of) && goString(labelOf(of, "__value__")))],
    ["sortByLabel", goFunction([text, samples], (label, list) => sortByLabel(label, list))],
    ["args", variadicFunction([], anything, (_, values) => numbered(values))],
  ];
}

function presentSample({ to }: GoPointer): true {
  if (to === undefined) throw new CallFailure(nilPointer);
  return true;
}

function firstOf({ items = [] }: GoList): GoValue {
  if (items.length === 0) throw new CallFailure("first() called on vector with no elements");
  return items[0]!;
}

/** Sorts the list itself, as Go does: whoever else holds it sees it sorted too. */
function sortByLabel(label: string, list: GoList): GoList {
  const items = list.items as GoPointer[] | undefined;
  items?.sort((left, right) => compareBytes(labelOf(left, label), labelOf(right, label)));
  return list;
}

/** `args`: what a template is given, as arg0, arg1, … */
function numbered(values: readonly (GoValue | undefined)[]): GoValue {
  return goMap(new Map(values.map((value, at) => [`arg${at}`, goInterface(value)])), argumentsType);
}

function humanizeTimestamp(value: number): string {
  return Number.isFinite(value) ? timeText(timestampOf(value)) : floatText(value, "g", 4);
}

/** The nanoseconds of a time in seconds, which Prometheus keeps to the millisecond. */
function timestampOf(value: number): bigint {
  if (!Number.isFinite(value)) throw new CallFailure("value is NaN or Inf");
  const nanoseconds = value * 1e9;
  if (nanoseconds > 2 ** 63 || nanoseconds < -(2 ** 63)) {
    const shown = floatText(value, "g");
    throw new CallFailure(`${shown} cannot be represented as a nanoseconds timestamp since it overflows int64`);
  }
  return (BigInt(Math.trunc(nanoseconds)) / 1_000_000n) * 1_000_000n;
}
