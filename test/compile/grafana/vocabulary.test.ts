import {
  annotation,
  counter,
  deployments,
  info,
  libraryPanel,
  promql,
  row,
  stat,
  system,
  taggedAnnotation,
  variable,
} from "telltale";
import { expect, test } from "vitest";
import { convertToV2 } from "../../../src/formats/grafana/v2/from-classic.js";
import { convertToClassic } from "../../../src/formats/grafana/v2/to-classic.js";
import { hasCorpusSchemas, validateAgainstCorpus } from "../../formats/grafana/corpus-schemas.js";
import { compiled, dashboardsOf } from "../project.js";

/** A dashboard with every kind of variable and annotation, and every setting. */
function everything() {
  const shop = system("shop", { labels: { app: 3, pod: 20 }, serviceLabel: "app" });
  const cart = shop.service("cart", {
    requests: counter("cart_requests_total", { help: "Requests" }),
    build: info("cart_build_info", { help: "Running version", labels: { version: 2 } }),
  });
  const pod = variable.label("pod", cart.requests, "pod", { sort: "natural", hide: "label", regex: /^cart/ });
  const total = promql`sum(rate(${cart.requests}[5m]))`;
  const owner = system("owner", {});
  owner.dashboard("One", {
    variables: [
      pod,
      variable.query("busy", total, { refresh: "load", descending: true }),
      variable.list("tier", [{ text: "Professional", value: "pro" }], { allowCustomValue: false }),
      variable.dataSource("source", "prometheus"),
      variable.intervals("step", ["5m"], { auto: { steps: 10, min: "1m" } }),
      variable.filters("filters"),
      variable.groupBy("by"),
      variable.text("search", "x", { skipUrlSync: true }),
    ],
    annotations: [
      annotation("Busy", total, { text: "{{app}}", tags: ["app"], panels: { except: ["A"] } }),
      deployments(cart.build, "version"),
      taggedAnnotation("Releases", ["release"]),
    ],
    quickRanges: { Shift: "8h" },
    refreshChoices: ["1m"],
    nowDelay: "1m",
    hideTimePicker: true,
    weekStart: "monday",
    timeZone: "utc",
    fiscalYearStartMonth: "april",
    liveNow: true,
    preload: true,
    editable: true,
    tooltip: "tooltip",
    links: [{ title: "Team", tag: "team", asDropdown: false, tooltip: "Ours" }],
    rows: [
      row("$pod", [stat("A", total, { repeat: pod, repeatDirection: "vertical" }), libraryPanel("u", "Traffic")], {
        repeat: pod,
      }),
    ],
  });
  const result = compiled(owner);
  expect(result.diagnostics).toEqual([]);
  return JSON.parse(JSON.stringify(dashboardsOf(result)[0]));
}

test.skipIf(!hasCorpusSchemas)("everything matches Grafana's own schema", () => {
  expect(validateAgainstCorpus(everything())).toEqual([]);
});

test("nothing is lost in the form of Grafana 12 and 13, and back", () => {
  const { uid: _uid, panels, ...dashboard } = everything();
  const back = JSON.parse(JSON.stringify(convertToClassic(convertToV2({ ...dashboard, panels }))));
  expect(back).toMatchObject(dashboard);
  expect(back.panels).toMatchObject([
    { type: "row", repeat: "pod" },
    { repeat: "pod", repeatDirection: "v" },
    { libraryPanel: panels[2].libraryPanel },
  ]);
});
