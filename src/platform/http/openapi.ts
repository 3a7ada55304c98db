import { z } from 'zod';
import { toProblem } from './problem.ts';
import type { AnyRoute } from './route.ts';

type Json = Record<string, unknown>;

/** Writes OpenAPI 3.1 from the routes; named schemas become components, in name order, so that the file only differs when a contract does. */
export function writeOpenApi(
  routes: readonly AnyRoute[],
  about: { title: string; version: string; description: string },
): Json {
  const components: Json = { Problem: problemSchema };
  const paths: Record<string, Json> = {};
  for (const route of [...routes].sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1))) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, components) };
  }
  const schemas = Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    openapi: '3.1.0',
    info: about,
    servers: [{ url: '/' }],
    security: [{ session: [] }, { bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'matricula_session' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
      schemas,
    },
  };
}

function operation(route: AnyRoute, components: Json): Json {
  const body = bodyOf(route, components);
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    'x-permission': route.permission,
    ...(route.permission === 'public' ? { security: [] } : {}),
    parameters: [...parametersOf(route, components), ...headersOf(route)],
    ...(body ? { requestBody: body } : {}),
    responses: { ...answersOf(route, components), ...refusalsOf(route, components) },
  };
}

function bodyOf(route: AnyRoute, components: Json): Json | null {
  if (route.upload) {
    const content = Object.fromEntries(
      route.upload.types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
    );
    return { required: true, content };
  }
  if (!route.body) return null;
  const example = route.example === undefined ? {} : { example: route.example };
  const type = route.form?.type ?? 'application/json';
  return { required: true, content: { [type]: { schema: toSchema(route.body, components), ...example } } };
}

function parametersOf(route: AnyRoute, components: Json): Json[] {
  const list = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
    if (!schema) return [];
    const { properties = {}, required = [] } = toSchema(schema, components) as {
      properties?: Record<string, Json>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, property]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: property,
    }));
  };
  return [...list(route.params, 'path'), ...list(route.query, 'query')];
}

function headersOf(route: AnyRoute): Json[] {
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    schema: { type: 'string' },
    description,
  });
  const headers: Json[] = [];
  if (route.idempotent)
    headers.push(header('Idempotency-Key', 'The same key with the same request gives the first answer again'));
  if (route.errors.some((error) => error.code === 'http.stale_version'))
    headers.push(header('If-Match', 'The version that was read'));
  return headers;
}

function answersOf(route: AnyRoute, components: Json): Json {
  return Object.fromEntries(
    Object.entries(route.answers).map(([status, schema]) => {
      const type = route.produces ?? route.form?.type ?? 'application/json';
      const hasBody = schema !== null || route.produces !== undefined;
      const content = hasBody ? { [type]: schema ? { schema: toSchema(schema, components) } : {} } : undefined;
      return [status, { description: statusWords[Number(status)] ?? 'Done', ...(content ? { content } : {}) }];
    }),
  );
}

const statusWords: Record<number, string> = {
  200: 'Done',
  201: 'Created',
  202: 'Accepted; work goes on',
  204: 'Done; nothing to say',
};

function refusalsOf(route: AnyRoute, components: Json): Json {
  const { form } = route;
  const content = form
    ? { [form.type]: { schema: toSchema(form.refusal, components) } }
    : { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const byStatus = new Map<number, string[]>();
  const note = (status: number, code: string) => byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  if (route.params || route.query || route.body) note(400, 'http.invalid_request');
  if (route.permission !== 'public') note(401, 'http.not_signed_in');
  if (route.permission !== 'public' && route.permission !== 'signed-in') note(403, 'http.not_allowed');
  for (const error of route.errors)
    note(form ? form.refuse(toProblem(error(), ''), 'en').status : error.entry.status, error.code);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [String(status), { description: [...new Set(codes)].join(', '), content }]),
  );
}

/** One schema; the named ones inside move to the components and are referred to. */
function toSchema(schema: z.ZodType, components: Json): Json {
  const { $defs, $schema, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as Json & { $defs?: Record<string, Json> };
  void $schema;
  for (const [name, definition] of Object.entries($defs ?? {})) components[name] = point(tidy(definition));
  return point(tidy(json));
}

/** `#/$defs/X` as `#/components/schemas/X`. */
function point(json: Json): Json {
  return JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}

/** Takes out what only zod cares for: ids, safe-integer bounds. */
function tidy(value: unknown): Json {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => {
      if (key === 'id' || key === '$id') return typeof inner === 'string' ? undefined : inner;
      return inner === Number.MAX_SAFE_INTEGER || inner === Number.MIN_SAFE_INTEGER ? undefined : inner;
    }),
  ) as Json;
}

const words = {
  type: 'object',
  properties: { en: { type: 'string' }, fr: { type: 'string' } },
  required: ['en', 'fr'],
};
const problemSchema = {
  type: 'object',
  description: 'RFC 9457 problem details; read `code` and `params`, show `detail`.',
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: words,
    params: { type: 'object' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, message: words },
        required: ['pointer', 'code', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'params', 'requestId'],
};
