import { access } from './en/access.ts';
import { account } from './en/account.ts';
import { alarms } from './en/alarms.ts';
import { budgets } from './en/budgets.ts';
import { clients } from './en/clients.ts';
import { contacts } from './en/contacts.ts';
import { counts } from './en/counts.ts';
import { enrolmentEditor } from './en/enrolment-editor.ts';
import { exports } from './en/exports.ts';
import { fields } from './en/fields.ts';
import { frame } from './en/frame.ts';
import { help } from './en/help.ts';
import { home } from './en/home.ts';
import { homeEducation } from './en/home-education.ts';
import { homeNotification } from './en/home-notification.ts';
import { ledger } from './en/ledger.ts';
import { matches } from './en/matches.ts';
import { mover } from './en/mover.ts';
import { moves } from './en/moves.ts';
import { organisations } from './en/organisations.ts';
import { people } from './en/people.ts';
import { personal } from './en/personal.ts';
import { privacy } from './en/privacy.ts';
import { responsible } from './en/responsible.ts';
import { restrictions } from './en/restrictions.ts';
import { rules } from './en/rules.ts';
import { sealed } from './en/sealed.ts';
import { sight } from './en/sight.ts';
import { signIn } from './en/sign-in.ts';
import { students } from './en/students.ts';
import { submissions } from './en/submissions.ts';
import { support } from './en/support.ts';
import { table } from './en/table.ts';
import { work } from './en/work.ts';

/** Every word of the pages in English. French (`fr.ts`) fills the same keys. */
export const en = {
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
};
