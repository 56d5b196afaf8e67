import { expect, test } from "vitest";
import { SourceFiles } from "../../src/source/source-files.js";

test("a file is read and parsed once, when it is first needed", () => {
  const reads: string[] = [];
  const sources = new SourceFiles((file) => {
    reads.push(file);
    return "alert();";
  });
  expect(reads).toEqual([]);
  const tree = sources.tree("alerts.ts");
  expect(tree?.calls.size).toBe(1);
  expect(sources.tree("alerts.ts")).toBe(tree);
  expect(sources.read("alerts.ts")).toBe("alert();");
  expect(reads).toEqual(["alerts.ts"]);
});

test.each([
  ["alerts.ts", "alert(<Options>{});"],
  ["alerts.mts", "export const a = alert() satisfies Alert;"],
  ["alerts.tsx", "export const a = <A title={alert()} />;"],
  ["alerts.js", "export const a = alert();"],
  ["alerts.jsx", "export const a = <A title={alert()} />;"],
])("%s is parsed in its language", (file, text) => {
  expect(new SourceFiles(() => text).tree(file)?.calls.size).toBe(1);
});

test("a file that cannot be read or parsed has no tree", () => {
  expect(new SourceFiles(() => undefined).tree("alerts.ts")).toBeUndefined();
  expect(new SourceFiles(() => "alert(").tree("alerts.ts")).toBeUndefined();
});
