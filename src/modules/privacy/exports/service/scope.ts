import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { errors as accessErrors, may, scopeOf } from '#modules/access/index.ts';
import { findOrganisations, listSchoolsOf } from '#modules/organisations/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { exportErrors as errors } from '../errors.ts';
import { type ColumnName, type PurposeRules, refusedColumns } from '../rules/catalogue.ts';
import type { ExportSight } from '../store/requests.ts';
import type { RowScope } from '../store/rows.ts';

export type AskedScope = {
  organisations: readonly OrganisationCode[];
  schoolYear: number;
  grades: readonly string[];
  status: 'open' | 'year';
  includesProtected: boolean;
};

/** The purposes of the jurisdiction, typed by whoever wrote their data; a test reads every one. */
export function purposeRules(jurisdiction: Jurisdiction, purpose: string): PurposeRules {
  const found = jurisdiction.code('export_purpose', purpose);
  if (!found) throw errors.export_purpose_unknown({ purpose });
  return found.data as unknown as PurposeRules;
}

/** Whether the actor may take protected students out for a purpose. */
export function mayIncludeProtected(actor: Actor, purpose: PurposeRules): boolean {
  return purpose.protected && may(actor, 'restricted.read');
}

/** What the purpose allows of columns and protected students; throws otherwise. */
export function requirePurpose(
  actor: Actor,
  asked: { includesProtected: boolean; columns: readonly ColumnName[] },
  purpose: PurposeRules,
): void {
  const refused = refusedColumns(asked.columns, purpose);
  if (refused.length > 0) throw errors.export_columns_refused({ columns: refused });
  if (asked.includesProtected && !mayIncludeProtected(actor, purpose)) throw errors.export_protected_refused();
}

/**
 * The schools of a scope, if every organisation in it lies in the actor's reach: an authority stands for its schools, the ministry for all.
 * One out of reach is refused in the same words whether it exists or not.
 */
export async function toRowScope(reader: Reader, actor: Actor, asked: AskedScope, today: PlainDate): Promise<RowScope> {
  const { organisations, schoolYear, grades, status, includesProtected } = asked;
  const scope = await scopeOf(actor, reader);
  const known = await findOrganisations(reader, organisations);
  const stranger = organisations.find(
    (code) => !known.has(code) || !(scope.everything || scope.organisations.includes(code)),
  );
  if (stranger !== undefined) throw accessErrors.organisation_out_of_reach({ organisation: stranger });
  const kinds = [...known.values()];
  const authorities = kinds.filter((it) => it.kind === 'authority').map((it) => it.code);
  const isAll = kinds.some((it) => it.kind === 'ministry');
  const schools = isAll ? null : [...new Set([...organisations, ...(await listSchoolsOf(reader, authorities))])];
  return { schools, schoolYear, grades, status, includesProtected, today };
}

/** Whose exports an actor sees: their own, and as an approver those of every organisation in reach. */
export async function exportSight(reader: Reader, actor: Actor): Promise<ExportSight> {
  const scope = await scopeOf(actor, reader);
  const within = scope.everything ? null : scope.organisations;
  return {
    accountId: actor.accountId,
    organisations: may(actor, 'export.approve') ? within : [],
    seesProtected: may(actor, 'restricted.read'),
  };
}

/** The rows that a role may take out at once. */
export function rowLimitOf(jurisdiction: Jurisdiction, actor: Actor): number {
  const limits = jurisdiction.parameter<Record<string, number>>('privacy.export_row_limits');
  return limits[actor.role] ?? limits['other'] ?? 0;
}
