import type { Labels } from "../../src/routing/label-test.js";

/** The moments at which Alertmanager received alerts and flushed groups, by its own clock. Needs `--log.level=debug`. */
export interface AlertmanagerLog {
  /** The times at which an alert was received, in order. */
  receipts(labels: Labels): readonly number[];
  /** The times at which a group was flushed, in order. The key is that of its notifications. */
  flushes(groupKey: string): readonly number[];
}

export function readAlertmanagerLog(text: string): AlertmanagerLog {
  const receipts = new Map<string, number[]>();
  const flushes = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, key: string, time: string) => {
    const times = map.get(key) ?? [];
    map.set(key, times);
    times.push(Date.parse(time));
  };
  for (const [, time, fingerprint] of text.matchAll(/^ts=(\S+) .* msg="Received alert" alert=\[?(?:\w*\[)?(\w+)\]/gm)) {
    add(receipts, fingerprint!, time!);
  }
  for (const [, time, group] of text.matchAll(/^ts=(\S+) .* aggrGroup=("(?:[^"\\]|\\.)*"|\S+) msg=flushing /gm)) {
    add(flushes, group!.startsWith('"') ? (JSON.parse(group!) as string) : group!, time!);
  }
  return {
    receipts: (labels) => receipts.get(shortFingerprint(labels)) ?? [],
    flushes: (groupKey) => flushes.get(groupKey) ?? [],
  };
}

/** The first digits of an alert's fingerprint, FNV-1a of its labels, by which the log names it. */
function shortFingerprint(labels: Labels): string {
  const bytes = Object.entries(labels)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, value]) => [...Buffer.from(name), 255, ...Buffer.from(value), 255]);
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0").slice(0, 7);
}
