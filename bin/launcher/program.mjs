// Second stage: the TypeScript of src/ bundled into .matricula/build, one file for each entry point.
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nameOf, readState, runStage, StageError, stampOf, writeWhole } from './stage.mjs';

/** Bundles again when a file that went into the last bundle changed, or an entry point came or went. */
export async function buildProgram(checkout) {
  const folder = join(checkout, '.matricula', 'build');
  const stateFile = join(folder, 'program.json');
  const entries = ['src/entrypoints/cli.ts'];
  const state = readState(stateFile);
  const same = state?.entries.join() === entries.join() && state.stamp === stampOf(checkout, state.files);
  // A bundle that somebody deleted is a change too.
  if (same && state.outputs.every((path) => existsSync(join(checkout, path)))) return;
  await runStage('Building the program', async () => {
    mkdirSync(folder, { recursive: true });
    writeWhole(stateFile, JSON.stringify({ entries, ...(await bundle(checkout, folder, entries)) }));
  });
}

async function bundle(checkout, folder, entries) {
  const { build } = await import('esbuild');
  const began = Date.now();
  let result;
  try {
    result = await build({
      absWorkingDir: checkout,
      entryPoints: entries,
      outdir: folder,
      outbase: join(checkout, 'src', 'entrypoints'),
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: true,
      sourcesContent: false,
      metafile: true,
      write: false,
      logLevel: 'silent',
    });
  } catch (error) {
    throw new StageError(await describeFailure(error));
  }
  const files = Object.keys(result.metafile.inputs).map((path) => nameOf(checkout, resolve(checkout, path)));
  for (const { path, contents } of result.outputFiles) writeWhole(path, contents);
  const outputs = result.outputFiles.map(({ path }) => nameOf(checkout, path));
  const inputs = [...new Set([...files, 'package.json', 'tsconfig.json', 'bin/launcher/program.mjs'])].sort();
  // A file saved while esbuild read may or may not be in the bundle, so the next start bundles again.
  const isSettled = inputs.every((path) => statSync(join(checkout, path)).mtimeMs < began);
  return { files: inputs, outputs, stamp: isSettled ? stampOf(checkout, inputs) : 'unsettled' };
}

async function describeFailure(error) {
  if (!Array.isArray(error.errors)) return `The program could not be built: ${error.message}`;
  const { formatMessages } = await import('esbuild');
  const lines = await formatMessages(error.errors, { kind: 'error', color: Boolean(process.stderr.isTTY) });
  return `The program could not be built:\n${lines.join('')}`;
}
