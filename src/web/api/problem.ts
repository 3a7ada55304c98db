import type { Words } from '#kernel/words.ts';

/** One field that is wrong, by JSON pointer (`/body/birthDate`). */
export type FieldProblem = { pointer: string; code: string; message: Words };

type Told = {
  status: number;
  code: string;
  detail: Words;
  requestId: string | null;
  fields: FieldProblem[];
  params: Record<string, unknown>;
};

/** What the API refused, in both languages (RFC 9457), or that it could not be reached (`status` 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: Words;
  readonly requestId: string | null;
  readonly fields: FieldProblem[];
  readonly params: Record<string, unknown>;

  constructor(told: Told) {
    super(told.detail.en);
    this.name = 'ApiProblem';
    this.status = told.status;
    this.code = told.code;
    this.detail = told.detail;
    this.requestId = told.requestId;
    this.fields = told.fields;
    this.params = told.params;
  }
}

const unreachable: Words = {
  en: 'The server does not answer. Check that it is running and that you are connected.',
  fr: 'Le serveur ne répond pas. Vérifiez qu’il fonctionne et que vous êtes connecté.',
};
const unreadable: Words = {
  en: 'The server answered in a way that this page does not understand.',
  fr: 'Le serveur a répondu d’une façon que cette page ne comprend pas.',
};

export function unreachableProblem(): ApiProblem {
  return new ApiProblem({
    status: 0,
    code: 'web.unreachable',
    detail: unreachable,
    requestId: null,
    fields: [],
    params: {},
  });
}

/** Reads an answer that is not a success; a body that is not a problem document becomes one. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  const told = isProblem(body) ? body : null;
  return new ApiProblem({
    status: response.status,
    code: told?.code ?? 'web.unreadable',
    detail: told?.detail ?? unreadable,
    requestId: told?.requestId ?? null,
    fields: told?.errors ?? [],
    params: told?.params ?? {},
  });
}

type ProblemBody = {
  code: string;
  detail: Words;
  requestId?: string;
  params?: Record<string, unknown>;
  errors?: FieldProblem[];
};

function isProblem(body: unknown): body is ProblemBody {
  if (typeof body !== 'object' || body === null) return false;
  const { code, detail } = body as Partial<ProblemBody>; // each part is judged on the next line
  return typeof code === 'string' && typeof detail === 'object' && typeof detail?.en === 'string';
}
