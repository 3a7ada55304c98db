// What the stages of the launcher have in common: one calm line each, and knowing whether files changed.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A stage that could not be finished; the message is for a person. */
export class StageError extends Error {
  name = 'StageError';
}

/**
 * Runs a stage with one line on stderr that ends in the time it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @param {{ speaks?: boolean }} options speaks: the work writes lines of its own between the beginning and the end
 * @returns {Promise<T>}
 */
export async function runStage(title, work, { speaks = false } = {}) {
  const began = performance.now();
  process.stderr.write(speaks ? `${title} …\n` : `${title} … `);
  const ending = speaks ? `${title}: ` : '';
  try {
    const result = await work();
    process.stderr.write(`${ending}${formatElapsed(performance.now() - began)}\n`);
    return result;
  } catch (error) {
    process.stderr.write(`${ending}failed\n`);
    throw error;
  }
}

function formatElapsed(milliseconds) {
  const seconds = milliseconds / 1000;
  return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}

/** The files below a folder for which `keep` says yes to the path relative to the checkout, in a steady order. */
export function listFiles(checkout, folder, keep) {
  const found = [];
  let entries;
  try {
    entries = readdirSync(join(checkout, folder), { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return found;
    throw error;
  }
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...listFiles(checkout, path, keep));
    else if (keep(path)) found.push(path);
  }
  return found.sort();
}

/** A short text that changes when one of these files appears, goes, grows or is saved. Contents are not read. */
export function stampOf(checkout, paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    let stamp = 'absent';
    try {
      const { size, mtimeMs } = statSync(join(checkout, path));
      stamp = `${size} ${mtimeMs}`;
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
    hash.update(`${path} ${stamp}\n`);
  }
  return hash.digest('hex');
}

/** The state that a stage kept of its last run, or null. */
export function readState(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Writes a file so that nobody ever reads half of it. */
export function writeWhole(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, path);
}

/** A path as the state files name it: relative to the checkout, with forward slashes. */
export function nameOf(checkout, path) {
  return relative(checkout, path).replaceAll('\\', '/');
}
