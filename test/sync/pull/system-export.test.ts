import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { define } from "../../../src/model/definition/definition.js";
import { Origin } from "../../../src/model/definition/origin.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { chooseSystem, findSystemExport, importSystem } from "../../../src/sync/pull/system-export.js";
import { temporaryFolder } from "../../project/temporary-folder.js";

function systemIn(file: string, name = "shop"): SystemFacts {
  const origin = Object.defineProperty(new Origin(), "position", { value: { file, line: 1, column: 1 } });
  return define({ kind: "system", name }, origin) as unknown as SystemFacts;
}

describe("the system of pulled definitions", () => {
  test("is the only one of the target, or that of a name", () => {
    const [shop, bank] = [systemIn("a.ts"), systemIn("b.ts", "bank")];
    expect(chooseSystem([shop], undefined)).toBe(shop);
    expect(chooseSystem([shop, bank], "bank")).toBe(bank);
    expect(() => chooseSystem([shop, bank], undefined)).toThrow("the project has several systems: shop, bank");
    expect(() => chooseSystem([shop], "shup")).toThrow('there is no system "shup"');
    expect(() => chooseSystem([], undefined)).toThrow("no system of the target");
  });

  test.each([
    ['export const shop = system("shop", {', "shop"],
    ["export const theShop = system('shop', options);", "theShop"],
    ['export const bank = system("bank", {});\nexport const $s =\n  system(\n    `shop`,', "$s"],
  ])("is imported by the name that it is exported by: %s", (text, constant) => {
    const root = temporaryFolder({ "systems/.keep": "" });
    const file = join(root, "systems/shop.ts");
    writeFileSync(file, text);
    const found = findSystemExport(systemIn(file), root);
    expect(found).toEqual({ name: "shop", constant, file: "systems/shop.ts" });
    expect(importSystem(found, "dashboards/nodes/a")).toBe(`import { ${constant} } from "../../systems/shop.js";`);
    expect(importSystem(found, "systems/a")).toBe(`import { ${constant} } from "./shop.js";`);
  });

  test("that is exported in another way cannot be imported", () => {
    const root = temporaryFolder({ "shop.ts": 'export default system("shop", {});' });
    expect(() => findSystemExport(systemIn(join(root, "shop.ts")), root)).toThrow("shop.ts does not export the system");
  });
});
