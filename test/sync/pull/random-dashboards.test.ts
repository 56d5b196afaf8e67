import fc from "fast-check";
import { expect, test } from "vitest";
import { type Personality, startGrafana } from "../grafana/double/grafana-double.js";
import { adopt, changedPaths } from "./adopt.js";

const rounds = Math.max(1, 3 * Number(process.env.TELLTALE_ROUNDS ?? 1));
const seed = Number(process.env.TELLTALE_SEED ?? 1);

/** The variables that queries use. */
const templating = {
  list: [
    { type: "datasource", name: "source", query: "prometheus" },
    { type: "custom", name: "app", query: "a,b" },
  ],
};

const uid = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);
const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20 }),
  fc.constantFrom("Nodes", "nodes", "CON", "é/ß", "日本"),
);
const title = text.map((one) => one.replace(/\p{Cc}/gu, " ")).filter((one) => one.trim() !== "");
const query = fc.record({
  refId: fc.constantFrom("A", "B"),
  expr: fc.constantFrom("up", 'sum(rate(a_total{b="c"}[$__rate_interval]))', 'up{job="$app"}', ""),
  datasource: fc.constantFrom({ type: "prometheus", uid: "theirs" }, { type: "prometheus", uid: "$source" }, null),
});
const panels = fc
  .array(
    fc.record({
      type: fc.constantFrom("timeseries", "stat", "text", "nobody-has-it"),
      title: fc.oneof(title, fc.constant("")),
      gridPos: fc.record({ x: fc.nat(12), y: fc.nat(50), w: fc.constant(12), h: fc.constant(8) }),
      options: fc.jsonValue({ maxDepth: 2 }).map((value) => ({ value })),
      targets: fc.array(query, { maxLength: 2 }),
    }),
    { maxLength: 4 },
  )
  .map((list) => list.map((panel, index) => ({ id: index + 1, ...panel })));
const dashboard = fc.record({
  uid,
  folder: fc.constantFrom(undefined, "f1", "f2", "f3", "shop"),
  spec: fc.record({
    title,
    panels,
    tags: fc.array(title, { maxLength: 2 }),
    description: fc.string(),
    refresh: fc.constantFrom("", "1m"),
    schemaVersion: fc.constantFrom(16, 36, 42),
  }),
});

test.each<Personality>(["apis", "api"])(
  "whatever a Grafana holds, what is pulled plans no change but who owns it: /%s",
  { timeout: 240_000 },
  async (personality) => {
    const all = fc.uniqueArray(dashboard, { selector: (one) => one.uid, minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(all, async (dashboards) => {
        const grafana = await startGrafana(personality);
        const fields = { labels: {}, storedVersion: "v1beta1" };
        for (const [name, titleOf, parent] of [
          ["f1", "Nodes", ""],
          ["f2", "nodes", "f1"],
          ["f3", "General", ""],
          ["shop", "Shop", ""],
        ]) {
          const annotations: Record<string, string> = parent === "" ? {} : { "grafana.app/folder": parent! };
          grafana.store.put({ ...fields, kind: "Folder", name: name!, annotations, spec: { title: titleOf } });
        }
        for (const { uid: name, folder, spec } of dashboards) {
          const annotations: Record<string, string> = folder === undefined ? {} : { "grafana.app/folder": folder };
          grafana.store.put({ ...fields, kind: "Dashboard", name, annotations, spec: { ...spec, templating } });
        }
        const adopted = await adopt(grafana);
        expect(adopted.report.leftOut).toEqual([]);
        expect(adopted.report.pulled).toHaveLength(dashboards.length);
        expect(adopted.errors).toEqual([]);
        const { changes } = adopted.plan;
        for (const { uid: name } of dashboards) {
          expect(changes.find(({ id }) => id === `dashboards/${name}`)?.action).toBe("update");
          expect(changedPaths(adopted, `dashboards/${name}`)).toEqual([]);
        }
        expect(changes.filter(({ id, action }) => id.startsWith("folders/") && action !== "none")).toEqual([]);
        expect(grafana.writes()).toEqual([]);
      }),
      { numRuns: rounds, seed },
    );
  },
);
