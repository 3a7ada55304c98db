import { expect, it } from 'vitest';
import type { IdentificationRecord } from '../../api/identity.ts';
import { type DocumentDraft, effectOf } from './documentEffect.ts';

const certificate: IdentificationRecord = {
  recordId: '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e',
  documentType: 'ABBirthCert',
  documentTypeWords: { en: 'Birth certificate', fr: 'Certificat de naissance' },
  quality: 300,
  proves: 'name_and_birth',
  documentNumberLast4: null,
  issuedOn: '2015-04-01',
  familyName: 'Tremblay',
  givenName: 'Zoé',
  middleName: null,
  suffix: null,
  birthDate: '2015-03-09',
  gender: 'F',
  isNameExact: true,
  submittedBy: 'S.K001',
  recordedAt: '2026-09-02T12:00:00Z',
  isCurrentName: true,
  isCurrentBirth: true,
};
const draft: DocumentDraft = {
  documentType: 'ABNameChangeCert',
  documentNumberLast4: '',
  issuedOn: '2026-10-01',
  familyName: 'Roy',
  givenName: 'Zoé',
  middleName: '',
  suffix: '',
  birthDate: '2015-03-10',
  gender: 'F',
};
const now = '2026-11-24T12:00:00Z';

it('says what a later paper of the same quality would change, and that a paper of names says nothing of birth', () => {
  expect(effectOf({ records: [certificate], draft, proof: { quality: 300, proves: 'name' }, now })).toEqual({
    name: { before: 'Zoé Tremblay', after: 'Zoé Roy' },
    birth: null,
  });
});

it('says that a weaker document changes nothing', () => {
  const proof = { quality: 100, proves: 'name_and_birth' } as const;
  expect(effectOf({ records: [certificate], draft, proof, now })).toEqual({ name: null, birth: null });
});

it('says what a first document would settle', () => {
  const proof = { quality: 300, proves: 'name_and_birth' } as const;
  expect(effectOf({ records: [], draft, proof, now }).birth).toEqual({ before: '', after: '2015-03-10 · F' });
});
