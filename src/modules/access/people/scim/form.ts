import type { Language } from '#kernel/words.ts';
import type { AnswerForm } from '#platform/http/form.ts';
import type { Problem } from '#platform/http/problem.ts';
import { ScimError } from './contract.ts';
import { urns } from './rules/attributes.ts';
import { scimTypeOf, statusOf } from './rules/refusals.ts';

/** How SCIM's routes speak: its media type, its refusals, its lists. */
export const scimForm: AnswerForm = {
  type: 'application/scim+json',
  refusal: ScimError,
  refuse,
  rowsOf: (body) => {
    const { Resources } = (body ?? {}) as { Resources?: unknown };
    return Array.isArray(Resources) ? Resources.length : null;
  },
};

function refuse(problem: Problem, language: Language): { status: number; body: ScimError } {
  const { code, requestId } = problem;
  const status = statusOf(problem.status);
  const scimType = scimTypeOf({ code, status, fields: problem.errors ?? [] });
  const named = (problem.errors ?? []).slice(0, 10).map((it) => `${it.pointer}: ${it.message[language]}`);
  const detail = [problem.detail[language], ...named].join('\n');
  return {
    status,
    body: {
      schemas: [urns.error],
      status: String(status),
      ...(scimType ? { scimType } : {}),
      detail,
      code,
      requestId,
    },
  };
}
