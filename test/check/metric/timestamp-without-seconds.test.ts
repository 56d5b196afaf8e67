import { expect, test } from "vitest";
import { timestampWithoutSeconds } from "../../../src/check/metric/timestamp-without-seconds.js";
import { gauge, system } from "../../../src/index.js";
import { estate, findings, within } from "../build-subjects.js";

function findingsFor(...names: string[]) {
  const shop = system("shop", { routes: {} });
  shop.service("cart", Object.fromEntries(names.map((name) => [name, gauge(name, { help: "When" })])));
  return findings(timestampWithoutSeconds, estate({}, within(shop)));
}

test("the name of a timestamp ends in _seconds", () => {
  expect(findingsFor("last_training_timestamp", "last_backup_timestamp_ms")).toMatchObject([
    { fix: 'expose seconds as "last_training_timestamp_seconds"' },
    { fix: 'expose seconds as "last_backup_timestamp_seconds"' },
  ]);
  expect(findingsFor("last_training_timestamp_seconds", "timestamps_seen")).toEqual([]);
});
