import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    testTimeout: 1,
    projects: [
      { extends: true, test: { name: "quick", include: ["alerts/fires.test.ts"] } },
      { extends: true, test: { name: "slow", include: ["alerts/quiet.test.ts"] } },
    ],
  },
});
