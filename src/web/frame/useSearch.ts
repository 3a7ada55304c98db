import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { submissionsQuery } from '../api/exchange.ts';
import { searchQuery } from '../api/identity.ts';
import { organisationSearchQuery } from '../api/organisations.ts';
import { rulesQuery } from '../api/validation.ts';
import { sectionsFor } from '../pages/access/sections.ts';
import { paths } from '../paths.ts';
import { useWords } from '../text/words.tsx';
import { placesFor } from './navigation.ts';
import { useMay, useMe } from './session.ts';

export type Found = { href: string; title: string; detail: string };
export type FoundGroup = { name: 'students' | 'organisations' | 'submissions' | 'rules' | 'pages'; found: Found[] };

/** Everything that answers to a text: students first, then organisations, submissions, rules and pages. */
export function useSearch(asked: string): { groups: FoundGroup[]; isFailed: boolean } {
  const text = asked.trim();
  const students = useFoundStudents(text);
  const groups: FoundGroup[] = [
    { name: 'students', found: students.found },
    { name: 'organisations', found: useFoundOrganisations(text) },
    { name: 'submissions', found: useFoundSubmissions(text) },
    { name: 'rules', found: useFoundRules(text) },
    { name: 'pages', found: useFoundPages(text) },
  ];
  return { groups: groups.filter(({ found }) => found.length > 0), isFailed: students.isFailed };
}

function useFoundStudents(text: string): { found: Found[]; isFailed: boolean } {
  const { words, format } = useWords();
  const may = useMay('student.search');
  const isOn = may && text.length >= 2;
  const { data, isError } = useQuery({ ...searchQuery(text, 6), enabled: isOn, placeholderData: keepPreviousData });
  const found = (data?.students ?? []).map((student) => ({
    href: paths.student(student.studentNumber),
    title: student.displayName,
    detail: `${format.day(student.birthDate)} · ${format.studentNumber(student.studentNumber)}`,
  }));
  if (!isOn) return { found: [], isFailed: false };
  const all = { href: paths.students({ q: text }), title: words.frame.search.allStudents(text), detail: '' };
  return { found: found.length > 0 ? [...found, all] : [], isFailed: isError };
}

function useFoundOrganisations(text: string): Found[] {
  const may = useMay('organisation.read');
  const isOn = may && text.length >= 2;
  const { data } = useQuery({ ...organisationSearchQuery(text), enabled: isOn, placeholderData: keepPreviousData });
  if (!isOn) return [];
  return (data ?? []).map(({ code, name }) => ({ href: paths.organisation(code), title: name, detail: code }));
}

function useFoundSubmissions(text: string): Found[] {
  const { format } = useWords();
  const may = useMay('submission.read');
  const isOn = may && text.length >= 2;
  const { data } = useQuery({ ...submissionsQuery({ limit: 50 }), enabled: isOn });
  if (!isOn) return [];
  return (data?.items ?? [])
    .filter(({ fileName, submissionId }) => holds(`${fileName} ${submissionId}`, text))
    .slice(0, 4)
    .map(({ submissionId, fileName, receivedAt }) => ({
      href: paths.submission(submissionId),
      title: fileName,
      detail: format.moment(receivedAt),
    }));
}

function useFoundRules(text: string): Found[] {
  const { format } = useWords();
  const may = useMay('rule.read');
  const isOn = may && text.length >= 2;
  const { data } = useQuery({ ...rulesQuery, enabled: isOn });
  if (!isOn) return [];
  return (data ?? [])
    .filter(({ code, reference, title }) => holds(`${code} ${reference ?? ''} ${format.words(title)}`, text))
    .slice(0, 4)
    .map(({ code, reference, title }) => ({
      href: paths.rule(code),
      title: format.words(title),
      detail: reference ?? code,
    }));
}

function useFoundPages(text: string): Found[] {
  const { words } = useWords();
  const { permissions } = useMe();
  if (text === '') return [];
  const pages = placesFor(permissions).map(({ name, href }) => ({ href, title: words.frame.pages[name], detail: '' }));
  const sections = sectionsFor(permissions).map(({ name, href }) => ({
    href,
    title: words.access.sections[name].title,
    detail: words.frame.pages.access,
  }));
  return [...pages, ...sections].filter(({ title }) => holds(title, text));
}

function holds(whole: string, part: string): boolean {
  const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return fold(whole).includes(fold(part));
}
