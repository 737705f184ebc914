import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// The pages' scripts and styles. Each entry is found again by its path in `.vite/manifest.json`.
export default defineConfig({
  root: here("."),
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: here("../assistant/entry/built"),
    emptyOutDir: true,
    manifest: true,
    target: "es2021",
    cssTarget: ["chrome111", "firefox115", "safari16.4"],
    modulePreload: false,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        widget: here("widget/main.tsx"),
        contact: here("contact/main.ts"),
        ticket: here("ticket/main.ts"),
        console: here("console/main.tsx"),
        "site-style": here("styles/site.css"),
        "widget-style": here("styles/widget.css"),
      },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["**/*.test.{ts,tsx}"],
    exclude: ["node_modules/**"],
    testTimeout: 10_000,
  },
});
