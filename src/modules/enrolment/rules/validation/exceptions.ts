import { defineRule, passes } from '#kernel/rule.ts';
import { exampleFacts } from '../example.ts';
import type { EnrolmentFacts } from '../facts.ts';
import { group, holdsAny } from '../groups.ts';
import { everyYear, pasiPage } from './sources.ts';

// Exception codes: special education.

export const repeatedException = defineRule<EnrolmentFacts>({
  code: 'ENR-0078',
  reference: 'PASI 10078',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Exception code repeated', fr: 'Code d’exception répété' },
  message: {
    en: 'Exception code {codes} is given more than once',
    fr: 'Le code d’exception {codes} est indiqué plus d’une fois',
  },
  mend: { en: 'Give each exception code once', fr: 'N’indiquez chaque code d’exception qu’une fois' },
  source: pasiPage('rule_10078'),
  field: 'exceptionCodes',
  judge: ({ enrolment: { exceptionCodes } }) => {
    const codes = [...new Set(exceptionCodes.filter((code, place) => exceptionCodes.indexOf(code) !== place))];
    return codes.length > 0 ? { fires: true, params: { codes } } : passes;
  },
  example: {
    passes: exampleFacts({ enrolment: { exceptionCodes: ['54', '80'] } }),
    fires: exampleFacts({ enrolment: { exceptionCodes: ['54', '54'] } }),
  },
});

export const severalExceptions = defineRule<EnrolmentFacts>({
  code: 'ENR-0093',
  reference: 'PASI 10093',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'More than one exception code', fr: 'Plus d’un code d’exception' },
  message: {
    en: 'Exception codes {codes} do not go together; only {combinable} may stand beside another',
    fr: 'Les codes d’exception {codes} ne vont pas ensemble; seuls {combinable} peuvent en accompagner un autre',
  },
  mend: { en: 'Keep the one that applies most', fr: 'Gardez celui qui s’applique le plus' },
  source: pasiPage('rule_10093'),
  field: 'exceptionCodes',
  judge: ({ enrolment: { exceptionCodes } }, context) =>
    exceptionCodes.length > 1 && !holdsAny(context, 'exception_combinable', exceptionCodes)
      ? { fires: true, params: { codes: exceptionCodes, combinable: group(context, 'exception_combinable') } }
      : passes,
  example: {
    passes: exampleFacts({ enrolment: { exceptionCodes: ['54', '80'] } }),
    fires: exampleFacts({ enrolment: { exceptionCodes: ['42', '54'] } }),
  },
});

export const specialEducationWithoutException = defineRule<EnrolmentFacts>({
  code: 'ENR-0054',
  reference: 'PASI 10054',
  severity: 'warning',
  object: 'enrolment',
  years: { first: null, last: 2016 },
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Special education without an exception code', fr: 'Éducation spécialisée sans code d’exception' },
  message: {
    en: 'Grants programme {codes} needs an exception code',
    fr: 'Le programme de subvention {codes} exige un code d’exception',
  },
  mend: { en: 'Give the exception code', fr: 'Indiquez le code d’exception' },
  source: pasiPage('rule_10054'),
  field: 'exceptionCodes',
  judge: ({ enrolment }, context) =>
    enrolment.exceptionCodes.length === 0 && holdsAny(context, 'special_education', enrolment.grantsProgrammes)
      ? { fires: true, params: { codes: group(context, 'special_education') } }
      : passes,
  example: {
    passes: exampleFacts({ enrolment: { schoolYear: 2016, grantsProgrammes: ['500'], exceptionCodes: ['54'] } }),
    fires: exampleFacts({ enrolment: { schoolYear: 2016, grantsProgrammes: ['500'] } }),
  },
});

export const exceptionRules = [repeatedException, severalExceptions, specialEducationWithoutException];
