import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: "quick", include: ["alerts/fires.test.ts"] } },
      { extends: true, test: { name: "slow", include: ["alerts/quiet.test.ts"] } },
    ],
  },
});
