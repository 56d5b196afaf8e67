import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";
import ProcessesFirst from "./test/processes-first.js";

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

/** Tests that change how JavaScript calculates, or a module of Node, before the code is loaded. */
const isolated = [
  "test/promql/evaluate/differential/differential.test.ts",
  "test/project/files/unreadable-folder.test.ts",
];

const every = ["test/**/*.test.ts", "alerts/**/*.test.ts"];

/** Tests of what may differ between releases of Node: processes, modules, files, connections, regular expressions. */
const ofNode = [
  "test/{cli,hostile,package,regexp,testing}/**/*.test.ts",
  "test/project/{config,evaluate,files,load,modules,output,test}/**/*.test.ts",
  "test/sync/{files,http,plan}/**/*.test.ts",
];

export default defineConfig({
  resolve: { alias: { "telltale/testing": source("testing/index.ts"), telltale: source("index.ts") } },
  test: {
    globalSetup: "test/compile-package.ts",
    maxWorkers: "100%",
    testTimeout: 30_000,
    sequence: { sequencer: ProcessesFirst },
    projects: [
      { extends: true, test: { name: "isolated", include: isolated } },
      {
        extends: true,
        test: {
          name: "shared",
          include: process.env.TELLTALE_PORTABLE === undefined ? every : ofNode,
          // Tests with real servers take minutes: `npm run test:end-to-end` runs them.
          exclude: [...configDefaults.exclude, ...isolated, "test/end-to-end/**"],
          // Files share their modules within a worker, which makes the suite three times as fast: they leave no state.
          isolate: false,
        },
      },
    ],
  },
});
