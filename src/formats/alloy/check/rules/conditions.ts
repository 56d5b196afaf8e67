import type { TextRange } from "../../../../diagnostics/positions.js";
import { toNumber, toText } from "../../values/convert.js";
import { parseSeconds, parseSize } from "../../values/durations.js";
import type { Value } from "../../values/value.js";
import type { BlockValues } from "./block-values.js";

/** Why a component refuses its attributes. */
export interface Refusal {
  readonly summary: string;
  /** The position: an attribute or an inner block. @default the block */
  readonly at?: TextRange;
  readonly fix?: string;
}

/** A rule across the attributes of a block. */
export type Rule = (block: BlockValues) => Refusal | undefined;

export function valueAt(block: BlockValues, name: string): Value | undefined {
  return block.attributes.get(name)?.value;
}

/** The string of an attribute; undefined if it is absent or not known. */
export function textAt(block: BlockValues, name: string): string | undefined {
  const value = valueAt(block, name);
  return value && toText(value);
}

export function numberAt(block: BlockValues, name: string): number | undefined {
  const value = valueAt(block, name);
  return value && toNumber(value);
}

/** The bool of an attribute, or what it is without one. Undefined if it is not known. */
export function boolAt(block: BlockValues, name: string, otherwise: boolean): boolean | undefined {
  const value = valueAt(block, name);
  if (value === undefined) return otherwise;
  return value.kind === "bool" ? value.value : undefined;
}

/** Seconds of a duration, or what it is without one. Undefined if it is not known. */
export function secondsAt(block: BlockValues, name: string, otherwise?: number): number | undefined {
  const value = valueAt(block, name);
  if (value === undefined) return otherwise;
  const text = toText(value);
  return text === undefined ? undefined : parseSeconds(text);
}

export function bytesAt(block: BlockValues, name: string): number | undefined {
  const text = textAt(block, name);
  return text === undefined ? undefined : parseSize(text);
}

/** The strings of a list; undefined if it is absent or not known. */
export function textsAt(block: BlockValues, name: string): readonly string[] | undefined {
  const value = valueAt(block, name);
  if (value?.kind !== "array" || value.elements === undefined) return undefined;
  const texts = value.elements.map(toText);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

export function rangeOf(block: BlockValues, name: string): TextRange | undefined {
  return block.attributes.get(name)?.range ?? block.blocks.find((inner) => inner.name === name)?.head;
}

/** True for an inner block, and for an attribute that is not null, empty, zero or false. */
export function isSet(block: BlockValues, name: string): boolean {
  const value = valueAt(block, name);
  if (value === undefined) return block.blocks.some((inner) => inner.name === name);
  if (value.kind === "null") return false;
  if (value.kind === "array") return value.elements?.length !== 0;
  if (value.kind === "object") return value.fields?.size !== 0;
  return !("value" in value) || !["", 0, false].includes(value.value as string);
}

function refuse(block: BlockValues, name: string, summary: string, fix?: string): Refusal {
  const at = rangeOf(block, name);
  return { summary, ...(at && { at }), ...(fix !== undefined && { fix }) };
}

/** At most one of these attributes and blocks is set. */
export function atMostOne(...names: readonly string[]): Rule {
  return (block) => {
    const [first, second] = names.filter((name) => isSet(block, name));
    if (second === undefined) return undefined;
    return refuse(block, second, `"${first}" and "${second}" exclude each other`, "keep one of the two");
  };
}

/** One of these is set at least. */
export function atLeastOne(...names: readonly string[]): Rule {
  return (block) => {
    if (names.some((name) => isSet(block, name))) return undefined;
    return { summary: `one of these is required: ${names.map((name) => `"${name}"`).join(", ")}` };
  };
}

/** If one of the first group is set, one of the second is too. */
export function needs(names: readonly string[], others: readonly string[]): Rule {
  return (block) => {
    const set = names.find((name) => isSet(block, name));
    if (set === undefined || others.some((name) => isSet(block, name))) return undefined;
    return refuse(block, set, `"${set}" needs "${others.join('" or "')}" as well`);
  };
}

/** An attribute that is set is not the empty string. */
export function notEmpty(...names: readonly string[]): Rule {
  return (block) => {
    const empty = names.find((name) => textAt(block, name) === "");
    return empty === undefined ? undefined : refuse(block, empty, `"${empty}" must not be empty`);
  };
}

/** Numbers, durations and sizes that are above zero if they are set. */
export function positive(...names: readonly string[]): Rule {
  return atLeast(names, (value) => value > 0, "greater than 0");
}

export function atLeast(names: readonly string[], isFine: (value: number) => boolean, what: string): Rule {
  return (block) => {
    const wrong = names.find((name) => {
      const value = numberAt(block, name) ?? secondsAt(block, name) ?? bytesAt(block, name);
      return value !== undefined && !isFine(value);
    });
    return wrong === undefined ? undefined : refuse(block, wrong, `"${wrong}" must be ${what}`);
  };
}

/** A string that is one of a few, if it is set and known. */
export function oneOf(name: string, values: readonly string[]): Rule {
  return (block) => {
    const text = textAt(block, name);
    if (text === undefined || values.includes(text)) return undefined;
    return refuse(block, name, `"${name}" must be one of ${values.join(", ")}`);
  };
}

/** Each of a list of strings is one of a few. */
export function eachOf(name: string, values: readonly string[]): Rule {
  return (block) => {
    const wrong = textsAt(block, name)?.find((text) => !values.includes(text));
    return wrong === undefined
      ? undefined
      : refuse(block, name, `"${name}" has "${wrong}"`, `use ${values.join(", ")}`);
  };
}

/** A refusal at an attribute, where a condition holds. */
export function when(condition: (block: BlockValues) => boolean, name: string, summary: string, fix?: string): Rule {
  return (block) => (condition(block) ? refuse(block, name, summary, fix) : undefined);
}
