import { z } from 'zod';
import type { StudentNumber } from '#kernel/ids.ts';
import { KeyMoment, readCursor, toPage } from '#kernel/page.ts';
import type { Fired, RuleContext } from '#kernel/rule.ts';
import { may, requireOrganisation, type Scope, scopeOf } from '#modules/access/index.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import { RefusedByRule } from '../errors.ts';
import { asKept } from '../rules/free-text.ts';
import { freeTextRules } from '../rules/validation/free-text.ts';
import { noteRules } from '../rules/validation/note.ts';
import { reject } from '../service/judge.ts';
import { type Codes, wordsOfCode } from '../service/present.ts';
import { seeInFull, seeThen } from '../service/see.ts';
import type { Note, NoteStatement, Notes, NotesQuery } from './contract.ts';
import { errors } from './errors.ts';
import * as store from './store.ts';

type Reading = { actor: Actor; number: StudentNumber; codes: Codes };
const Key = z.tuple([KeyMoment, z.uuid()]);

/** The notes under a number that the actor is among the audience of, a page at a time. */
export async function listNotesOf(
  reader: Reader,
  { actor, number, codes, query, knownAt }: Reading & { query: NotesQuery; knownAt: Date | null },
): Promise<Notes> {
  await seeThen(reader, { actor, number, knownAt });
  const scope = await scopeOf(actor, reader);
  const [at, noteId] = readCursor(query.cursor, Key) ?? [];
  const after = at !== undefined && noteId !== undefined ? { at, noteId } : null;
  const text = query.text?.normalize('NFC');
  const rows = await store.listNotes(reader, { number, scope, knownAt, text, after, limit: query.limit + 1 });
  const { items, next } = toPage(rows, query.limit, (it) => [it.recordedAt.toISOString(), it.noteId]);
  return { items: await present(reader, items, { actor, scope, codes }), next };
}

/** One note; throws not_found for one that does not exist or is not for the actor. */
export async function getNote(
  reader: Reader,
  { actor, number, codes, noteId }: Reading & { noteId: string },
): Promise<Note> {
  const scope = await scopeOf(actor, reader);
  const [shown] = await present(reader, await store.listNotes(reader, { number, scope, noteId, limit: 1 }), {
    actor,
    scope,
    codes,
  });
  if (!shown) throw errors.not_found();
  return shown;
}

async function present(
  reader: Reader,
  notes: readonly store.KeptNote[],
  { actor, scope, codes }: { actor: Actor; scope: Scope; codes: Codes },
): Promise<Note[]> {
  const organisations = await findOrganisations(reader, [...new Set(notes.map((it) => it.organisation))]);
  return notes.map(({ voidedAt, voidedBy, voidReason, ...it }) => ({
    ...it,
    kindWords: wordsOfCode(codes, 'note_kind', it.kind),
    organisationName: organisations.get(it.organisation)?.name ?? null,
    recordedAt: it.recordedAt.toISOString(),
    voided: voidedAt === null ? null : { at: voidedAt.toISOString(), by: voidedBy ?? '', reason: voidReason ?? '' },
    mayChange:
      voidedAt === null &&
      it.correctedBy === null &&
      may(actor, 'note.write') &&
      (scope.everything || scope.organisations.includes(it.organisation)),
  }));
}

type Writing = { number: StudentNumber; rules: RuleContext };

/** Writes a note about a student in full sight; answers its key. */
export async function writeNote(
  tx: Tx,
  act: Act,
  { number, statement, rules }: Writing & { statement: NoteStatement },
): Promise<string> {
  const { actor } = act;
  await seeInFull(tx, actor, number);
  const { everything } = await scopeOf(actor, tx);
  const text = asKept(statement.text);
  refuse([...reject(noteRules, { ...statement, seesEverything: everything }, rules), ...judgeText({ text }, rules)]);
  const noteId = newId();
  const place = { studentNumber: number, noteId, organisation: actor.organisation, corrects: null };
  await store.insertNote(tx, act, { ...statement, ...place, text });
  return noteId;
}

type Aiming = Writing & { noteId: string };

/** Writes what a note should have said as a following note of the same kind for the same audience; answers its key. */
export async function correctNote(
  tx: Tx,
  act: Act,
  { text: given, rules, ...aim }: Aiming & { text: string },
): Promise<string> {
  const { studentNumber, noteId: corrects, kind, audience, organisation } = await lockStanding(tx, act, aim);
  const text = asKept(given);
  refuse(judgeText({ text }, rules));
  const noteId = newId();
  await store.insertNote(tx, act, { studentNumber, noteId, kind, audience, organisation, text, corrects });
  return noteId;
}

/** Voids a note with the reason, for good. A correction that is voided leaves what it corrected standing. */
export async function voidNote(
  tx: Tx,
  act: Act,
  { reason, rules, ...aim }: Aiming & { reason: string },
): Promise<void> {
  const { studentNumber, noteId } = await lockStanding(tx, act, aim);
  refuse(judgeText({ reason }, rules));
  await store.markVoided(tx, act, { studentNumber, noteId, reason });
}

/** A note that stands and is nobody else's to change, held until the act ends. */
async function lockStanding(
  tx: Tx,
  { actor }: Act,
  { number, noteId }: Omit<Aiming, 'rules'>,
): Promise<store.KeptNote> {
  await seeInFull(tx, actor, number);
  await store.takeTurn(tx, number);
  const [note] = await store.listNotes(tx, { number, scope: await scopeOf(actor, tx), noteId, limit: 1 });
  if (!note) throw errors.not_found();
  await requireOrganisation(actor, note.organisation, tx);
  if (note.voidedAt !== null) throw errors.voided();
  if (note.correctedBy !== null) throw errors.corrected();
  return note;
}

function judgeText(texts: Readonly<Record<string, string>>, rules: RuleContext): Fired[] {
  return reject(freeTextRules, { texts, required: Object.keys(texts) }, rules);
}

function refuse(fired: readonly Fired[]): void {
  if (fired.length > 0) throw new RefusedByRule(fired);
}
