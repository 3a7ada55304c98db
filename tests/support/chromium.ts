import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** What `chromium.launch` of Playwright needs to start a browser here. */
export type Browser = { executablePath: string; args: string[]; env: Record<string, string> };

const CHECKOUT = join(import.meta.dirname, '..', '..');

// Tests talk to a server on loopback and to nobody else: every other name fails at once, whatever a page asks for.
const ARGUMENTS = [
  // Chromium refuses to run as root with its sandbox, and containers often forbid it to others as well.
  '--no-sandbox',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]',
  '--no-proxy-server',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-breakpad',
  '--no-pings',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  // The same pixels on every machine.
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

/**
 * Finds the browser of the journeys: the one named by MATRICULA_CHROMIUM, on Linux x64 the one that comes as a package
 * (with its libraries and fonts, so nothing of the system is needed), elsewhere the one Playwright has downloaded.
 */
export async function findChromium(): Promise<Browser> {
  const chosen = process.env['MATRICULA_CHROMIUM'];
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`MATRICULA_CHROMIUM names ${chosen}, which does not exist.`);
    return { executablePath: chosen, args: ARGUMENTS, env: currentEnvironment() };
  }
  if (process.platform === 'linux' && process.arch === 'x64') return await openPackaged();
  const { chromium } = await import('@playwright/test');
  const executablePath = chromium.executablePath();
  if (existsSync(executablePath)) return { executablePath, args: ARGUMENTS, env: currentEnvironment() };
  throw new Error(
    'No browser was found. Run `npx playwright install chromium`, or set MATRICULA_CHROMIUM to the path of one.',
  );
}

async function openPackaged(): Promise<Browser> {
  const packageFolder = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..');
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const folder = join(CHECKOUT, '.matricula', 'chromium', version);
  if (!existsSync(folder)) await unpack(join(packageFolder, 'bin'), folder);
  const environment = currentEnvironment();
  const libraries = [join(folder, 'al2023', 'lib'), environment['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  return {
    executablePath: join(folder, 'chromium'),
    args: ARGUMENTS,
    env: {
      ...environment,
      LD_LIBRARY_PATH: libraries,
      FONTCONFIG_FILE: join(folder, 'fonts', 'matricula.conf'),
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
  };
}

/**
 * Unpacks the browser, its fonts and its libraries. The package always unpacks to the folder for temporary files, so it
 * runs in a process that has one of its own; the result takes its place when it is whole.
 */
async function unpack(archives: string, folder: string): Promise<void> {
  const unfinished = `${folder}.new-${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  const names = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'].map((name) =>
    join(archives, name),
  );
  const program = `import { inflate } from '@sparticuz/chromium';
    await Promise.all(JSON.parse(process.argv[1]).map((archive) => inflate(archive)));`;
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program, JSON.stringify(names)], {
      cwd: CHECKOUT,
      env: { ...currentEnvironment(), TMPDIR: unfinished },
    });
    await writeFile(join(unfinished, 'fonts', 'matricula.conf'), FONT_CONFIGURATION);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process may have unpacked it in the meantime.
    if (!existsSync(folder)) throw error;
  }
}

// The package's own configuration knows only the fixed place it unpacks to elsewhere; with it, all text has no height.
// The system's fonts come second, for writings that the carried one has not.
const FONT_CONFIGURATION = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">.</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias binding="same"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="same"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="same"><family>serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;

function currentEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
