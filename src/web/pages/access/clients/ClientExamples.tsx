import { callCommands, keyCommands, scimCommands, tokenProgram } from '#modules/access/clients/rules/examples.ts';
import type { Client } from '../../../api/clients.ts';
import { useWords } from '../../../text/words.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import { CodeBlock } from './CodeBlock.tsx';

/** Commands that work as they stand, with this client's own ids and addresses. */
export function ClientExamples({ client }: { client: Client }) {
  const { words } = useWords();
  const said = words.clients;
  const { clientId, addresses, keys, represents, scopes } = client;
  const isDirectory = scopes.some((scope) => scope === 'scim');
  const callsElse = scopes.some((scope) => scope !== 'scim');
  const key = keys.find((it) => it.state === 'in_force') ?? keys[0];
  const [organisation] = represents;
  if (!addresses || !key || organisation === undefined) {
    return (
      <Panel title={said.examples}>
        <p>{said.noAddress}</p>
      </Panel>
    );
  }
  const facts = { clientId, keyId: key.keyId, algorithm: key.algorithm, organisation, ...addresses };
  return (
    <Panel title={said.examples}>
      <div className={surface.stack}>
        <p>{said.examplesHow}</p>
        <CodeBlock title={said.exampleKeys} code={keyCommands} />
        <CodeBlock title={said.exampleToken} code={tokenProgram(facts)} />
        {callsElse ? <CodeBlock title={said.exampleCall} code={callCommands(facts)} /> : null}
        {isDirectory ? <CodeBlock title={said.exampleScim} code={scimCommands(facts)} /> : null}
      </div>
    </Panel>
  );
}
