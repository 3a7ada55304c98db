import { judgeAll } from '#kernel/rule.ts';
import type { Scanner } from '#modules/validation/index.ts';
import { nobody } from '../../rules/facts.ts';
import { loadEnrolments, loadSurroundings, toSiblings, unique } from '../../service/load.ts';
import { notificationFindingRules } from '../rules/findings.ts';
import { listNotifications } from '../store.ts';

const scanned = [{ object: 'home_education_notification' as const, objectId: null }];

/** Judges notifications that stand, against the live enrolments; students without one cost one query together. */
export const notificationScanner: Scanner = async (reader, numbers, context) => {
  const standing = (await listNotifications(reader, numbers)).filter((it) => it.state !== 'withdrawn');
  const known = await loadEnrolments(reader, unique(standing.map((it) => it.studentNumber)));
  const live = [...known.values()].flat().filter((it) => !it.isDeleted);
  const enrolments = live.length > 0 ? toSiblings(live, await loadSurroundings(reader, live)) : [];
  return numbers.map((studentNumber) => {
    const own = enrolments.filter((it) => it.studentNumber === studentNumber);
    const shared = { student: nobody, supervisorKind: null, others: [], enrolments: own, submission: null };
    const fired = standing
      .filter((it) => it.studentNumber === studentNumber)
      .flatMap((notification) => {
        const { schoolYear, notificationId: objectId, supervisorCode: organisation } = notification;
        const judged = judgeAll(notificationFindingRules, { ...shared, notification }, context, schoolYear).fired;
        return judged.map((it) => ({ ...it, objectId, organisation, schoolYear }));
      });
    return { studentNumber, scanned, fired, rescanOn: null };
  });
};
