import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

/** Tests with real servers: they take a minute or two, so that `npm test` leaves them out. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  resolve: { alias: { "telltale/testing": source("testing/index.ts"), telltale: source("index.ts") } },
  test: {
    globalSetup: "test/compile-package.ts",
    include: ["test/end-to-end/**/*.test.ts"],
    maxWorkers: "100%",
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
