import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

/** Tests that take minutes, so that `npm test` leaves them out: real servers, and syncs that are killed at every step. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  resolve: { alias: { "telltale/testing": source("testing/index.ts"), telltale: source("index.ts") } },
  test: {
    globalSetup: ["test/compile-package.ts", "test/end-to-end/kill/kill-count.ts"],
    include: ["test/end-to-end/**/*.test.ts"],
    // Most of them wait for servers.
    maxWorkers: 3,
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
