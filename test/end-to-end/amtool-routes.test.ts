import { expect, test } from "vitest";
import { rounds, seed } from "../oracles/rounds.js";
import { missingTool } from "../oracles/tools.js";
import { alertsPerConfig, compareWithAmtool } from "../routing/compare-with-amtool.js";

test.skipIf(missingTool("amtool"))("amtool routes 2,000 random alerts to the same receivers", async () => {
  const differences = await compareWithAmtool(rounds(2000 / alertsPerConfig), seed + 1);
  expect(differences.slice(0, 2)).toEqual([]);
});
