import { defineConfig } from '@playwright/test';
import { findChromium } from '../support/chromium.ts';

const { executablePath, args, env } = await findChromium();

// The real program over a database of its own, in a real browser. One worker: the stories share one invented province.
export default defineConfig({
  testDir: '.',
  testMatch: '*.journey.ts',
  outputDir: '../../.matricula/journeys',
  globalSetup: './start-program.ts',
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-CA',
    timezoneId: 'America/Edmonton',
    trace: 'retain-on-failure',
    launchOptions: { executablePath, args, env },
  },
});
