import { eventRatio, promql, system } from "telltale";
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

test("the name of an SLO is a label of its series, so that a key does not tell two apart", () => {
  const made = shop();
  const rate = promql`rate(x_total[5m])`;
  const slo = {
    description: "…",
    indicator: eventRatio({ failed: rate, of: rate }),
    objective: "99%",
    window: "7d",
  } as const;
  made.slo("orders", slo);
  made.slo("orders", { ...slo, key: "other" });
  expect(checkNames([made])).toMatchObject([{ subject: 'SLO "orders"', fix: "rename one of them" }]);
});

test("a key tells alerts of one name apart", () => {
  const made = shop();
  made.alert("Down", alert);
  made.alert("Down", { ...alert, key: "other" });
  expect(checkNames([made])).toEqual([]);
});
