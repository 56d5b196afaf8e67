import { expect, test } from "vitest";
import { rounds, seed } from "../oracles/rounds.js";
import { missingTool } from "../oracles/tools.js";
import { compareWithAmtool } from "./compare-with-amtool.js";

// 500 alerts; `test/end-to-end` routes 2,000 others.
test.skipIf(missingTool("amtool"))(
  "amtool routes random alerts to the same receivers",
  { timeout: 240_000 },
  async () => {
    const differences = await compareWithAmtool(rounds(20), seed);
    expect(differences.slice(0, 2)).toEqual([]);
  },
);
