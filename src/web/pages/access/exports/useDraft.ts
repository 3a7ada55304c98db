import { useState } from 'react';
import type { ExportAsk, ExportChoices, ExportScope } from '../../../api/exports.ts';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';

export type Draft = {
  purpose: string;
  purposeText: string;
  organisations: string;
  schoolYear: number;
  grades: string[];
  status: ExportAsk['status'];
  includesProtected: boolean;
  columns: string[];
  format: ExportAsk['format'];
  receiverName: string;
  receiverKey: string;
};

export type DraftForm = ReturnType<typeof useDraft>;

const purposeTextMin = 20;
const receiverMin = 2;
const keyForm = /^age1[0-9a-z]{58}$/;
const codeForm = /^[A-Z]\.[A-Z0-9]{1,8}$/;

/** What is being asked for, and what is still missing before it can be. The server judges again. */
export function useDraft(choices: ExportChoices) {
  const { words } = useWords();
  const me = useMe();
  const said = words.exports;
  const [draft, setDraft] = useState<Draft>({
    purpose: '',
    purposeText: '',
    organisations: me.organisation.code,
    schoolYear: me.currentSchoolYear,
    grades: [],
    status: 'open',
    includesProtected: false,
    columns: [],
    format: 'csv',
    receiverName: '',
    receiverKey: '',
  });
  const purpose = choices.purposes.find((it) => it.code === draft.purpose) ?? null;
  // What the purpose does not allow is left out, not lost: another purpose brings it back.
  const columns = choices.columns.filter((it) => draft.columns.includes(it.name) && purpose?.groups.includes(it.group));
  const codes = draft.organisations.split(/[\s,;]+/).filter((code) => code !== '');
  const isScoped =
    purpose !== null && columns.length > 0 && codes.length > 0 && codes.every((code) => codeForm.test(code));
  const scope = {
    purpose: draft.purpose,
    organisations: codes as ExportScope['organisations'], // of the form just tested, or not sent
    schoolYear: draft.schoolYear,
    grades: draft.grades,
    status: draft.status,
    includesProtected: draft.includesProtected && (purpose?.allowsProtected ?? false),
    columns: columns.map((it) => it.name),
  };
  const { purposeText, format, receiverName, receiverKey } = draft;
  const missing = [
    purpose === null ? said.why : null,
    purposeText.trim().length < purposeTextMin ? said.whyText : null,
    isScoped || purpose === null ? null : said.columns,
    receiverName.trim().length < receiverMin ? said.receiverName : null,
    keyForm.test(receiverKey.trim()) ? null : said.receiverKey,
  ].filter((it) => it !== null);
  return {
    draft,
    purpose,
    choices,
    set: (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes })),
    scope: isScoped ? scope : null,
    ask: { ...scope, purposeText, format, receiverName, receiverKey: receiverKey.trim() },
    missing: missing.length > 0 ? said.missingParts(missing.join(', ')) : null,
  };
}
