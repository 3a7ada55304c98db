// Codes of the demonstration jurisdiction that the generator writes; a test compares them with its data.

export const documentTypes = {
  usual: 'ABBirthCert',
  home: ['CABirthCert', 'CAPassport', 'CACertIndianStatus', 'ABHealthCard'],
  abroad: ['CAPermResVisa', 'CAStudyPermit', 'ForeignBirthCert', 'ForeignPassport'],
  declared: 'RegForm',
  nameChange: 'ABNameChangeCert',
  adoption: 'ABAdoption',
} as const;

export const restrictionKinds = ['Caution', 'CourtOrdered'] as const;

/** Special education, mild to severe, and gifted. */
export const exceptionCodes = ['51', '53', '54', '57', '42', '44', '80'] as const;

export const grants = {
  immersion: '211',
  francophone: '221',
  frenchSecondLanguage: '230',
  bilingual: '409',
  languageAbroad: '301',
  languageHome: '303',
  home: '600',
  outreach: '630',
} as const;

export const programmes = { frenchSecondLanguage: 'FL', outreach: 'OR', bilingual: 'BL' } as const;

/** Under a tuition agreement. */
export const tuitionAgreement = '330';
