import type { StagedFile, StagedItem } from '../reading/item.ts';
import { openReading } from '../reading/read.ts';
import type { Reading } from '../reading/reading.ts';
import { FileRefused, note } from '../reading/refused.ts';
import type { SubmissionRecord } from '../records.ts';
import { judgeManifest } from '../rules/manifest.ts';
import type { FileProblem } from '../rules/problems.ts';
import { saveRowCounts } from '../store/fates.ts';
import { copyItems } from '../store/items.ts';
import { addStageTimes, saveManifest, saveRemarks } from '../store/submissions.ts';
import { extensionsOf, limitsOf, yearsOpen } from './context.ts';
import { type RunServices, stopIfAsked } from './runner.ts';

/** How often the number of rows read is told to those who watch. */
const tellEveryMs = 400;

/**
 * Reads a stored file into staging, judging the form of each row on the way. Nothing is staged of a file that cannot be taken;
 * interrupted, it begins anew, for a file is quickly read.
 */
export async function readFile(
  services: RunServices,
  submission: SubmissionRecord,
  signal: AbortSignal,
): Promise<void> {
  const { db, files, jurisdiction } = services;
  const { submissionId, fileId, organisation } = submission;
  if (fileId === null) throw new Error('a submission without a file cannot be read');
  const begun = performance.now();
  const limits = limitsOf(jurisdiction);
  const reading = await openReading(files.pathOf(fileId), limits, extensionsOf(jurisdiction));
  try {
    const { facts, ...stated } = reading.stated;
    const problem =
      facts && judgeManifest(facts, { organisation, years: yearsOpen(jurisdiction, submission.receivedAt) });
    if (problem) throw refusedBy(problem);
    await saveManifest(db, submissionId, {
      format: reading.format,
      schoolYear: facts?.schoolYear ?? null,
      layoutVersion: stated.layoutVersion,
      software: stated.software,
      fileModes: stated.modes,
    });
    const meter = { rows: 0, checkMs: 0 };
    await copyItems(
      db,
      submissionId,
      stagePieces(reading, { services, submission, signal, rowsMax: limits.rowsMax, meter }),
    );
    await saveRemarks(db, submissionId, [...repeatedFile(submission), ...reading.notes]);
    await addStageTimes(db, submissionId, [
      { stage: 'read', rows: meter.rows, milliseconds: performance.now() - begun - meter.checkMs },
      { stage: 'checked', rows: meter.rows, milliseconds: meter.checkMs },
    ]);
  } finally {
    reading.close();
  }
}

type Staging = {
  services: RunServices;
  submission: SubmissionRecord;
  signal: AbortSignal;
  rowsMax: number;
  meter: { rows: number; checkMs: number };
};

async function* stagePieces(
  reading: Reading,
  { services, submission, signal, rowsMax, meter }: Staging,
): AsyncGenerator<StagedItem[]> {
  const counts = new Map<StagedFile, { rows: number; encoding: string | null }>();
  for (const [file, encoding] of reading.encodings) counts.set(file, { rows: 0, encoding });
  let toldAt = performance.now();
  for await (const { items, checkMs } of reading.pieces()) {
    stopIfAsked(signal);
    meter.rows += items.length;
    meter.checkMs += checkMs;
    if (meter.rows > rowsMax) throw new FileRefused('too_many_rows', { max: rowsMax });
    for (const { file } of items) {
      const count = counts.get(file) ?? { rows: 0, encoding: null };
      count.rows += 1;
      counts.set(file, count);
    }
    if (performance.now() - toldAt > tellEveryMs) {
      await saveRowCounts(services.db, submission.submissionId, counts);
      toldAt = performance.now();
    }
    yield items;
  }
  await saveRowCounts(services.db, submission.submissionId, counts);
}

function refusedBy({ code, params, file, row, field }: FileProblem): FileRefused {
  return Object.assign(new FileRefused('manifest_wrong'), { problem: { code, params, file, row, field } });
}

function repeatedFile({ repeats }: SubmissionRecord): FileProblem[] {
  return repeats
    ? [note('repeated_file', { day: repeats.receivedAt.toISOString().slice(0, 16).replace('T', ' ').concat(' UTC') })]
    : [];
}
