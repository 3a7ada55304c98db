import { readFileSync, writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { test } from 'vitest';
import { loadProvince } from '#entrypoints/province-load.ts';
import { perform } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import { buildActors } from '#support/build-access.ts';
import { testDatabase } from '#support/database.ts';
import { testServices } from '#support/server.ts';
import { createStudents, type IdentityQuery, identifyStudents } from './index.ts';
import { searchStudents } from './service/search.ts';

const database = testDatabase();
const n = (t: string | undefined) => (t === undefined || t === '' ? null : t);
test('eval', { timeout: 600_000 }, async () => {
  let t0 = performance.now();
  const counts = await loadProvince(testServices(database) as never, { folder: '/tmp/prov/p20k' });
  console.log(
    'load',
    counts.numbers,
    counts.rows,
    'refused',
    counts.refused.length,
    JSON.stringify(counts.refused.slice(0, 5)),
    performance.now() - t0,
  );
  await database.pool.query('analyze');
  const lines = readFileSync('/tmp/prov/subs.ndjson', 'utf8')
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l));
  const truth = new Map<string, any>();
  const restricted = new Set<string>();
  const twins = new Set<string>();
  for (const l of readFileSync('/tmp/prov/p20k/truth.ndjson', 'utf8').trim().split('\n')) {
    const p = JSON.parse(l);
    for (const r of p.records)
      truth.set(`${r.school}|${r.local_student_id}`, { ...r, person: p.person, numbers: p.numbers, ptags: p.tags });
    if (p.tags.includes('restricted')) for (const x of p.numbers) restricted.add(x);
  }
  const bySchool = new Map<string, any[]>();
  for (const l of lines) bySchool.set(l.school, [...(bySchool.get(l.school) ?? []), l]);
  t0 = performance.now();
  const stats: Record<string, number> = {};
  const bad: any[] = [];
  const inc = (k: string) => {
    stats[k] = (stats[k] ?? 0) + 1;
  };
  const created = new Map<string, string>(); // number → person
  for (const [school, all] of bySchool) {
    for (let i = 0; i < all.length; i += 500) {
      const batch = all.slice(i, i + 500);
      const queries: IdentityQuery[] = batch
        .map((l): IdentityQuery => {
          const s = l.students[0];
          return {
            ref: s.local_student_id,
            organisation: school as never,
            localStudentId: s.local_student_id,
            guid: n(s.guid),
            studentNumber: n(s.student_number),
            draft: {
              birthDate: s.birth_date,
              gender: s.gender,
              familyName: n(s.family_name),
              givenName: n(s.given_name),
              middleName: n(s.middle_name),
              suffix: n(s.suffix),
              preferredFamilyName: n(s.preferred_family_name),
              preferredGivenName: n(s.preferred_given_name),
              multipleBirth: n(s.multiple_birth) as never,
              languageAtHome: n(s.language_at_home),
              isDeceased: null,
              deceasedOn: null,
            },
            names: l.names.map((x: any) => ({
              kind: x.kind,
              familyName: n(x.family_name),
              givenName: n(x.given_name),
              middleName: n(x.middle_name),
            })),
            postalCodes: l.addresses.flatMap((x: any) => n(x.postal_code) ?? []),
            phones: l.phones.map((x: any) => x.number),
            guardians: l.guardians.map((x: any) => ({ familyName: n(x.family_name), givenName: n(x.given_name) })),
          };
        })
        .filter((q) => /^\d{4}-\d\d-\d\d$/.test(q.draft.birthDate));
      await perform(database.db, { kind: 'x.y', actor: systemActor('x') }, async (tx, act) => {
        const ctx = {
          at: act.at,
          rules: database.jurisdiction.ruleContext(act.today),
          numberScheme: 'damm-random',
          submissionId: null,
        };
        const ds = await identifyStudents(tx, queries, ctx);
        const fresh = queries.filter((_, p) => ds[p]?.outcome === 'new' && ds[p]?.rejections.length === 0);
        const made = new Map((await createStudents(tx, fresh, ctx)).map((d) => [d.ref, d]));
        ds.forEach((d0, p) => {
          const q = queries[p]!;
          const t = truth.get(`${school}|${q.localStudentId}`);
          const d = made.get(d0.ref) ?? d0;
          const isNew =
            made.has(d0.ref) && d.outcome === 'assigned' && (d.method === 'nobody' || d.method === 'multiple_birth');
          const got = d.rejections.length ? 'refused' : isNew ? 'new' : d.outcome;
          if (!t) {
            inc('no truth');
            return;
          }
          if (isNew) created.set(d.studentNumber!, t.person);
          const mine =
            got === 'assigned'
              ? t.numbers.includes(d.studentNumber) || created.get(d.studentNumber!) === t.person
              : null;
          const isR = t.ptags.includes('restricted');
          const isT = t.ptags.includes('twin');
          const onFile = t.numbers.length > 0 || [...[]].length > 0;
          inc(`expected ${t.expected} got ${got}${mine === false ? ' WRONG' : ''}`);
          inc(`got ${got} method ${d.method}`);
          if (isR) inc(`restricted got ${got}`);
          if (isT) inc(`twin got ${got}${mine === false ? ' WRONG' : ''} ${got === 'assigned' ? d.method : ''}`);
          if (mine === false && restricted.has(d.studentNumber!)) inc('ASSIGNED PROTECTED');
          if (got === 'new' && onFile) inc('DUPLICATE');
          if (t.expected !== got || mine === false)
            bad.push({
              exp: t.expected,
              got,
              method: d.method,
              mine,
              tags: t.tags,
              ptags: t.ptags,
              numbers: t.numbers,
              q: {
                n: q.studentNumber,
                ...q.draft,
                names: q.names,
                ph: q.phones,
                pc: q.postalCodes,
                g: q.guardians,
                l: q.localStudentId,
              },
              cand: d.candidates.slice(0, 3).map((c) => ({
                n: c.studentNumber,
                k: c.kind,
                a: c.agreements.map((a) => `${a.field}:${a.level}`).join(' '),
              })),
            });
        });
      });
    }
  }
  console.log('identify ms', performance.now() - t0);
  console.log(JSON.stringify(stats, null, 1));
  const groups: Record<string, number> = {};
  for (const b of bad) {
    const k = `${b.exp}→${b.got} ${b.method} ${[...b.tags, ...b.ptags].join(',')}`;
    groups[k] = (groups[k] ?? 0) + 1;
  }
  console.log(
    Object.entries(groups)
      .sort((a, b) => b[1] - a[1])
      .slice(0, 80)
      .map(([k, v]) => `${v} ${k}`)
      .join('\n'),
  );
  writeFileSync('/tmp/prov/bad.ndjson', bad.map((b) => JSON.stringify(b)).join('\n'));
  await sql`analyze`.execute(database.db);
  const actors = await database.write(buildActors);
  for (const text of [
    'tremblay',
    'an',
    's',
    'mar tr',
    '2015-03-09',
    'singh gur',
    '1234',
    'kaur',
    'nguyen van',
    'smith john',
  ]) {
    const times: number[] = [];
    let found = 0;
    for (let i = 0; i < 15; i += 1) {
      const s = performance.now();
      found = (
        await searchStudents(database.db, { actor: i % 2 ? actors.ministry : actors.registrar, text, limit: 20 })
      ).students.length;
      times.push(performance.now() - s);
    }
    times.sort((a, b) => a - b);
    console.log('search', text, found, times[7]?.toFixed(1), times[13]?.toFixed(1));
  }
});
