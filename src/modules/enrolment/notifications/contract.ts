import { z } from 'zod';
import { PlainDate, SchoolYear } from '#kernel/dates.ts';
import { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { AsKnownAt, manyLines, oneLine } from '#kernel/shapes.ts';
import { notificationStates } from './rules/facts.ts';
import { notificationMoves } from './rules/moves.ts';

const Line = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(...oneLine);
const Text = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .regex(...manyLines);

export const NotificationStatement = z
  .strictObject({
    schoolYear: SchoolYear,
    programme: z
      .string()
      .regex(/^[a-z_]{1,20}$/)
      .describe('A code of the class home_programme'),
    supervisorCode: OrganisationCode.nullable().default(null).describe('The school or authority that supervises'),
    notifiedOn: PlainDate,
    guardianName: Line,
    guardianContact: Line.nullable().default(null).describe('A phone number or an e-mail address'),
    isAddressSame: z.boolean().default(true).describe('Whether they live where the student does'),
    plan: Text.nullable().default(null).describe('What is to be taught, in the parent’s words'),
    wantsFunding: z.boolean().default(false),
  })
  .meta({ id: 'HomeNotificationStatement', description: 'What a parent notified of home education' });
export type NotificationStatement = z.output<typeof NotificationStatement>;

export const HomeNotification = z
  .strictObject({
    studentNumber: StudentNumber,
    notificationId: Guid,
    schoolYear: SchoolYear,
    programme: z.string(),
    supervisorCode: OrganisationCode.nullable(),
    supervisorName: z.string().nullable(),
    supervisorNameFr: z.string().nullable(),
    notifiedOn: PlainDate,
    guardianName: z.string(),
    guardianContact: z.string().nullable(),
    isAddressSame: z.boolean(),
    plan: z.string().nullable(),
    wantsFunding: z.boolean(),
    state: z.enum(notificationStates),
    decidedOn: PlainDate.nullable(),
    stateReason: z.string().nullable(),
    version: z.int(),
    submittedBy: OrganisationCode,
    submittedAt: z.iso.datetime(),
  })
  .meta({ id: 'HomeNotification', description: 'A notification of home education and what became of it' });
export type HomeNotification = z.infer<typeof HomeNotification>;

export const HomeNotifications = z
  .strictObject({ items: z.array(HomeNotification) })
  .meta({ id: 'HomeNotifications', description: 'All notifications of a student, the latest first' });

export const NotificationMoveBody = z
  .strictObject({
    move: z.enum(notificationMoves),
    reason: Text.optional().describe('Returning and withdrawing say why'),
  })
  .meta({ id: 'HomeNotificationMove' });
export type NotificationMoveBody = z.infer<typeof NotificationMoveBody>;

export const StudentParams = z.strictObject({ number: StudentNumber });
export const NotificationParams = z.strictObject({ number: StudentNumber, id: Guid });
export const NotificationListQuery = z.strictObject({ asKnownAt: AsKnownAt });
