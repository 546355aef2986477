/** Browser tests: a real Chromium on a running service (`CATMAP_URL`). One file at a time: the browser is the bottleneck. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["e2e/**/*.spec.ts"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
