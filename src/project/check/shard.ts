import { compareText } from "../../diagnostics/order.js";

/** One part of the files of a run, from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** Parses `2/4`; undefined for anything else. */
export function parseShard(text: string): Shard | undefined {
  const [, first = "", second = ""] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const [index, of] = [Number(first), Number(second)];
  return index >= 1 && index <= of ? { index, of } : undefined;
}

/**
 * Assigns files to shards of about the same size, the same way in every process: the largest first, each to the shard
 * that has the least. Files that nobody assigned, such as those that cannot be read, belong to the first.
 */
export function assignShards(
  files: readonly { readonly path: string; readonly text: string }[],
  of: number,
): (path: string) => number {
  const bySize = [...files].sort(
    (one, other) => other.text.length - one.text.length || compareText(one.path, other.path),
  );
  const sizes = Array.from({ length: of }, () => 0);
  const shards = new Map<string, number>();
  for (const { path, text } of bySize) {
    const least = sizes.indexOf(Math.min(...sizes));
    sizes[least]! += text.length + overhead;
    shards.set(path, least + 1);
  }
  return (path) => shards.get(path) ?? 1;
}

/** A small file costs more than its text. */
const overhead = 500;
