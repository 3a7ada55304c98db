// Third stage, for `start` only: the web app in dist/web.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, readState, runStage, StageError, stampOf, writeWhole } from './stage.mjs';

const CONFIG = 'src/web/vite.config.ts';

/** Builds again when a source that the web may use changed, or the built app is gone. */
export async function buildWeb(checkout) {
  if (!existsSync(join(checkout, CONFIG))) return;
  const stateFile = join(checkout, '.matricula', 'build', 'web.json');
  const stamp = stampOf(checkout, listSources(checkout));
  if (readState(stateFile)?.stamp === stamp && existsSync(join(checkout, 'dist', 'web', 'index.html'))) return;
  await runStage('Building the web app', () => runVite(checkout));
  writeWhole(stateFile, JSON.stringify({ stamp }));
}

function listSources(checkout) {
  const isTest = (path) => /\.(test|bench)\.tsx?$/.test(path);
  return [
    'package-lock.json',
    'tsconfig.json',
    ...listFiles(checkout, 'src/web', (path) => !isTest(path)),
    ...listFiles(checkout, 'src/kernel', (path) => !isTest(path)),
    ...listFiles(checkout, 'src/modules', (path) => /\/(contract\.ts$|contract\/|rules\/)/.test(path) && !isTest(path)),
  ];
}

/** Builds beside dist/web and then changes places, so that a server that runs never serves half an app. */
async function runVite(checkout) {
  const fresh = join(checkout, 'dist', `web.new-${process.pid}`);
  const old = join(checkout, 'dist', `web.old-${process.pid}`);
  const target = join(checkout, 'dist', 'web');
  mkdirSync(join(checkout, 'dist'), { recursive: true });
  try {
    const { code, said } = await run(checkout, [
      'build',
      '--config',
      CONFIG,
      '--outDir',
      fresh,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ]);
    if (code !== 0) throw new StageError(`The web app could not be built:\n${said.trim()}`);
    if (existsSync(target)) renameSync(target, old);
    renameSync(fresh, target);
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}

async function run(checkout, args) {
  const vite = join(checkout, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(process.execPath, [vite, ...args], { cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  const code = await new Promise((end, fail) => {
    child.once('error', fail);
    child.once('close', end);
  });
  return { code, said };
}
