import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { contentPolicy } from '#platform/http/headers.ts';
import { type AnyRoute, answer, route } from '#platform/http/route.ts';

type Operation = {
  operationId: string;
  summary: string;
  tags: string[];
  'x-permission': string;
  parameters: {
    name: string;
    in: string;
    required: boolean;
    description?: string;
    schema?: { description?: string };
  }[];
  requestBody?: { content: Record<string, { example?: unknown; schema?: { $ref?: string } }> };
  responses: Record<string, { description: string }>;
};
type Document = { info: { title: string; version: string }; paths: Record<string, Record<string, Operation>> };

/** `/v1/openapi.json`: the committed document, so that what is served is what was reviewed. */
export function referenceRoutes(checkout: string): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/v1/openapi.json',
      operationId: 'getOpenApi',
      summary: 'This document',
      tag: 'reference',
      permission: 'public',
      answers: { 200: z.record(z.string(), z.unknown()) },
      errors: [],
      handle: () => answer(readDocument(checkout)),
    }),
  ];
}

function readDocument(checkout: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(checkout, 'openapi.json'), 'utf8')) as Record<string, unknown>;
}

/** `/reference`: the same for people, one page without script. */
export function registerReferencePage(app: FastifyInstance, checkout: string): void {
  app.get('/reference', (_request, reply) => {
    const page = writePage(readDocument(checkout) as unknown as Document);
    reply.header('content-security-policy', contentPolicy(`'sha256-${digestOfStyle()}'`));
    reply.type('text/html; charset=utf-8').send(page);
  });
}

function digestOfStyle(): string {
  return createHash('sha256').update(style).digest('base64');
}

const toHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function writePage(document: Document): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags[0] ?? ''))].sort();
  const sections = tags.map((tag) => {
    const entries = operations.filter(({ operation }) => operation.tags[0] === tag).map(writeOperation);
    return `<section aria-labelledby="tag-${tag}"><h2 id="tag-${tag}">${toHtml(tag)}</h2>${entries.join('')}</section>`;
  });
  const contents = tags.map((tag) => `<li><a href="#tag-${tag}">${toHtml(tag)}</a></li>`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${toHtml(document.info.title)} ${toHtml(document.info.version)}: API reference</title><style>${style}</style></head><body>
<header><h1>${toHtml(document.info.title)} API</h1><p>Version ${toHtml(document.info.version)}. The same as a machine reads it: <a href="/v1/openapi.json">OpenAPI 3.1</a>.
Refusals are RFC 9457 problems in English and French; unknown fields are refused by name; versions travel as ETag and If-Match; creating acts take an Idempotency-Key; lists page by cursor.</p></header>
<nav aria-label="Contents"><ul>${contents}</ul></nav><main>${sections.join('')}</main></body></html>`;
}

function writeOperation({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const parameters = operation.parameters
    .map(
      (it) =>
        `<tr><td><code>${toHtml(it.name)}</code></td><td>${toHtml(it.in)}${it.required ? ', needed' : ''}</td><td>${toHtml(it.description ?? it.schema?.description ?? '')}</td></tr>`,
    )
    .join('');
  const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const example =
    body?.example === undefined ? '' : `<pre tabindex="0">${toHtml(JSON.stringify(body.example, null, 2))}</pre>`;
  const answers = Object.entries(operation.responses)
    .map(([status, it]) => `<tr><td>${status}</td><td>${toHtml(it.description)}</td></tr>`)
    .join('');
  return `<article id="${toHtml(operation.operationId)}"><h3><span class="method">${method}</span> <code>${toHtml(path)}</code></h3>
<p>${toHtml(operation.summary)} <small>Permission: ${toHtml(operation['x-permission'])}. Operation: ${toHtml(operation.operationId)}.</small></p>
${parameters ? `<table><caption>Parameters</caption><tbody>${parameters}</tbody></table>` : ''}
${type ? `<p>Body: <code>${toHtml(type)}</code></p>${example}` : ''}
<table><caption>Answers</caption><tbody>${answers}</tbody></table></article>`;
}

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h3{margin:2rem 0 .25rem;font-size:1rem}.method{font-weight:700}code{font-family:ui-monospace,monospace}
table{border-collapse:collapse;width:100%;font-size:.875rem;margin:.5rem 0}caption{text-align:left;font-weight:600}td{border-top:1px solid #8888;padding:.25rem .5rem;vertical-align:top}
pre{overflow:auto;border:1px solid #8888;padding:.5rem;font-size:.8125rem}a{color:inherit}small{opacity:.85}`;
