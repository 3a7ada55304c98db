// The only door of this module for others.
//
//   receiveFile, runSubmission, getSubmission, presentSubmission   a file through the pipeline without HTTP (bench, demonstration)
//   requeueUnfinished(db)                                          at the start of the program, behind the job runner
//   rowsOf, toQuery, toStudentItem, toEnrolmentItem                from rows of the layout to what identity and enrolment take
//   writeOneRoster(sheet)                                          a bulk zip of OneRoster, for exports
//   formatPages()                                                  docs/formats, for scripts/generate.ts
export { exchangeHoldings } from './holdings.ts';
export type { ItemRecord, Subject } from './records.ts';
export { getSubmission } from './service/ask.ts';
export { rowsOf, toEnrolmentItem, toQuery, toStudentItem } from './service/drafts.ts';
export { formatPages } from './service/format-pages.ts';
export { type WrittenEnrolment, writeOneRoster } from './service/oneroster/write.ts';
export { presentSubmission } from './service/present.ts';
export { requeueUnfinished } from './service/queue.ts';
export { receiveFile } from './service/receive.ts';
export { type RunOptions, runSubmission } from './service/run.ts';
