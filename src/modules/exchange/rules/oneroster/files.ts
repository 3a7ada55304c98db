// OneRoster 1.2, the CSV binding of 1EdTech (1.2.1): its files, and what the register takes their columns for. The schemas of the
// files of which the register holds facts are in `layout/oneroster.ts`.

export const oneRosterVersion = '1.2';

/** The files whose rows tell the register something, in the order in which they are read. */
export const heldFiles = ['orgs', 'academicSessions', 'users', 'demographics', 'roles'] as const;
export type HeldFile = (typeof heldFiles)[number];

const marks = ['sourcedId', 'status', 'dateLastModified'] as const;
const columnsOf = (names: string) => [...marks, ...names.split(' ')];

/** The files of which the register holds nothing, with their columns. */
export const unheldColumns = {
  userProfiles: columnsOf(
    'userSourcedId profileType vendorId applicationId description credentialType username password',
  ),
  courses: columnsOf('schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes'),
  classes: columnsOf(
    'title grades courseSourcedId classCode classType location schoolSourcedId termSourcedIds subjects subjectCodes periods',
  ),
  enrollments: columnsOf('classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate'),
  categories: columnsOf('title weight'),
  lineItems: columnsOf(
    'title description assignDate dueDate classSourcedId categorySourcedId academicSessionSourcedId resultValueMin resultValueMax schoolSourcedId',
  ),
  results: columnsOf(
    'lineItemSourcedId studentSourcedId scoreStatus score scoreDate comment textScore classSourcedId inProgress incomplete late missing',
  ),
  scoreScales: columnsOf('title type orgSourcedId courseSourcedId classSourcedId scoreScaleValue'),
  lineItemLearningObjectiveIds: columnsOf('lineItemSourcedId source learningObjectiveId'),
  lineItemScoreScales: columnsOf('title lineItemSourcedId scoreScaleSourcedId'),
  resultLearningObjectiveIds: columnsOf('resultSourcedId source learningObjectiveId score textScore'),
  resultScoreScales: columnsOf('title resultSourcedId scoreScaleSourcedId'),
  resources: columnsOf('vendorResourceId title roles importance vendorId applicationId'),
  classResources: columnsOf('title classSourcedId resourceSourcedId'),
  courseResources: columnsOf('title courseSourcedId resourceSourcedId'),
  userResources: columnsOf('userSourcedId orgSourcedId classSourcedId resourceSourcedId'),
} as const satisfies Record<string, readonly string[]>;
export type UnheldFile = keyof typeof unheldColumns;

export type OneRosterFile = HeldFile | UnheldFile;
export const unheldFiles = Object.keys(unheldColumns) as UnheldFile[]; // the keys of the literal
export const oneRosterFiles: readonly OneRosterFile[] = [...heldFiles, ...unheldFiles];

export function isOneRosterFile(file: string): file is OneRosterFile {
  return (oneRosterFiles as readonly string[]).includes(file);
}

export function isHeldFile(file: string): file is HeldFile {
  return (heldFiles as readonly string[]).includes(file);
}

/** The column that says whose row it is, in the files about one user each. */
export const userColumns: { readonly [File in OneRosterFile]?: string } = {
  users: 'sourcedId',
  demographics: 'sourcedId',
  roles: 'userSourcedId',
  enrollments: 'userSourcedId',
  userProfiles: 'userSourcedId',
  results: 'studentSourcedId',
  userResources: 'userSourcedId',
};

/** What the register takes a column for, as file and column of its own layout. */
export const readAs: {
  readonly [File in HeldFile]?: Readonly<Record<string, `${'students' | 'enrolments'}.${string}`>>;
} = {
  users: {
    sourcedId: 'students.guid',
    identifier: 'students.local_student_id',
    userMasterIdentifier: 'students.student_number',
    familyName: 'students.family_name',
    givenName: 'students.given_name',
    middleName: 'students.middle_name',
    preferredFamilyName: 'students.preferred_family_name',
    preferredGivenName: 'students.preferred_given_name',
    grades: 'enrolments.grade',
  },
  demographics: { birthDate: 'students.birth_date', sex: 'students.gender' },
  roles: {
    sourcedId: 'enrolments.guid',
    orgSourcedId: 'enrolments.school_code',
    beginDate: 'enrolments.start_on',
    endDate: 'enrolments.exit_on',
  },
};

/** Columns that the register does not hold: kept with the row as it was sent, and never read. */
export const unreadColumns: { readonly [File in HeldFile]?: readonly string[] } = {
  users: [
    'enabledUser',
    'username',
    'userIds',
    'email',
    'sms',
    'phone',
    'agentSourcedIds',
    'preferredMiddleName',
    'primaryOrgSourcedId',
    'pronouns',
  ],
  demographics: ['countryOfBirthCode', 'stateOfBirthAbbreviation', 'cityOfBirth', 'publicSchoolResidenceStatus'],
  roles: ['userProfileSourcedId'],
};

/** Columns that must not be kept, not even with the row as it was sent: a secret, and what no register of ours asks of anybody. */
export const leftOutColumns: { readonly [File in OneRosterFile]?: readonly string[] } = {
  users: ['password'],
  userProfiles: ['password'],
  demographics: [
    'americanIndianOrAlaskaNative',
    'asian',
    'blackOrAfricanAmerican',
    'nativeHawaiianOrOtherPacificIslander',
    'white',
    'demographicRaceTwoOrMoreRaces',
    'hispanicOrLatinoEthnicity',
  ],
};

/** A column by which a system adds to the binding; the jurisdiction says which of them are read. */
export const extensionPrefix = 'metadata.';
