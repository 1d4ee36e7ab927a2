import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const chromium = [process.env.GANTRY_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(file => file && existsSync(file));

export default defineConfig({
  testDir: 'e2e',
  testMatch: process.env.GANTRY_PICTURES ? 'pictures.ts' : '*.spec.ts',
  globalSetup: './e2e/begin.ts',
  // One server, whose state the tests share and change.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 45_000 },
  reporter: process.env.GANTRY_COUNT ? [['line'], ['json', { outputFile: process.env.GANTRY_COUNT }]] : 'line',
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: chromium,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
