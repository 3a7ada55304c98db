import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { WordsShape } from '#kernel/shapes.ts';
import { SafeText } from './draft-contract.ts';

export const ExternalLook = z
  .strictObject({
    organisation: OrganisationCode,
    organisationName: z.string().nullable(),
    actorName: z.string(),
    reason: z.string(),
    acknowledgedAt: z.iso.datetime(),
    endsOn: PlainDate,
  })
  .meta({ id: 'ExternalLook', description: 'A look at a student without association, acknowledged with a reason' });

export const StudentSight = z
  .strictObject({
    studentNumber: z.string(),
    association: z
      .enum([
        'ministry',
        'creation',
        'current_enrolment',
        'last_enrolment',
        'recent_enrolment',
        'exam_registration',
        'custodian',
        'linked_number',
        'external',
      ])
      .meta({ description: 'The strongest association, by which the caller sees the student' }),
    words: WordsShape,
    organisation: OrganisationCode.nullable(),
    organisationName: z.string().nullable(),
    level: z.enum(['full', 'minimum']),
    endsOn: PlainDate.nullable().meta({ description: 'Last day of this association; null = no end is known' }),
    minimumUntil: PlainDate.nullable().meta({
      description:
        'Last day on which the sight stays at the minimum if nobody does anything; null = it is full, or only an act ends it',
    }),
    looks: z.array(ExternalLook).meta({ description: 'Who looked from outside; for those with full sight' }),
  })
  .meta({ id: 'StudentSight', description: 'Why the caller sees a student, how much, and until when' });
export type StudentSight = z.infer<typeof StudentSight>;

export const ExternalAcknowledgement = z
  .strictObject({
    birthDate: PlainDate.meta({ description: 'Of the student: a number alone opens nothing' }),
    reason: SafeText.min(10).max(500).meta({ description: 'Why you look; the student sees it' }),
  })
  .meta({ id: 'ExternalAcknowledgement' });

export const ExternalOffer = z
  .strictObject({ untilOn: PlainDate.meta({ description: 'Last day of a look that is acknowledged now' }) })
  .meta({ id: 'ExternalOffer', description: 'What a look from outside would give; no student is told of' });

export const LinkStatement = z
  .strictObject({ other: StudentNumber, reason: SafeText.min(3).max(500) })
  .meta({ id: 'LinkStatement', description: 'The other number, and why' });
