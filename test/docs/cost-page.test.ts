import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { projectCosts } from "../../src/project/cost/project-costs.js";
import { renderCost } from "../../src/project/cost/render-cost.js";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const page = `${repository}docs/cost.md`;
const block = /(cost-page\.test\.ts -->\n\n```text\n)([\s\S]*?)(```)/;

/** Lines of a page are not endless. */
function shorten(text: string): string {
  return text
    .split("\n")
    .map((line) => (line.length > 160 ? `${line.slice(0, 159)}…` : line))
    .join("\n");
}

test("the page shows the cost of QNT9 in production as it is, and the document's sum can be met", {
  timeout: 120_000,
}, async () => {
  const result = await projectCosts({ cwd: repository, system: "qnt9" });
  if (!("costs" in result)) throw new Error("the repository does not compile");
  const prod = result.costs.find(({ environment }) => environment === "prod")!;
  const text = shorten(renderCost(prod));
  const before = readFileSync(page, "utf8");
  if (process.env.UPDATE_PAGES === "1")
    writeFileSync(
      page,
      before.replace(block, (_, head, __, tail) => head + text + tail),
    );
  expect(block.exec(readFileSync(page, "utf8"))?.[2]).toBe(text);
  expect(prod.dollars - prod.unusedDollars).toBeLessThan(65);
  // As the page says of scrapes every 15 seconds.
  expect((4 * prod.series - 10_000) * 0.0065).toBeGreaterThan(400);
});
