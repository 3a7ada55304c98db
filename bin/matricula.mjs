#!/usr/bin/env -S node --max-semi-space-size=64
// The launcher: plain JavaScript without dependencies, since it must run before anything is installed. It readies the
// checkout (packages, bundle, web app) and hands over to the command line in src/entrypoints/cli.ts. All progress goes
// to stderr, so that nothing but a command's own output ever reaches stdout. The room for young objects is what batches of
// a thousand rows fill and leave: with the default of 16 MB a submission of 142,642 rows spent 6.8 s in collecting them, with this 3.8 s.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const LEAST_VERSION = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < LEAST_VERSION[0] || (major === LEAST_VERSION[0] && minor < LEAST_VERSION[1])) {
  process.stderr.write(
    `Matricula needs Node ${LEAST_VERSION.join('.')} or later, and this is Node ${process.versions.node}.\n` +
      'Get a current one from https://nodejs.org, or with a version manager: nvm install 22\n',
  );
  process.exit(1);
}

process.setSourceMapsEnabled(true);
const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const argv = process.argv.slice(2);

/** Readies what the command needs and runs it. */
async function launch() {
  // Imported only now: an old Node must get as far as the message above.
  const { installPackages } = await import('./launcher/packages.mjs');
  const { buildProgram } = await import('./launcher/program.mjs');
  const { buildWeb } = await import('./launcher/web.mjs');
  await installPackages(checkout);
  await buildProgram(checkout);
  if (argv.find((word) => !word.startsWith('-')) === 'start') await buildWeb(checkout);
  const program = pathToFileURL(join(checkout, '.matricula', 'build', 'cli.js'));
  const { main } = await import(program.href);
  return await main(argv);
}

try {
  process.exitCode = await launch();
} catch (error) {
  // What a stage refuses is told in its own words; anything else is a bug and shows where it happened.
  const isPlain = error instanceof Error && error.name === 'StageError';
  process.stderr.write(`${isPlain ? error.message : (error?.stack ?? String(error))}\n`);
  process.exitCode = 1;
}
