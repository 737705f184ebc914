import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// The one file a shop names in its page: self-contained, and always at the same address.
export default defineConfig({
  root: here("."),
  build: {
    outDir: here("../assistant/entry/built"),
    emptyOutDir: false,
    target: "es2020",
    cssTarget: ["chrome111", "firefox115", "safari16.4"],
    lib: {
      entry: here("loader/main.ts"),
      formats: ["iife"],
      name: "SupportAssistantLoader",
      fileName: () => "widget.js",
    },
  },
});
