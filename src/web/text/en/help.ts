/** Help for each page: what it is for and how to get far quickly. */
export const help = {
  home: [
    'What waits for you, the most urgent first, and the way to each.',
    'Everything can be reached by keyboard: press ? for the map.',
  ],
  students: [
    'Type a number, names in any order and script, or a birth date; the beginnings of words are enough.',
    'Previous and other names count too: each result says why it matched.',
    'Students you may not know of are simply not there.',
  ],
  student: [
    'One record for one person. Every value says where it comes from: press the small i beside it.',
    'A legal name, a birth date and a gender come from documents. To change them, add the document that proves the change.',
    'History shows who changed what and when. Move back in time and every tab shows what was known then.',
  ],
  submissions: [
    'Drop a file from your school’s system anywhere on the page. A rehearsal gives the same answer and writes nothing.',
    'The same file again changes nothing and says so.',
  ],
  submission: [
    'The numbers are filters: press one to see only those rows.',
    'A refused row shows the rule, the field and how to mend it. Mend it here and send that row again, or mend it in your system and send the file again.',
    'Rows that wait for a person come back by themselves once the person has decided.',
  ],
  work: [
    'Each item is something to mend or to confirm. Warnings are mended, or overridden by the ministry; advice can be acknowledged with a note.',
    'An item leaves the list by itself when the record is mended.',
    'Keys: arrows move, t takes, a acknowledges, z puts off, n adds a note, o opens the record.',
  ],
  matches: [
    'Here a person decides whether a submitted student is somebody the register already knows.',
    'Facts stand side by side; letters that differ are marked. Decide “the same person” or “a new student”.',
  ],
  organisations: [
    'Authorities, schools and others, with what they offer and when. Codes begin with their kind: S for a school, A for an authority.',
    'An import shows first what would open, close and change, and what does not fit.',
  ],
  rules: [
    'Every rule by which records are judged, with an example that passes and one that does not.',
    'A rejection stops a row before anything is written. Warnings and advice are kept with the record as work items.',
    '“Known numbers” lists the numbers of the system before, each with our rule or the reason why there is none.',
  ],
  counts: [
    'How many students were enrolled on a count day, by authority, school, grade and programme.',
    'A frozen count never changes. What schools mend afterwards is listed beside it, student by student.',
  ],
  access: [
    'Who may sign in, what each may do, who looked, and what leaves the register.',
    'You see the parts that your grants open. What you may not use is not listed.',
  ],
  signIn: ['Choose one of the accounts of the demonstration. Nothing here is real.'],
  other: ['Press ? for the keys that work everywhere, or search with /.'],
};
