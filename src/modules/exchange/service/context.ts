import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import {
  type BatchState,
  emptyState,
  factsOf,
  type IdentityContext,
  type StudentFacts,
} from '#modules/identity/index.ts';
import { findOrganisations, listSchoolsOf } from '#modules/organisations/index.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { Limits } from '../reading/limits.ts';
import type { ExtensionColumns } from '../reading/oneroster.ts';
import type { KeptActor, SubmissionRecord } from '../records.ts';
import { type OpenYears, openYears } from '../rules/manifest.ts';
import type { OneRosterMetadata } from '../rules/oneroster/settings.ts';
import { loadOneRosterBasis, type OneRosterBasis } from './oneroster/basis.ts';

/** What a batch is applied under. */
export type BatchContext = {
  submission: SubmissionRecord;
  act: Act;
  rules: RuleContext;
  /** With what the steps of the batch have read of its students: each is read once. */
  identity: IdentityContext & { people: BatchState };
  studentsBy(reader: Reader, numbers: readonly StudentNumber[]): Promise<Map<StudentNumber, StudentFacts>>;
  years: OpenYears;
  /** The schools whose enrolments the submission may hold: the organisation itself, and for an authority its schools. */
  schools: ReadonlySet<OrganisationCode>;
  /** The ministry writes to every student; everybody else to those whom they have or enrol. */
  isMinistry: boolean;
  /** How its rows are understood when they are those of OneRoster; null for our own layout. */
  oneRoster: OneRosterBasis | null;
};

export type BatchBasis = Omit<BatchContext, 'act' | 'identity' | 'rules' | 'studentsBy'> & {
  jurisdiction: Jurisdiction;
};

export async function loadBasis(
  reader: Reader,
  submission: SubmissionRecord,
  jurisdiction: Jurisdiction,
): Promise<BatchBasis> {
  const { organisation } = submission;
  const found = (await findOrganisations(reader, [organisation])).get(organisation);
  const schools = found?.kind === 'authority' ? await listSchoolsOf(reader, [organisation]) : [];
  return {
    submission,
    jurisdiction,
    years: yearsOpen(jurisdiction, submission.receivedAt),
    schools: new Set([organisation, ...schools]),
    isMinistry: found?.kind === 'ministry',
    oneRoster: await loadOneRosterBasis(reader, submission, jurisdiction),
  };
}

export function contextOf({ jurisdiction, ...basis }: BatchBasis, act: Act): BatchContext {
  const rules = jurisdiction.ruleContext(act.today);
  const identity = {
    at: act.at,
    rules,
    numberScheme: jurisdiction.numberScheme,
    submissionId: basis.submission.submissionId,
    people: emptyState(),
  };
  const studentsBy: BatchContext['studentsBy'] = (reader, numbers) => factsOf(reader, identity.people, numbers);
  return { ...basis, act, rules, identity, studentsBy };
}

/** The school years of which rows are taken on the day a submission came. */
export function yearsOpen(jurisdiction: Jurisdiction, at: Date): OpenYears {
  const today = at.toISOString().slice(0, 10);
  const around = jurisdiction.parameter<{ before: number; after: number }>('exchange.open_years', today);
  return openYears(jurisdiction.ruleContext(today).currentSchoolYear, around);
}

export function limitsOf(jurisdiction: Jurisdiction): Limits {
  const megabytes = jurisdiction.parameter<number>('exchange.unpacked_megabytes_max');
  return {
    unpackedBytesMax: megabytes * 1024 * 1024,
    ratioMax: jurisdiction.parameter<number>('exchange.packing_ratio_max'),
    rowsMax: jurisdiction.parameter<number>('exchange.rows_max'),
  };
}

/** The additions to OneRoster that the jurisdiction reads. */
export function extensionsOf(jurisdiction: Jurisdiction): ExtensionColumns {
  const { users, roles } = jurisdiction.parameter<OneRosterMetadata>('exchange.oneroster_metadata');
  return { users: Object.keys(users), roles: Object.keys(roles) };
}

export function keepActor({ permissions, ...actor }: Actor): KeptActor {
  // The program itself may everything; its set cannot be listed and needs not be, for its kind says so.
  return { ...actor, permissions: actor.kind === 'system' ? [] : [...permissions] };
}

export function actorOf({ actor }: Pick<SubmissionRecord, 'actor'>): Actor {
  return {
    ...actor,
    organisation: actor.organisation as Actor['organisation'],
    permissions: new Set(actor.permissions),
  };
}
