import { expect, test } from "vitest";
import { writeFiles } from "../../project/temporary-folder.js";
import { alertingFiles, decoysOf, environment, setUpAlerting } from "../../sync/grafana/alerting/set-up.js";
import type { GrafanaDouble } from "../../sync/grafana/double/grafana-double.js";
import { telltale } from "../../sync/telltale.js";
import { killAtRequests } from "./kill-at-requests.js";

/** What everybody has, without the times of writes and the salts of marks. */
function contents({ store: { alerting } }: GrafanaDouble) {
  const { rules, contactPoints, muteTimings, templates, policies } = alerting.snapshot();
  const own = [...rules.values()].map(({ updated: _, ...rule }) => rule).sort((a, b) => (a.uid < b.uid ? -1 : 1));
  const points = [...contactPoints.values()].map(({ settings: { telltale: _, ...rest }, ...one }) => ({
    ...one,
    rest,
  }));
  return { own, points, muteTimings: [...muteTimings].sort(), templates: [...templates].sort(), policies };
}

test("a sync of alerting converges after it was killed at any request", { timeout: 2_400_000 }, async () => {
  const { grafana, root, before: decoys } = await setUpAlerting("apis", { more: ["One", "Two"], hours: "08:00-17:00" });
  expect((await telltale(root, ["sync", "--yes"], environment)).code).toBe(0);
  writeFiles(root, alertingFiles({ threshold: 2, more: ["Two", "Three"], channel: "#cart", hours: "09:00-17:00" }));
  await killAtRequests({
    ...{ place: "alerting of Grafana" as const, server: grafana, root, args: ["sync", "--yes"], env: environment },
    save: () => grafana.store.snapshot(),
    restore: (state) => grafana.store.restore(state),
    contents: () => contents(grafana),
    check: () => expect(decoysOf(grafana)).toEqual(decoys),
    // Between writes, every request only reads.
    readStride: 6,
    settledStride: 7,
  });
});
