import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { press } from './scripts/press.mjs';

export default defineConfig({
  plugins: [react(), press()],
  worker: { format: 'es' },
  // What is small is a file too: the page's policy lets nothing in that is written into it.
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 2000 },
  server: { proxy: { '^/(api|odata|stac|missions|health|openapi)': process.env.GANTRY_URL ?? 'http://127.0.0.1:8420' } },
});
