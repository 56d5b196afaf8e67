import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { corpusFolder } from "../../oracles/corpus.js";
import { type Personality, startGrafana } from "../grafana/double/grafana-double.js";
import { adopt, changedPaths } from "./adopt.js";

const { path: folder, missing } = corpusFolder("dashboards");

test.skipIf(missing !== undefined).each<Personality>(["apis", "api"])(
  "real dashboards are adopted as they are, but for what is said of them: /%s",
  { timeout: 300_000 },
  async (personality) => {
    const grafana = await startGrafana(personality);
    const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
    for (const [index, name] of names.entries()) {
      const json = JSON.parse(readFileSync(join(folder, name), "utf8")) as Record<string, unknown>;
      const { id: _, uid: __, version: ___, ...spec } = json;
      const given = { kind: "Dashboard", annotations: {}, labels: {}, storedVersion: "v1beta1" } as const;
      grafana.store.put({ ...given, name: `real-${index}`, spec });
    }
    const adopted = await adopt(grafana);
    expect(adopted.report.leftOut).toEqual([]);
    expect(adopted.errors).toEqual([]);
    const unsaid = adopted.report.pulled.filter(
      ({ found, notes }) => notes.length === 0 && changedPaths(adopted, found.id).length > 0,
    );
    expect(unsaid.map(({ found }) => found.name)).toEqual([]);
    expect(adopted.report.pulled.filter(({ notes }) => notes.length === 0).length).toBeGreaterThan(names.length / 4);
    expect(grafana.writes()).toEqual([]);
  },
);
