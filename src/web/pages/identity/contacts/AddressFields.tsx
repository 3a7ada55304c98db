import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CodeValue } from '#kernel/rule.ts';
import type { Words } from '#kernel/words.ts';
import type { LandForm } from '#modules/identity/rules/land.ts';
import { type AddressForm, formOf } from '#modules/identity/rules/validation/address-form.ts';
import { useCodes } from '../../../api/codes.ts';
import { useWords } from '../../../text/words.tsx';
import { type AddressTyped, withFormat } from './addressChange.ts';
import styles from './Contacts.module.css';

type FieldsProps = {
  typed: AddressTyped;
  problems: ReadonlyMap<string, Words>;
  onChange: (part: Partial<AddressTyped>) => void;
};
type PartProps = FieldsProps & {
  form: AddressForm;
  leave: (field: string) => void;
  problem: (field: string) => string | null;
};

/** The fields of an address, by its format. What is wrong is said when the field was left, and goes as soon as it is right. */
export function AddressFields(props: FieldsProps) {
  const { typed, problems, onChange } = props;
  const { words, format } = useWords();
  const codes = useCodes();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const said = words.contacts;
  const form = formOf(typed.format, codes);
  const parts: PartProps = {
    ...props,
    form,
    leave: (field) => setLeft((before) => new Set([...before, field])),
    problem: (field) => {
      const found = left.has(field) ? problems.get(field) : undefined;
      return found ? format.words(found) : null;
    },
  };
  const named = (className: string) =>
    codes.values(className).map((it) => ({ value: it.code, label: format.words(it.words) }));
  return (
    <>
      <NativeSelect
        label={said.kind}
        value={typed.kind}
        data-autofocus
        data={named('address_type')}
        onChange={(event) => onChange({ kind: event.currentTarget.value as AddressTyped['kind'] })} // the codes are those of the contract
      />
      <NativeSelect
        label={said.format}
        value={typed.format}
        data={named('address_format')}
        onChange={(event) => {
          setLeft(new Set());
          onChange(withFormat(typed, event.currentTarget.value));
        }}
      />
      {form.country === undefined ? <Country {...parts} /> : null}
      {form.land ? <Land {...parts} land={form.land} /> : null}
      <Street {...parts} />
      {form.parts && !form.land ? <Rural {...parts} /> : null}
      {form.country === undefined ? null : <Place {...parts} />}
    </>
  );
}

function Country({ typed, onChange, leave, problem }: PartProps) {
  const { words, format } = useWords();
  const codes = useCodes();
  const homes = new Set(codes.values('address_format').map((it) => it.data['country']));
  const abroad = codes.values('country').filter((it) => !homes.has(it.code));
  const label = (it: CodeValue) => ({ value: it.code, label: format.words(it.words) });
  const sorted = abroad.map(label).sort((a, b) => a.label.localeCompare(b.label));
  return (
    <NativeSelect
      label={words.contacts.country}
      value={typed.country}
      error={problem('country')}
      data={[{ value: '', label: words.contacts.chooseCountry }, ...sorted]}
      onBlur={() => leave('country')}
      onChange={(event) => onChange({ country: event.currentTarget.value })}
    />
  );
}

function Street({ typed, form, onChange, leave, problem }: PartProps) {
  const said = useWords().words.contacts;
  const hint = form.country === undefined ? said.streetAbroad : said.streetHint;
  return (
    <Textarea
      label={said.street}
      description={form.land ? said.directions : hint}
      value={typed.street}
      maxLength={140}
      autosize
      minRows={form.land ? 1 : 2}
      maxRows={4}
      autoComplete="off"
      error={problem('street')}
      onBlur={() => leave('street')}
      onChange={(event) => onChange({ street: event.currentTarget.value })}
    />
  );
}

