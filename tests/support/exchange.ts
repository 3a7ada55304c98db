import { type RunOptions, runSubmission } from '#modules/exchange/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { TestDatabase } from './database.ts';
import { type Called, type testServer, testServices } from './server.ts';

export type SubmitInput = {
  as: Actor;
  organisation?: string;
  fileName?: string;
  rehearse?: boolean;
  type?: string;
};

/** Submits files through HTTP and runs the pipeline at once, as the worker would. */
export function submissions(database: TestDatabase, server: ReturnType<typeof testServer>) {
  const run = (submissionId: string, options: Partial<RunOptions> = {}) =>
    runSubmission(testServices(database), submissionId, { signal: new AbortController().signal, ...options });
  const post = (content: Buffer | string, input: SubmitInput): Promise<Called> => {
    const {
      as,
      organisation = as.organisation,
      fileName = 'extract.zip',
      rehearse = false,
      type = 'application/zip',
    } = input;
    const query = new URLSearchParams({ organisation, fileName, rehearse: String(rehearse) });
    return server.call({
      as,
      method: 'POST',
      url: `/v1/submissions?${query}`,
      body: Buffer.from(content),
      headers: { 'content-type': type },
    });
  };
  const show = async (as: Actor, submissionId: string) =>
    (await server.call({ as, url: `/v1/submissions/${submissionId}` })).body;
  const items = async (as: Actor, submissionId: string, query = '') =>
    (await server.call({ as, url: `/v1/submissions/${submissionId}/items?limit=1000${query}` })).body.items;
  return {
    run,
    post,
    show,
    items,
    /** The submission at its end, with its items. */
    async submit(content: Buffer | string, input: SubmitInput) {
      const { body, status } = await post(content, input);
      if (status !== 202) throw new Error(`not taken: ${JSON.stringify(body)}`);
      await run(body.submissionId);
      return { ...(await show(input.as, body.submissionId)), items: await items(input.as, body.submissionId) };
    },
  };
}
