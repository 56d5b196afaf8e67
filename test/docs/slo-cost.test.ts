import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const repository = fileURLToPath(new URL("../../", import.meta.url));

/** The scans and the millions of samples of each tool, as a text has them. */
function costsIn(text: string, pattern: RegExp) {
  const number = (digits: string) => Number(digits.replaceAll(",", ""));
  const rows = [...text.matchAll(pattern)].map(([, tool = "", scans = "", samples = ""]) => {
    return [tool.toLowerCase(), { scans: number(scans), samples: number(samples) }] as const;
  });
  return Object.fromEntries(rows);
}

test("the rules of an SLO read less than sloth's and pyrra's, and as much as the page says", () => {
  const { stdout, status } = spawnSync(process.execPath, ["bench/main.mjs", "sloCost"], {
    cwd: repository,
    encoding: "utf8",
  });
  expect(status, stdout).toBe(0);
  const counted = costsIn(stdout, /^ {2}(\w+) +\d+ rules, ([\d,]+) scans .*?, ([\d,]+) samples$/gm);
  const written = costsIn(
    readFileSync(`${repository}docs/slo.md`, "utf8"),
    /^\| (\w+)(?: [\d.]+)? \| ([\d,]+) \| ([\d.]+) million \|$/gm,
  );
  expect(Object.keys(counted)).toEqual(["telltale", "sloth", "pyrra"]);
  expect(written).toEqual(
    Object.fromEntries(
      Object.entries(counted).map(([tool, { scans, samples }]) => [
        tool,
        { scans, samples: Number((samples / 1e6).toFixed(1)) },
      ]),
    ),
  );
  const { telltale, sloth, pyrra } = counted;
  expect(telltale!.scans).toBeLessThan(Math.min(sloth!.scans, pyrra!.scans));
  expect(telltale!.samples).toBeLessThan(Math.min(sloth!.samples, pyrra!.samples));
});
