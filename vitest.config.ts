import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig({
  resolve: { alias: { "telltale/testing": source("testing/index.ts"), telltale: source("index.ts") } },
  test: {
    include: ["test/**/*.test.ts", "alerts/**/*.test.ts"],
    globalSetup: "test/compile-package.ts",
    // Files share their modules within a worker, which makes the suite three times as fast: tests leave no state behind.
    isolate: false,
    maxWorkers: "100%",
    testTimeout: 30_000,
  },
});
