import { expect, test } from "vitest";
import { writeFiles } from "../../project/temporary-folder.js";
import { alertingFiles, decoysOf, environment, setUpAlerting } from "../../sync/grafana/alerting/set-up.js";
import type { GrafanaDouble } from "../../sync/grafana/double/grafana-double.js";
import { telltale } from "../../sync/telltale.js";
import { countKill } from "./kill-count.js";

/** Of the requests that read, every so many is a place to kill the sync at. */
const readStride = 6;

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
  const run = (observe?: (kill: () => void) => void) => telltale(root, ["sync", "--yes"], environment, observe);
  expect((await run()).code).toBe(0);
  writeFiles(root, alertingFiles({ threshold: 2, more: ["Two", "Three"], channel: "#cart", hours: "09:00-17:00" }));
  const start = grafana.store.snapshot();
  grafana.forget();
  expect((await run()).code).toBe(0);
  // Between writes, every request only reads.
  const isKilled = grafana.requests.map(({ method }, index) => method !== "GET" || index % readStride === 0);
  const expected = contents(grafana);
  for (const [index, isChosen] of isKilled.entries()) {
    const number = index + 1;
    if (!isChosen) continue;
    for (const moment of ["before", "after"] as const) {
      grafana.store.restore(start);
      grafana.forget();
      const killed = await run((kill) => {
        grafana.observe = (at, when) => {
          if (at === number && when === moment) kill();
        };
      });
      grafana.observe = undefined;
      expect(killed.code, `request ${number}`).toBe(null);
      countKill("alerting of Grafana");
      expect(decoysOf(grafana)).toEqual(decoys);
      const again = await run();
      const stderr = again.stderr.replace(/^grafana: an earlier .*\n/, "");
      expect({ number, moment, code: again.code, stderr }).toEqual({ number, moment, code: 0, stderr: "" });
      expect(contents(grafana), `request ${number}`).toEqual(expected);
      expect(decoysOf(grafana)).toEqual(decoys);
    }
  }
});
