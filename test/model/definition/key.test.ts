import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { durationMs, formatDuration } from "../../../src/model/definition/duration.js";
import { boundedName, deriveId, deriveKey } from "../../../src/model/definition/key.js";

describe("keys", () => {
  test.each([
    ["User service", "user-service"],
    ["HTTP p95 (all)", "http-p95-all"],
    ["UserHighErrorRatio", "user-high-error-ratio"],
    ["HighCPUUsage", "high-cpu-usage"],
    ["Pod IDs", "pod-ids"],
    ["Überlast – Größe", "uberlast-gro-e"],
  ])("%s → %s", (title, key) => expect(deriveKey(title)).toBe(key));

  test("a title without a Latin letter gets a hash", () => {
    expect(deriveKey("日本語")).toMatch(/^[0-9a-f]{8}$/);
    expect(deriveKey("日本語")).not.toBe(deriveKey("中文"));
  });

  test("are safe in paths and uids for any title", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (title) => /^[a-z0-9-]+$/.test(deriveKey(title))));
  });
});

describe("bounded names", () => {
  test("a name that fits is unchanged", () => expect(boundedName(["qnt9", "user"], 40)).toBe("qnt9-user"));

  test("a longer name is cut, and stays unique", () => {
    const long = "a-very-long-title-that-goes-on-and-on";
    const one = boundedName(["system", long, "one"], 40);
    const two = boundedName(["system", long, "two"], 40);
    expect(one).toMatch(/^system-a-very-long-title-that-g-[0-9a-f]{8}$/);
    expect(one.length).toBeLessThanOrEqual(40);
    expect(one).not.toBe(two);
  });
});

test("the id of a key is a positive 31-bit integer, always the same", () => {
  fc.assert(
    fc.property(fc.string(), (key) => {
      const number = deriveId(key);
      return Number.isInteger(number) && number > 0 && number < 2 ** 31 && number === deriveId(key);
    }),
  );
});

describe("durations", () => {
  test.each([
    ["5m", 300_000],
    ["1h30m", 5_400_000],
    ["1d", 86_400_000],
    ["500ms", 500],
    ["0", 0],
  ])("%s is %d ms", (text, ms) => expect(durationMs(text)).toBe(ms));

  test.each(["", "5", "5min", "1.5h", "-5m", "m5", "5m5h"])("%j is not a duration", (text) =>
    expect(durationMs(text)).toBe(undefined),
  );

  test("formatting and parsing are inverse", () => {
    fc.assert(fc.property(fc.nat(10_000_000_000), (ms) => durationMs(formatDuration(ms)) === ms));
  });
});
