/** How the page is built: into `dist`, which the service embeds and serves under a strict content security policy. */
import { NodePackageImporter } from "sass";
import { defineConfig, type Plugin } from "vite";

/** Writes the names of the page's files into its service worker, which keeps them for when there is no network. */
const filesOfThePage: Plugin = {
  name: "files-of-the-page",
  // After the page itself is written: what only leads to other files is taken out then.
  enforce: "post",
  generateBundle(_, bundle) {
    const names = ["index.html", ...Object.keys(bundle).filter((name) => name.startsWith("web/"))].sort();
    const worker = bundle["worker.js"];
    if (worker?.type !== "chunk" || worker.imports.length > 0) throw new Error("the service worker has to be one file");
    worker.code = worker.code.replace("PAGE_FILES", () => JSON.stringify(names));
  },
};

export default defineConfig({
  base: "./",
  plugins: [filesOfThePage],
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
      input: { index: "index.html", worker: "src/worker/worker.ts" },
      output: {
        // A worker looks after the addresses below its own, so it stands at the top and has one name for ever.
        entryFileNames: ({ name }) => (name === "worker" ? "worker.js" : "web/[name]-[hash].js"),
        codeSplitting: {
          groups: [
            // The map library changes less often than we do: on its own it stays in the reader's cache.
            { name: "map-library", test: /maplibre-gl/, priority: 2 },
            // All that the first view needs in one file, although the parts loaded later use some of it too.
            { name: "index", test: /src\/main\.ts$/, priority: 1 },
          ],
        },
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
