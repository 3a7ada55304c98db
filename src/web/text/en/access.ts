/** The hub of access, privacy and the ledger. A section has its title and its meaning here; its page has words of its own. */
export const access = {
  answer: 'Who may do what, who looked, and what leaves the register',
  nothing: 'Nothing here is yours to use',
  nothingWhy: 'Your grants open none of these parts. Ask whoever manages the people of your organisation.',
  groups: {
    mine: 'Myself',
    students: 'Students',
    people: 'People',
    systems: 'Systems and files',
    watch: 'What was looked at',
    privacy: 'Privacy',
  },
  sections: {
    budgets: {
      title: 'Read budgets',
      meaning: 'Who read how many different people today, and larger budgets for a time',
    },
    moves: {
      title: 'Moves between schools',
      meaning: 'Students whom one school enrolled while another still claims them: confirm, contest, decide',
    },
    alarms: {
      title: 'Alarms',
      meaning: 'What somebody must look at: spent budgets, decoys that were met, locked accounts',
    },
    exports: {
      title: 'Exports',
      meaning: 'Ask for a file of students’ data, approve what others ask for, fetch what was made',
    },
    account: {
      title: 'My account',
      meaning: 'Passkeys, password, authenticator app, and where you are signed in',
    },
    privacy: {
      title: 'Privacy desk',
      meaning: 'Requests for access and correction, each with its legal clock',
    },
    holds: {
      title: 'Legal holds',
      meaning: 'What must not be disposed of while a claim or an investigation needs it',
    },
    disposals: {
      title: 'Disposal',
      meaning: 'What is due, proposed by one, approved by two others, with certificates',
    },
    people: {
      title: 'People and grants',
      meaning: 'Who may sign in for your organisation, and what each may do',
    },
    sealed: {
      title: 'The sealed register',
      meaning: 'See protected students for a time: ask, answer others, review what was opened in an emergency',
    },
    clients: {
      title: 'Machine clients',
      meaning: 'Let your student information system call by itself: its key, what it may, its last calls',
    },
    support: {
      title: 'Support access',
      meaning: 'Let somebody who helps you in for some hours, see what they do, and end it',
    },
    reviews: {
      title: 'Access review',
      meaning: 'Who can do what here, which grants nobody uses, and the yearly confirmation',
    },
    ledger: {
      title: 'Who read whom',
      meaning: 'Every look at a record by people and systems of your organisation',
    },
    drill: {
      title: 'What did it read?',
      meaning: 'After a breach: which people’s which fields an account or key read, with draft notices',
    },
  },
};
