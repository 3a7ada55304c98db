import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Severity } from '#kernel/rule.ts';
import type { Language, Params } from '#kernel/words.ts';
import type { Actor } from '#platform/actor.ts';
import type { Fate, Stage, SubmissionState } from './contract.ts';
import type { StagedFile } from './reading/item.ts';
import type { FileModes } from './rules/oneroster/manifest.ts';
import type { FileProblem, Problem } from './rules/problems.ts';

/** An actor as a submission keeps it, so that a run after a restart acts in the same name. */
export type KeptActor = Omit<Actor, 'permissions' | 'organisation'> & {
  organisation: string;
  permissions: string[];
  language: Language;
};

export type SubmissionRecord = {
  submissionId: string;
  organisation: OrganisationCode;
  format: 'zip' | 'ndjson' | 'json';
  fileName: string;
  fileId: string | null;
  sizeBytes: number;
  sha256: string | null;
  isRehearsal: boolean;
  state: SubmissionState;
  stage: Stage;
  schoolYear: number | null;
  layoutVersion: string | null;
  software: string | null;
  /** Of OneRoster: how each of its files is read; null for our own layout. */
  fileModes: FileModes | null;
  actor: KeptActor;
  receivedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  isCancelAsked: boolean;
  cursorSubject: string | null;
  students: { new: number; matched: number; held: number; refused: number };
  refusal: FileProblem | null;
  remarks: FileProblem[];
  repeats: { submissionId: string; receivedAt: Date } | null;
  /** When it was taken back. */
  reversedAt: Date | null;
  failureReference: string | null;
};

/** A remark as it is kept: the words are looked up by the code when somebody reads it. */
export type KeptRemark = { code: string; severity: Severity | 'note'; field: string | null; params: Params };

/** A staged row as the pipeline and the report read it. */
export type ItemRecord = {
  ordinal: number;
  file: StagedFile;
  row: number;
  subject: string | null;
  guid: string | null;
  fields: Record<string, string>;
  problems: Problem[] | null;
  isMended: boolean;
};

/** What became of a row. */
export type FateRecord = {
  ordinal: number;
  file: StagedFile;
  fate: Fate;
  studentNumber: StudentNumber | null;
  isNewNumber: boolean;
  matchTaskId: string | null;
  remarks: KeptRemark[];
  /** Released to a protected student: to whoever lacks the right it still waits. */
  isSealed?: boolean;
};

export type ItemWithFate = ItemRecord & {
  /** `isRestricted`: the student is hidden from all without the right. */
  result: (Omit<FateRecord, 'ordinal' | 'file'> & { isRestricted: boolean }) | null;
};

/** The rows of one student in a submission that are to be applied; `known` ones were applied before and only help to tell who it is. */
export type Subject = { id: string; items: ItemRecord[]; known?: ItemRecord[]; translated?: Translated };

/** What stands behind a subject whose rows were translated into our layout: they are those of OneRoster about one user. */
export type Translated = {
  isStudent: boolean;
  /** The rows as sent that state a row of ours, by its place; they share its fate. */
  carriers: ReadonlyMap<number, readonly ItemRecord[]>;
  /** The columns of a row of ours that were assumed: what stands on the register goes before. */
  assumed: ReadonlyMap<number, readonly string[]>;
  /** The fates of rows that state nothing which the register could take. */
  settled: readonly FateRecord[];
};

/** The taking back of a submission. */
export type ReversalRecord = {
  submissionId: string;
  actId: number;
  state: 'running' | 'finished';
  actor: KeptActor;
  reason: string;
  askedAt: Date;
  finishedAt: Date | null;
  /** The last act of the submission that was put back. */
  cursorAct: number;
  putBack: number;
  stayed: number;
  numbers: number;
};
