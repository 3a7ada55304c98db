// First stage: the packages of package-lock.json are in node_modules.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readState, runStage, StageError, writeWhole } from './stage.mjs';

/** Installs when node_modules is missing or was made from another lockfile than the one that lies here. */
export async function installPackages(checkout) {
  const keptHash = join(checkout, 'node_modules', '.matricula-lock-hash');
  const wanted = hashOf(join(checkout, 'package-lock.json'));
  if (existsSync(keptHash) && readFileSync(keptHash, 'utf8').trim() === wanted) return;
  if (!isInstalled(checkout)) {
    await runStage('Installing packages (once)', () => runNpm(checkout), { speaks: true });
  }
  // Taken again: npm may have tidied the lockfile.
  keepHash(keptHash, hashOf(join(checkout, 'package-lock.json')));
}

/** Where another user installed the packages for us there is no place for our note, and we compare at every start. */
function keepHash(path, hash) {
  try {
    writeWhole(path, `${hash}\n`);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
  }
}

function hashOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/**
 * Did somebody run `npm install` by hand since? npm writes what it installed into a lockfile of its own; every package
 * we ask for must be there in the same version. Packages for other platforms may be missing, and so may the tools of
 * development, if all of them are.
 */
function isInstalled(checkout) {
  const wanted = readState(join(checkout, 'package-lock.json'))?.packages ?? {};
  const present = readState(join(checkout, 'node_modules', '.package-lock.json'))?.packages;
  if (present === undefined) return false;
  const hasDevelopment = Object.values(present).some(({ dev }) => dev);
  return Object.entries(wanted).every(([path, { version, dev, optional, devOptional }]) => {
    if (path === '' || present[path]?.version === version) return true;
    const mayBeMissing = optional || devOptional || (dev && !hasDevelopment);
    return present[path] === undefined && mayBeMissing;
  });
}

/** `npm install`, never `npm ci`, which first deletes node_modules under whatever still runs from it. */
async function runNpm(checkout) {
  // When npm started us, the same npm goes on; else the one on the path.
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  const child = spawn(
    command,
    [...first, 'install', '--no-fund', '--no-audit', '--no-update-notifier', '--loglevel=error'],
    {
      cwd: checkout,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32' && command === 'npm',
    },
  );
  const code = await new Promise((end) => {
    child.once('error', () => end('not found'));
    child.once('close', end);
  });
  if (code === 0) return;
  const why =
    code === 'not found'
      ? 'npm was not found; it comes with Node.'
      : 'npm could not install them; its words are above.';
  throw new StageError(`The packages are not installed: ${why}\nOnce the cause is gone, run: npm install`);
}
