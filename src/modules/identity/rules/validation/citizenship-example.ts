import type { CitizenshipFacts } from './facts.ts';

/** A student here on a study permit: the ground of every rule's example. */
export const citizenshipExample: CitizenshipFacts = {
  status: '5',
  effectiveOn: '2026-08-15',
  documentType: 'CAStudyPermit',
  documentExpiresOn: '2027-08-31',
  country: 'FR',
  guardianId: null,
  guardianStatus: null,
  birthDate: '2015-03-09',
  isGuardianKnown: false,
  isCurrent: true,
  contradicting: [],
};

export const guardianExample = '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e';