function Place({ typed, form, onChange, leave, problem }: PartProps) {
  const { words, format } = useWords();
  const codes = useCodes();
  const said = words.contacts;
  const provinces = codes.values('province').filter((it) => it.data['country'] === form.country);
  return (
    <div className={styles.few}>
      <TextInput
        label={said.city}
        value={typed.city}
        maxLength={60}
        autoComplete="off"
        error={problem('city')}
        onBlur={() => leave('city')}
        onChange={(event) => onChange({ city: event.currentTarget.value })}
      />
      <NativeSelect
        label={form.isHome ? said.province : said.state}
        value={typed.province}
        error={problem('province')}
        data={[
          { value: '', label: said.chooseProvince },
          ...provinces.map((it) => ({ value: it.code, label: format.words(it.words) })),
        ]}
        onBlur={() => leave('province')}
        onChange={(event) => onChange({ province: event.currentTarget.value })}
      />
      {form.postalCode ? (
        <TextInput
          label={form.isHome ? said.postalCode : said.zip}
          value={typed.postalCode}
          placeholder={form.postalCode.example}
          maxLength={12}
          autoComplete="off"
          error={problem('postalCode')}
          onBlur={() => leave('postalCode')}
          onChange={(event) => onChange({ postalCode: event.currentTarget.value.toUpperCase() })}
        />
      ) : null}
    </div>
  );
}

const numbered = ['site', 'compartment', 'box', 'ruralRoute'] as const;

function Rural({ typed, form, onChange, leave, problem }: PartProps) {
  const { words, format } = useWords();
  const codes = useCodes();
  const said = words.contacts;
  const isRural = form.requires?.includes('city') ?? false;
  const [isAsked, setAsked] = useState(false);
  const nameOf = (part: string) => format.words(codes.find('address_part', part) ?? { en: part, fr: part });
  if (!isRural && !isAsked)
    return (
      <Checkbox label={said.hasParts} checked={false} onChange={(event) => setAsked(event.currentTarget.checked)} />
    );
  return (
    <fieldset className={styles.group}>
      <legend>{said.parts}</legend>
      <div className={styles.fields}>
        <div className={styles.few}>
          {numbered.map((part) => (
            <TextInput
              key={part}
              label={nameOf(part)}
              value={typed[part]}
              maxLength={10}
              autoComplete="off"
              error={problem(part)}
              onBlur={() => leave(part)}
              onChange={(event) => onChange({ [part]: event.currentTarget.value })}
            />
          ))}
        </div>
        <Checkbox
          label={nameOf('generalDelivery')}
          checked={typed.isGeneralDelivery}
          onChange={(event) => onChange({ isGeneralDelivery: event.currentTarget.checked })}
        />
      </div>
    </fieldset>
  );
}

function Land({ typed, land, onChange, leave, problem }: PartProps & { land: LandForm }) {
  const { words, format } = useWords();
  const said = words.contacts;
  const change = (name: string, value: string) => onChange({ land: { ...typed.land, [name]: value } });
  const wrong = problem('landLocation');
  return (
    <fieldset className={styles.group} onBlur={() => leave('landLocation')}>
      <legend>{said.land}</legend>
      <div className={styles.few}>
        {land.parts.map((part) =>
          part.values ? (
            <NativeSelect
              key={part.name}
              label={format.words(part)}
              value={typed.land[part.name] ?? ''}
              data={[{ value: '', label: said.choose }, ...part.values]}
              onChange={(event) => change(part.name, event.currentTarget.value)}
            />
          ) : (
            <TextInput
              key={part.name}
              label={format.words(part)}
              placeholder={`${part.min}–${part.max}`}
              value={typed.land[part.name] ?? ''}
              inputMode="numeric"
              maxLength={4}
              autoComplete="off"
              onChange={(event) => change(part.name, event.currentTarget.value)}
            />
          ),
        )}
      </div>
      {wrong ? (
        <p role="alert" className={styles.wrong}>
          {wrong}
        </p>
      ) : null}
    </fieldset>
  );
}
