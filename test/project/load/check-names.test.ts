import { promql, system } from "telltale";
import { expect, test } from "vitest";
import { checkNames } from "../../../src/project/load/check-names.js";

const shop = () => system("shop", { environments: { staging: {}, prod: {} } });
const alert = { when: promql`up == 0`, severity: "warning", summary: "…" };

test("a name is unique among the definitions of an environment", () => {
  const made = shop();
  made.alert("Down", { ...alert, only: ["staging"] });
  made.alert("Down", { ...alert, only: ["prod"] });
  expect(checkNames([made])).toEqual([]);
  made.alert("Down", alert);
  expect(checkNames([made])).toMatchObject([{ id: "definition/duplicate-name", subject: 'alert "Down"' }]);
});
