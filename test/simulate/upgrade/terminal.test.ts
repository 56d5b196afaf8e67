import { expect, test } from "vitest";
import { renderUpgrade } from "../../../src/simulate/upgrade/terminal.js";
import type { UpgradeRun } from "../../../src/simulate/upgrade/upgrade-run.js";

const run: UpgradeRun = {
  ...{ from: ["2.42"], to: "3.16", rules: 3, lokiRules: 2, milliseconds: 1, diagnostics: [], differences: [] },
  scenarios: { tests: 1, simulations: 0, generated: 0 },
};

test("rules of Loki are counted, with the reason why they are not compared", () => {
  const options = { cwd: "/", readSource: () => undefined };
  expect(renderUpgrade(run, options)).toBe(
    "3 rules on Prometheus 2.42 and 3.16 in 1 test: no difference\n" +
      "  not compared: 2 rules of Loki, which Prometheus does not evaluate\n",
  );
  expect(renderUpgrade({ ...run, lokiRules: 0 }, options)).not.toContain("Loki");
});
