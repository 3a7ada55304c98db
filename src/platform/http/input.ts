import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type FieldError, toFieldErrors } from './field-errors.ts';
import { errors, InvalidRequest } from './problem.ts';
import type { AnyRoute } from './route.ts';

/** The parts of a request by the route's closed schemas; throws InvalidRequest with everything that is wrong at once. */
export function parseInput(route: AnyRoute, request: FastifyRequest) {
  const fields: FieldError[] = [...zeroCharacters(request.params, 'params'), ...zeroCharacters(request.query, 'query')];
  const parse = (schema: z.ZodType | undefined, value: unknown, place: 'body' | 'query' | 'params') => {
    if (!schema) return undefined;
    const parsed = schema.safeParse(value, { reportInput: false });
    if (parsed.success) return parsed.data;
    fields.push(...toFieldErrors(parsed.error.issues, place));
    return undefined;
  };
  const params = parse(route.params, request.params, 'params');
  const query = parse(route.query, request.query, 'query');
  const body = parse(route.body, request.body ?? undefined, 'body');
  if (fields.length > 0) throw new InvalidRequest(fields);
  return { params, query, body };
}

/** No address means a zero character (%00), and no database could compare one. */
function zeroCharacters(values: unknown, place: 'query' | 'params'): FieldError[] {
  return Object.entries(values ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' && value.includes('\u0000') ? [unkeepableText(`/${place}/${name}`)] : [],
  );
}

/** Throws unless an upload says that it is of a type that the route takes. */
export function requireType(types: readonly string[], request: FastifyRequest): void {
  const given = (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  if (!types.includes(given)) throw errors.wrong_type({ expected: types, given: given || '–' });
}

/** The Idempotency-Key, or null when none was sent. */
export function readIdempotencyKey(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') return null;
  if (typeof key === 'string' && /^[\x20-\x7e]{1,200}$/.test(key)) return key;
  const message = {
    en: 'At most 200 letters, digits and signs without accents',
    fr: 'Au plus 200 lettres, chiffres et signes sans accent',
  };
  throw new InvalidRequest([{ pointer: '/headers/idempotency-key', code: 'key_form', message }]);
}

/** What the database says of text that it cannot keep, as the field error that the caller gets; null for any other error. */
export function unkeepable(error: unknown): InvalidRequest | null {
  const { code, detail = '' } = error as { code?: string; detail?: string };
  const isText = code === '22021' || code === '22P05' || (code === '22P02' && detail.includes('surrogate'));
  return isText ? new InvalidRequest([unkeepableText('/body')]) : null;
}

function unkeepableText(pointer: string): FieldError {
  return {
    pointer,
    code: 'text_not_kept',
    message: {
      en: 'A text holds a zero character or half a character, which cannot be kept',
      fr: 'Un texte contient un caractère nul ou une moitié de caractère, qui ne peut être conservé',
    },
  };
}
