/** Browser tests: a real Chromium on the real service (see `e2e/service.ts`). One file at a time: the browser is the bottleneck. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: ["e2e/service.ts"],
    include: ["e2e/**/*.spec.ts"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
