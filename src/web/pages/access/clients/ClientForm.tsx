import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { keyCommands } from '#modules/access/clients/rules/examples.ts';
import { scopesQuery } from '../../../api/clients.ts';
import { ButtonLink } from '../../../frame/Failure.tsx';
import { UnsavedGuard } from '../../../frame/UnsavedGuard.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { useNavigation } from '../../../ui/Link.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import styles from './Clients.module.css';
import { CodeBlock } from './CodeBlock.tsx';
import { type Draft, type DraftProblem, judgeDraft, type PartProps } from './draft.ts';
import { SendProblem } from './SendProblem.tsx';
import { useKeyProblem } from './useKeyProblem.ts';
import { WhomFields } from './WhomFields.tsx';

type Send = {
  mutate(draft: Draft): void;
  isPending: boolean;
  data: { clientId: string } | undefined;
  error: unknown;
};
type ClientFormProps = {
  first: Draft;
  isNew: boolean;
  /** The name of the authority that answers for it; null when one is chosen here. */
  own: string | null;
  send: Send;
  back: string;
};

/** One form for registering and changing: it judges what it can before anything is sent. */
export function ClientForm({ first, isNew, own, send, back }: ClientFormProps) {
  const { words } = useWords();
  const [draft, setDraft] = useState(first);
  const [isJudged, setJudged] = useState(false);
  const all = judgeDraft(draft, isNew);
  const isSaved = send.data !== undefined;
  useShown(send.data?.clientId);
  const said = words.clients;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (all.length === 0) send.mutate(draft);
  };
  const part: PartProps = {
    draft,
    problems: isJudged ? all : [],
    onChange: (change) => setDraft((before) => ({ ...before, ...change })),
  };
  const isDirty = JSON.stringify(draft) !== JSON.stringify(first) && !isSaved;
  return (
    <form className={`${surface.stack} ${surface.reading}`} onSubmit={submit} noValidate>
      <UnsavedGuard isDirty={isDirty} />
      <SendProblem error={send.error} />
      <WhatFields {...part} />
      <Panel title={said.form.whom}>
        <WhomFields {...part} own={own} />
      </Panel>
      <MayFields {...part} />
      <FromFields {...part} />
      {isNew ? <KeyFields {...part} isJudged={isJudged} /> : null}
      <div className={surface.row}>
        <Button type="submit" loading={send.isPending}>
          {isNew ? said.register : said.save}
        </Button>
        <ButtonLink quiet href={back}>
          {words.frame.cancel}
        </ButtonLink>
        <span role="status">{isJudged && all.length > 0 ? said.form.problems(all.length) : ''}</span>
      </div>
    </form>
  );
}

/** Goes to what was saved, once the page knows that nothing is left unsaved. */
function useShown(clientId: string | undefined): void {
  const { go } = useNavigation();
  useEffect(() => {
    if (clientId !== undefined) go(paths.client(clientId));
  }, [clientId, go]);
}

function WhatFields({ draft, problems, onChange }: PartProps) {
  const { words } = useWords();
  const said = words.clients;
  const wrong = (field: DraftProblem['field'], text: string) =>
    problems.some((it) => it.field === field) ? text : null;
  return (
    <Panel title={said.form.what}>
      <div className={styles.form}>
        <TextInput
          label={said.name}
          description={said.form.nameHint}
          value={draft.name}
          error={wrong('name', said.form.needName)}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <TextInput
          label={said.software}
          description={said.form.softwareHint}
          value={draft.software}
          error={wrong('software', said.form.needSoftware)}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => onChange({ software: event.currentTarget.value })}
        />
        <TextInput
          type="email"
          label={said.form.contact}
          description={said.form.contactHint}
          value={draft.contactEmail}
          error={wrong('contactEmail', said.form.needContact)}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => onChange({ contactEmail: event.currentTarget.value })}
        />
      </div>
    </Panel>
  );
}

function MayFields({ draft, problems, onChange }: PartProps) {
  const { words, format } = useWords();
  const { data } = useQuery(scopesQuery);
  const said = words.clients.form;
  const isMissing = problems.some((it) => it.field === 'scopes');
  return (
    <Panel title={said.may}>
      <Checkbox.Group
        aria-label={said.may}
        error={isMissing ? said.needMay : null}
        value={draft.scopes}
        onChange={(scopes) => onChange({ scopes })}
      >
        <div className={`${surface.stack} ${surface.tight}`}>
          {data?.items.map(({ scope, words: meaning, mayGive }) => (
            <Checkbox
              key={scope}
              value={scope}
              label={format.words(meaning)}
              description={mayGive ? scope : said.mayNotGive}
              disabled={!mayGive && !draft.scopes.includes(scope)}
            />
          ))}
        </div>
      </Checkbox.Group>
    </Panel>
  );
}

function FromFields({ draft, problems, onChange }: PartProps) {
  const { words } = useWords();
  const { data } = useQuery(scopesQuery);
  const said = words.clients.form;
  const network = problems.find((it) => it.field === 'networks');
  return (
    <Panel title={said.from}>
      <div className={styles.form}>
        <Textarea
          label={said.networks}
          description={said.networksHint}
          value={draft.networks}
          error={network ? said.needNetwork(network.line) : null}
          rows={3}
          spellCheck={false}
          autoComplete="off"
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          onChange={(event) => onChange({ networks: event.currentTarget.value })}
        />
        <DayField
          label={said.until}
          description={said.untilHint(data?.monthsMax ?? 0)}
          value={draft.validUntil}
          error={problems.some((it) => it.field === 'validUntil') ? said.needDay : null}
          onChange={(validUntil) => onChange({ validUntil })}
        />
        <Checkbox
          className={styles.wide ?? ''}
          label={said.dpop}
          description={said.dpopHint}
          checked={draft.isDpopRequired}
          onChange={(event) => onChange({ isDpopRequired: event.currentTarget.checked })}
        />
      </div>
    </Panel>
  );
}

function KeyFields({ draft, onChange, isJudged }: PartProps & { isJudged: boolean }) {
  const { words } = useWords();
  const said = words.clients;
  const problem = useKeyProblem(draft.publicKey, isJudged);
  return (
    <Panel title={said.form.key}>
      <div className={surface.stack}>
        <Textarea
          aria-label={said.form.key}
          description={said.form.keyHint}
          value={draft.publicKey}
          error={problem}
          rows={6}
          spellCheck={false}
          autoComplete="off"
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          onChange={(event) => onChange({ publicKey: event.currentTarget.value })}
        />
        <details>
          <summary>{said.form.keyHow}</summary>
          <CodeBlock title={said.exampleKeys} code={keyCommands} />
        </details>
      </div>
    </Panel>
  );
}
