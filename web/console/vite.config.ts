import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import react from "@vitejs/plugin-react";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const apiUrl = process.env["API_URL"] ?? "http://127.0.0.1:8080";

// `--mode mock` answers the API from generated data in the browser: development only. The
// service worker it needs lies in mock/public, which no other mode reads.
export default defineConfig(({ mode }) => ({
  plugins: [react()],
  publicDir: mode === "mock" ? "mock/public" : "public",
  resolve: { alias: { "@": here("./src"), "@mock": here("./mock") } },
  server: {
    port: 5173,
    proxy: mode === "mock" ? undefined : { "/api": apiUrl },
  },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // The console, and the page that payers see.
      input: { index: here("./index.html"), pay: here("./pay.html") },
      output: {
        advancedChunks: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler|react-router)\// },
            { name: "echarts", test: /node_modules\/(echarts|zrender)\// },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["./test/setup.ts"],
    include: ["test/**/*.test.{ts,tsx}", "src/**/*.test.{ts,tsx}"],
    testTimeout: 40_000,
  },
}));
