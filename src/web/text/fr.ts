import type { en } from './en.ts';
import { access } from './fr/access.ts';
import { account } from './fr/account.ts';
import { alarms } from './fr/alarms.ts';
import { budgets } from './fr/budgets.ts';
import { clients } from './fr/clients.ts';
import { contacts } from './fr/contacts.ts';
import { counts } from './fr/counts.ts';
import { enrolmentEditor } from './fr/enrolment-editor.ts';
import { exports } from './fr/exports.ts';
import { fields } from './fr/fields.ts';
import { frame } from './fr/frame.ts';
import { help } from './fr/help.ts';
import { home } from './fr/home.ts';
import { homeEducation } from './fr/home-education.ts';
import { homeNotification } from './fr/home-notification.ts';
import { ledger } from './fr/ledger.ts';
import { matches } from './fr/matches.ts';
import { mover } from './fr/mover.ts';
import { moves } from './fr/moves.ts';
import { organisations } from './fr/organisations.ts';
import { people } from './fr/people.ts';
import { personal } from './fr/personal.ts';
import { privacy } from './fr/privacy.ts';
import { responsible } from './fr/responsible.ts';
import { restrictions } from './fr/restrictions.ts';
import { rules } from './fr/rules.ts';
import { sealed } from './fr/sealed.ts';
import { sight } from './fr/sight.ts';
import { signIn } from './fr/sign-in.ts';
import { students } from './fr/students.ts';
import { submissions } from './fr/submissions.ts';
import { support } from './fr/support.ts';
import { table } from './fr/table.ts';
import { work } from './fr/work.ts';

/** Every word of the pages in French. */
export const fr = {
  access,
  account,
  budgets,
  clients,
  alarms,
  contacts,
  counts,
  enrolmentEditor,
  exports,
  fields,
  frame,
  help,
  home,
  homeEducation,
  homeNotification,
  ledger,
  matches,
  mover,
  moves,
  organisations,
  privacy,
  people,
  responsible,
  personal,
  restrictions,
  rules,
  sealed,
  sight,
  signIn,
  students,
  submissions,
  support,
  table,
  work,
} satisfies typeof en;
