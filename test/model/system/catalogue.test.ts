import { counter, system } from "telltale";
import { describe, expect, test } from "vitest";
import { buildCatalogue } from "../../../src/model/system/catalogue.js";

describe("the labels of up", () => {
  const labelsOfUp = (shop: Parameters<typeof buildCatalogue>[0]) => buildCatalogue(shop).series.get("up")?.labels;

  test("are those of the system", () => {
    const shop = system("shop", { labels: { app: ["cart", "stock"], pod: 20 } });
    expect(labelsOfUp(shop)).toMatchObject({ app: ["cart", "stock"], pod: 20 });
  });

  test("and those that a service has in their place", () => {
    const shop = system("shop", { labels: { app: ["cart"], pod: 20 } });
    const errors = counter("errors_total", { help: "Errors" });
    shop.service("collector", { labels: { app: ["alloy"], pod: ["alloy-0"], node: 3 }, errors });
    expect(labelsOfUp(shop)).toMatchObject({ app: ["cart", "alloy"], pod: 20, node: 3 });
  });
});
