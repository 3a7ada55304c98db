import { isHeldFile, readAs } from './files.ts';
import { rivalsOf, toEnrolment } from './roles.ts';
import { extensionCells, noteOf, type OneRosterRow, refusal, type Said } from './row.ts';
import type { OneRosterSettings } from './settings.ts';

// From the rows about one user to rows of our own layout. A row of ours may rest on several of theirs, which share its fate.

/** The rows about one user, each sourcedId once: what this file says, and for the rest what earlier files of the sender said. */
export type UserRows = {
  userId: string;
  rows: readonly OneRosterRow[];
  /** Line of the user's own row in this file where its form was wrong. */
  refusedAt: number | null;
};

/** A row of our layout, and the rows that state it; none when it only helps to tell who the student is. */
export type StatedRow = {
  file: 'students' | 'enrolments';
  cells: Record<string, string>;
  /** Cells that OneRoster has no column for: they hold where nothing is stated, and nothing stands. */
  assumed: Record<string, string>;
  carriers: readonly OneRosterRow[];
};

/** A row whose fate is known without asking the register. */
export type SettledRow = { row: OneRosterRow; said: readonly Said[] };

export type Translation = { isStudent: boolean; stated: StatedRow[]; settled: SettledRow[] };

export function translateUser(input: UserRows, settings: OneRosterSettings): Translation {
  const { rows } = input;
  const isSent = ({ ordinal }: OneRosterRow) => ordinal !== null;
  const unheld = rows.filter((it) => isSent(it) && !isHeldFile(it.file));
  const deleted = rows.filter((it) => it.file !== 'roles' && isHeldFile(it.file) && isDeletion(it));
  const settled: SettledRow[] = [
    ...unheld.map((row) => ({ row, said: [noteOf('not_held', { file: row.file })] })),
    ...deleted.filter(isSent).map((row) => ({ row, said: [noteOf('never_deleted')] })),
  ];
  const live = rows.filter((it) => isHeldFile(it.file) && !deleted.includes(it));
  const roles = live.filter((it) => it.file === 'roles');
  const students = roles.filter((it) => it.cells['role'] === 'student');
  const others = live.filter((it) => it.file === 'roles' && !students.includes(it));
  if (students.length === 0) {
    const said = others.length > 0 ? noteOf('not_a_student') : refusal('user_without_role', null, {});
    return { isStudent: false, stated: [], settled: [...settled, ...live.filter(isSent).map(settleAs(said))] };
  }
  settled.push(...others.filter(isSent).map(settleAs(noteOf('not_a_student'))));
  const student = translateStudent({ ...input, rows: live }, students, settings);
  return { isStudent: true, stated: student.stated, settled: [...settled, ...student.settled] };
}

function settleAs(said: Said) {
  return (row: OneRosterRow): SettledRow => ({ row, said: [said] });
}

function isDeletion({ cells }: OneRosterRow): boolean {
  return cells['status'] === 'tobedeleted';
}

function translateStudent(
  { userId, rows, refusedAt }: UserRows,
  roles: readonly OneRosterRow[],
  settings: OneRosterSettings,
): Omit<Translation, 'isStudent'> {
  const user = rows.find((it) => it.file === 'users');
  const demographics = rows.find((it) => it.file === 'demographics');
  const sent = (list: readonly (OneRosterRow | undefined)[]) =>
    list.filter((it): it is OneRosterRow => it !== undefined && it.ordinal !== null);
  if (refusedAt !== null || user === undefined) {
    const said =
      refusedAt === null
        ? refusal('user_unknown', null, { user: userId })
        : refusal('user_refused', null, { row: refusedAt });
    return { stated: [], settled: sent([demographics, ...roles]).map(settleAs(said)) };
  }
  if (demographics?.cells['birthDate'] === undefined) {
    const own = refusal('user_without_demographics', null, {});
    const follows = user.ordinal === null ? own : refusal('user_refused', null, { row: user.row });
    return {
      stated: [],
      settled: [...sent([user, demographics]).map(settleAs(own)), ...sent(roles).map(settleAs(follows))],
    };
  }
  const cells = studentCells(user, demographics, settings);
  const student: StatedRow = { file: 'students', cells, assumed: {}, carriers: sent([user, demographics]) };
  const enrolments = translateRoles(roles, { user, localStudentId: cells['local_student_id'] ?? userId, settings });
  return { stated: [student, ...enrolments.stated], settled: enrolments.settled };
}

const localIdMax = 40;

function studentCells(
  user: OneRosterRow,
  demographics: OneRosterRow,
  settings: OneRosterSettings,
): Record<string, string> {
  const { sourcedId } = user;
  const guid = settings.guidOf('user', sourcedId);
  const cells: Record<string, string> = {
    local_student_id: sourcedId.length <= localIdMax ? sourcedId : guid,
    gender: settings.defaults.gender,
  };
  for (const row of [user, demographics]) {
    for (const [column, target] of Object.entries((isHeldFile(row.file) && readAs[row.file]) || {})) {
      const [file, name = ''] = target.split('.');
      const value = row.cells[column];
      if (file === 'students' && value !== undefined) cells[name] = value;
    }
  }
  const sex = demographics.cells['sex'];
  const gender = sex === undefined ? settings.defaults.gender : (settings.sexes.get(sex) ?? sex);
  return { ...cells, guid, gender, ...extensionCells(user, settings.metadata.users) };
}

type Roles = { user: OneRosterRow; localStudentId: string; settings: OneRosterSettings };

/** A role that an earlier file stated is stated anew by the user's row, which says the grade. */
function translateRoles(
  roles: readonly OneRosterRow[],
  { user, localStudentId, settings }: Roles,
): Omit<Translation, 'isStudent'> {
  const stated: StatedRow[] = [];
  const settled: SettledRow[] = [];
  for (const role of roles) {
    const isSent = role.ordinal !== null;
    if (!isSent && (user.ordinal === null || isDeletion(role))) continue;
    const rivals = rivalsOf(role, roles);
    const found =
      rivals.length > 0
        ? { against: refusal('two_primary_roles', 'roleType', { rows: rivals.map((it) => it.row) }) }
        : toEnrolment(role, user, localStudentId, settings);
    if ('cells' in found) stated.push({ file: 'enrolments', ...found, carriers: isSent ? [role] : [user] });
    else if (isSent) settled.push({ row: role, said: [found.against] });
  }
  return { stated, settled };
}
