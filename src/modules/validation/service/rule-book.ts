import { createHash } from 'node:crypto';
import type { Db } from '#platform/database/database.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { readJurisdictionDigest } from '#platform/jurisdiction.ts';
import type { CatalogueRule } from '../rules/catalogue.ts';
import * as store from '../store/rule-book.ts';
import { rescanQueue } from './scan.ts';

/**
 * Asks for everybody to be judged again when the program runs with other rules, codes or parameters than ever before on this register. Call it at
 * the start. Answers how many students wait because of it.
 */
export async function adoptRules(db: Db, rules: readonly CatalogueRule[]): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const digest = digestOf(rules, await readJurisdictionDigest(tx));
    if (!(await store.insertRuleBook(tx, digest, new Date()))) return 0;
    const requested = await store.requestEverybody(tx, digest);
    if (requested > 0) await enqueue(tx, rescanQueue, {});
    return requested;
  });
}

/** What decides a verdict: conditions, severities and years; not the words, which are looked up when somebody reads. */
function digestOf(rules: readonly CatalogueRule[], jurisdiction: string): string {
  const conditions = rules.map(({ code, severity, years, judge }) => [code, severity, years, String(judge)]);
  return createHash('sha256')
    .update(JSON.stringify([jurisdiction, conditions.sort()]))
    .digest('hex');
}
