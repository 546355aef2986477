/** How the page is built: into `dist`, which the service embeds and serves under a strict content security policy. */
import { NodePackageImporter } from "sass";
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    // `/assets/{id}` is an address of the service, so the bundle keeps out of it.
    assetsDir: "web",
    // Lightning CSS refuses an old media query inside govuk-frontend, so Sass compresses instead.
    cssMinify: false,
    // Nothing may be inlined as script or style; small pictures may stay data addresses.
    assetsInlineLimit: (path) => (path.endsWith(".svg") ? undefined : false),
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      output: {
        // The map library changes less often than we do: on its own it stays in the reader's cache.
        manualChunks: (id: string) => (id.includes("maplibre-gl") ? "map-library" : undefined),
      },
    },
  },
  css: {
    preprocessorOptions: {
      scss: { importers: [new NodePackageImporter()], style: "compressed", quietDeps: true },
    },
  },
  worker: { format: "es" },
});
