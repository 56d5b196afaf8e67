import { system, traceStream } from "telltale";
import { expect, test } from "vitest";
import { panelSubject } from "../../../src/check/subjects/panel-subject.js";
import { unknownTracedService } from "../../../src/check/traceql/unknown-service.js";
import { dashboard, findings, locationText, outside, panel, within } from "../build-subjects.js";

const shop = system("shop", { labels: { app: 2 }, serviceLabel: "app" });
shop.service("cart", { traces: traceStream({ service: "cart-service" }) });
shop.service("pay", { traces: traceStream({ service: "payments" }) });

function found(query: string, context = within(shop)) {
  const target = { refId: "A", datasource: { type: "tempo" }, queryType: "traceql", query };
  const view = panel({ data: { targets: [target] } });
  return findings(unknownTracedService, panelSubject(view, dashboard({ context }), undefined));
}

test.each([
  ['{ resource.service.name = "cart-servce" }', '"cart-servce"', 'write "cart-service"'],
  ['{ "cart" != .service.name } | rate()', '"cart"', 'write one of "cart-service", "payments", or declare its traces'],
  ['{} >> { trace:rootService =~ "search.*" }', '"search.*"', expect.stringContaining("write one of")],
])("reports %s", (query, wrong, fix) => {
  const [finding, ...more] = found(query);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ fix });
  expect(locationText(finding!)).toBe(wrong);
});

test.each([
  '{ resource.service.name = "cart-service" || .service.name =~ "cart-.*|x" }',
  '{ resource.service.name = "$service" && span.service.name = "x" }',
  '{ resource.service.name != nil && resource.service.version = "cart" }',
  "{ resource.service.name = }",
])("accepts %s", (query) => {
  expect(found(query)).toEqual([]);
});

test("without declared traces, nothing is known", () => {
  expect(found('{ resource.service.name = "x" }', outside)).toEqual([]);
  expect(found('{ resource.service.name = "x" }', within(system("empty", {})))).toEqual([]);
});
