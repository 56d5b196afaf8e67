import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig({
  resolve: { alias: { "telltale/testing": source("testing/index.ts"), telltale: source("index.ts") } },
  test: {
    include: ["test/**/*.test.ts", "alerts/**/*.test.ts"],
    globalSetup: "test/compile-package.ts",
    testTimeout: 30_000,
  },
});
