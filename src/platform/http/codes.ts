import { z } from 'zod';
import { WordsShape } from '#kernel/shapes.ts';
import { answer, route } from './route.ts';

const CodeTable = z
  .strictObject({
    class: z.string(),
    title: WordsShape,
    source: z.string(),
    values: z.array(
      z.strictObject({
        code: z.string(),
        words: WordsShape,
        from: z.string().nullable(),
        to: z.string().nullable(),
        data: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .meta({
    id: 'CodeTable',
    description: 'A code table of the jurisdiction, its values in order with their words and validity',
  });

/** The jurisdiction's code tables, so that pages and other systems name codes as the register does. */
export const codeRoutes = [
  route({
    method: 'GET',
    path: '/v1/codes',
    operationId: 'listCodes',
    summary:
      'Lists every code table of the jurisdiction: grades, document types, exits and the others, in both languages',
    tag: 'reference',
    permission: 'signed-in',
    machines: true,
    answers: { 200: z.strictObject({ items: z.array(CodeTable) }) },
    errors: [],
    handle: ({ context: { jurisdiction } }) =>
      answer({ items: jurisdiction.classes().map((table) => ({ ...table, values: jurisdiction.codes(table.class) })) }),
  }),
];
