import { describe, expect, test } from 'vitest';
import type { Client } from '../../../api/clients.ts';
import { changesOf, draftOf, emptyDraft, judgeDraft, settingsOf } from './draft.ts';

const key = '-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----';
const good = {
  ...emptyDraft('A.K001', '2026-11-28'),
  name: ' SIS ',
  software: 'Aspen',
  contactEmail: 'a@b.example',
  scopes: ['submissions.write'],
  publicKey: key,
};
const fields = (draft: typeof good, isNew = true) => judgeDraft(draft, isNew).map((it) => it.field);

describe('the form of a client', () => {
  test('proposes the end of the coming school year', () => {
    expect(emptyDraft('A.K001', '2026-11-28').validUntil).toBe('2027-08-31');
    expect(emptyDraft('A.K001', '2027-02-01').validUntil).toBe('2027-08-31');
  });

  test('names everything that is missing, and nothing when all is there', () => {
    expect(
      fields({
        ...emptyDraft('', '2026-11-28'),
        scopes: [],
        networks: '10.0.0.0/99',
        validUntil: 'soon',
      } as typeof good),
    ).toEqual(['name', 'software', 'contactEmail', 'whom', 'scopes', 'networks', 'validUntil', 'publicKey']);
    expect(fields(good)).toEqual([]);
  });

  test('keeps a private key from being sent', () => {
    const [problem] = judgeDraft({ ...good, publicKey: '-----BEGIN EC PRIVATE KEY-----' }, true);
    expect(problem).toEqual({ field: 'publicKey', why: 'private' });
    expect(fields({ ...good, publicKey: '' }, false)).toEqual([]);
  });

  test('sends what was typed without its blanks', () => {
    expect(settingsOf({ ...good, networks: '203.0.113.0/24, ::1\n\n' })).toMatchObject({
      name: 'SIS',
      represents: ['A.K001'],
      networks: ['203.0.113.0/24', '::1'],
    });
    expect(settingsOf({ ...good, isWhole: false, schools: ['S.K001'] }).represents).toEqual(['S.K001']);
  });

  test('sends only what was changed', () => {
    const client = {
      ...settingsOf(good),
      organisation: 'A.K001',
      validUntil: '2027-08-31T23:59:59.999Z',
    } as unknown as Client;
    const before = draftOf(client);
    expect(changesOf(before, before)).toEqual({});
    expect(changesOf(before, { ...before, networks: '10.0.0.0/8' })).toEqual({ networks: ['10.0.0.0/8'] });
  });
});
