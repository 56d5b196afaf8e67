import type { Metric } from "./metric.js";

const bits64 = (1n << 64n) - 1n;
const prime1 = 11400714785074694791n;
const prime2 = 14029467366897019727n;
const prime3 = 1609587929392839161n;
const prime4 = 9650029242287828579n;
const prime5 = 2870177450012600261n;

function rotate(value: bigint, by: bigint): bigint {
  return ((value << by) | (value >> (64n - by))) & bits64;
}

function round(accumulator: bigint, input: bigint): bigint {
  return (rotate((accumulator + input * prime2) & bits64, 31n) * prime1) & bits64;
}

function mergeRound(accumulator: bigint, value: bigint): bigint {
  return ((accumulator ^ round(0n, value)) * prime1 + prime4) & bits64;
}

/** Computes the 64-bit xxHash with seed 0. */
function xxHash64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let hash = prime5;
  if (bytes.length >= 32) {
    const lanes = [(prime1 + prime2) & bits64, prime2, 0n, -prime1 & bits64];
    for (; at + 32 <= bytes.length; at += 32) {
      for (let lane = 0; lane < 4; lane++) lanes[lane] = round(lanes[lane]!, view.getBigUint64(at + 8 * lane, true));
    }
    const [a, b, c, d] = lanes as [bigint, bigint, bigint, bigint];
    hash = (rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n)) & bits64;
    for (const lane of lanes) hash = mergeRound(hash, lane);
  }
  hash = (hash + BigInt(bytes.length)) & bits64;
  for (; at + 8 <= bytes.length; at += 8) {
    hash = (rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * prime1 + prime4) & bits64;
  }
  if (at + 4 <= bytes.length) {
    hash = (rotate(hash ^ ((BigInt(view.getUint32(at, true)) * prime1) & bits64), 23n) * prime2 + prime3) & bits64;
    at += 4;
  }
  for (; at < bytes.length; at++) {
    hash = (rotate(hash ^ ((BigInt(bytes[at]!) * prime5) & bits64), 11n) * prime1) & bits64;
  }
  hash = ((hash ^ (hash >> 33n)) * prime2) & bits64;
  hash = ((hash ^ (hash >> 29n)) * prime3) & bits64;
  return hash ^ (hash >> 32n);
}

const end = Uint8Array.of(0xff);
const encoder = new TextEncoder();

/** Returns the hash of a series' labels as a fraction between 0 and 1. */
export function labelHash({ names, values }: Metric): number {
  const parts = names.flatMap((name, index) => [encoder.encode(name), end, encoder.encode(values[index]!), end]);
  return Number(xxHash64(Buffer.concat(parts))) / Number(bits64);
}
