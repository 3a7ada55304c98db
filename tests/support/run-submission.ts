// Runs one submission in a process of its own, for tests that kill it: `node --import tsx run-submission.ts DATABASE_URL FILES SUBMISSION`.
import { runSubmission } from '#modules/exchange/index.ts';
import { openDatabase } from '#platform/database/database.ts';
import { openFileStore } from '#platform/files/files.ts';
import { readJurisdiction } from '#platform/jurisdiction.ts';
import { openLog } from '#platform/log.ts';

const [url = '', folder = '', submissionId = ''] = process.argv.slice(2);
const { db } = openDatabase(url, { connectionsMax: 5, applicationName: 'run-apart' });
const services = {
  db,
  jurisdiction: await readJurisdiction(db),
  files: openFileStore(db, folder),
  logger: openLog('silent'),
};
await runSubmission(services, submissionId, { signal: new AbortController().signal, batchStudents: 50 });
await db.destroy();
