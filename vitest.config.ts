import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

/** Tests that change how JavaScript calculates before the engine is loaded. */
const isolated = ["test/promql/evaluate/differential/differential.test.ts"];

/**
 * Tests that take long and are the same on every release of Node: drawings, kills and faults at every step, examples of the
 * documentation, languages and formats compared with the real tools, compiled text, and the repository's own alerts.
 */
const sameEverywhere = [
  "alerts/**",
  "test/{check,compile,contributing,docs,formats,logql,pictures,promql,relabel,simulate,systems}/**",
  "test/sync/{backup,kill,reloaded,ruler,verify-target}/**",
  "test/sync/grafana/faults.test.ts",
];
const skipped = process.env.TELLTALE_PORTABLE === undefined ? [] : sameEverywhere;

export default defineConfig({
  resolve: { alias: { "telltale/testing": source("testing/index.ts"), telltale: source("index.ts") } },
  test: {
    globalSetup: "test/compile-package.ts",
    maxWorkers: "100%",
    testTimeout: 30_000,
    projects: [
      { extends: true, test: { name: "isolated", include: isolated } },
      {
        extends: true,
        test: {
          name: "shared",
          include: ["test/**/*.test.ts", "alerts/**/*.test.ts"],
          // Tests with real servers take minutes: `npm run test:end-to-end` runs them.
          exclude: [...configDefaults.exclude, ...isolated, "test/end-to-end/**", ...skipped],
          // Files share their modules within a worker, which makes the suite three times as fast: they leave no state.
          isolate: false,
        },
      },
    ],
  },
});
