import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { Artifact } from "../../src/compile/compiled.js";
import { compileProject } from "../../src/compile/index.js";
import { gridColumns } from "../../src/formats/grafana/grid.js";
import { loadProject } from "../../src/project/load/load-project.js";
import { missingChromium, rasterise } from "./chromium.js";
import { describeLayout } from "./describe-layout.js";
import { boxOf, drawDashboard, pictureWidth, visibleTitle } from "./draw/dashboard.js";
import { legendRows, maxLegendShare } from "./draw/graph.js";
import { evaluateDashboards, type PictureDashboard, type PicturePanel } from "./evaluate-dashboard.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const missing = missingChromium();

/** The dashboards of every system, in its production. */
let dashboards: readonly PictureDashboard[];

beforeAll(async () => {
  const { project } = await loadProject({ cwd: repository });
  const { artifacts } = compileProject(project!);
  const isProduction = ({ settings, system }: Artifact) =>
    ["prod", `${system.name}-prod`].includes(settings.environment);
  const present = artifacts.filter(isProduction);
  dashboards = [...new Set(present.map(({ system }) => system))].flatMap((system) => {
    const own = present.filter((artifact) => artifact.system === system);
    return evaluateDashboards({ system, settings: own[0]!.settings, artifacts: own });
  });
}, 240_000);

const panels = () =>
  dashboards.flatMap(({ artifact, panels }) => panels.map((picture) => ({ title: artifact.value.title, picture })));
const failing = (fails: (picture: PicturePanel) => boolean) =>
  panels()
    .filter(({ picture }) => fails(picture))
    .map(({ title, picture }) => `${title}: ${picture.panel.title}`);
const legendOf = ({ panel }: PicturePanel) =>
  (panel.options as { legend?: { showLegend?: boolean; placement?: string } } | undefined)?.legend;

test("the layout of all dashboards", async () => {
  await expect(`${dashboards.map(describeLayout).join("\n\n")}\n`).toMatchFileSnapshot("layouts.txt");
});

describe(`at ${pictureWidth} pixels`, () => {
  test("no title is cut off", () => {
    expect(failing((picture) => visibleTitle(picture) !== picture.panel.title)).toEqual([]);
  });

  test("no line of panels has a hole", () => {
    const holes = dashboards.flatMap(({ artifact, panels }) => {
      return [...new Set(panels.map(({ panel }) => panel.gridPos.y))].flatMap((y) => {
        const line = panels.filter(({ panel }) => panel.gridPos.y === y);
        const width = line.reduce((sum, { panel }) => sum + panel.gridPos.w, 0);
        const heights = new Set(line.map(({ panel }) => panel.gridPos.h));
        return width === gridColumns && heights.size === 1 ? [] : [`${artifact.value.title}, row ${y} of the grid`];
      });
    });
    expect(holes).toEqual([]);
  });

  test("every graph has lines, or says what it means that there are none", () => {
    // Lines of logs are not evaluated.
    const isEmpty = ({ panel, series }: PicturePanel) =>
      panel.type === "timeseries" && series.length === 0 && panel.datasource?.type === "prometheus";
    const isSilent = ({ panel }: PicturePanel) => panel.fieldConfig?.defaults.noValue === undefined;
    expect(failing((picture) => isEmpty(picture) && isSilent(picture))).toEqual([]);
  });

  test("every legend tells its series apart", () => {
    expect(
      failing((picture) => {
        const names = picture.series.map(({ name }) => name);
        return legendOf(picture)?.showLegend === true && new Set(names).size < names.length;
      }),
    ).toEqual([]);
  });

  test("several lines have a legend", () => {
    expect(failing((picture) => picture.series.length > 1 && legendOf(picture)?.showLegend === false)).toEqual([]);
  });

  test("no legend below a graph is cut off", () => {
    expect(
      failing((picture) => {
        const { showLegend, placement } = legendOf(picture) ?? {};
        if (!showLegend || placement !== "bottom") return false;
        const { width, height } = boxOf(picture.panel.gridPos);
        const names = picture.series.map(({ name }) => name);
        return 20 * legendRows(names, width - 16) > maxLegendShare * height;
      }),
    ).toEqual([]);
  });
});

test.skipIf(missing !== undefined)(
  "the pictures are drawn",
  () => {
    const wanted = process.env.TELLTALE_PICTURES;
    const folder = wanted ?? mkdtempSync(join(tmpdir(), "telltale-pictures-"));
    mkdirSync(folder, { recursive: true });
    for (const [index, dashboard] of dashboards.entries()) {
      const file = join(folder, dashboard.artifact.value.uid);
      const svg = drawDashboard(dashboard);
      writeFileSync(`${file}.svg`, svg);
      // A process of Chromium each: unless someone looks at them, one shows that it can be done.
      if (wanted === undefined && index > 0) continue;
      const height = Number(/height="(\d+)"/.exec(svg)![1]);
      rasterise(`${file}.svg`, `${file}.png`, pictureWidth, height);
      const png = readFileSync(`${file}.png`);
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([pictureWidth, height]);
    }
    console.log(`pictures: ${folder}`);
  },
  300_000,
);
