import type { Fired, RuleContext } from '#kernel/rule.ts';
import { spansMeet } from '../rules/addresses.ts';
import { tidyLines } from '../rules/contact.ts';
import type { KeptAddress } from '../rules/kept.ts';
import { tidyLand } from '../rules/land.ts';
import { tidyText } from '../rules/normalise.ts';
import { type AddressPart, addressParts, formOf, partFields } from '../rules/validation/address-form.ts';
import { addressRules } from '../rules/validation/contacts.ts';
import { reject, rejectTexts } from './judge.ts';
import { type Outcome, placeObject, stamp, unchanged } from './place.ts';
import { all, type BatchState, find, put } from './state.ts';
import type { IdentityContext, StudentItem } from './types.ts';

type Item = Extract<StudentItem, { file: 'addresses' }>;

/** An address: judged by its format, and marked as preferred in place of another one of its days. */
export function applyAddress(item: Item, state: BatchState, context: IdentityContext): Outcome {
  const { guid, ...draft } = item.draft;
  const before = find(state.addresses, item.studentNumber, guid);
  if (draft.isDeleted && !before) return unchanged; // nothing is there to be taken back
  const made = makeAddress(item, before, context);
  const outcome = placeObject({
    shelf: state.addresses,
    id: guid,
    made,
    cleared: clearedBy(item.draft, before, context.rules),
    judge: (after) => rejectAddress(after, draft, context.rules),
  });
  const after = find(state.addresses, item.studentNumber, guid);
  if (after?.isPreferred && (outcome.fate === 'added' || outcome.fate === 'changed')) unmarkOthers(after, state);
  return outcome;
}

function makeAddress(item: Item, before: KeptAddress | null, { at, rules }: IdentityContext): KeptAddress {
  const { guid, ...draft } = item.draft;
  return {
    ...stamp(item, { at }),
    addressId: guid,
    ...draft,
    street: tidyLines(draft.street),
    city: tidyText(draft.city),
    province: tidyText(draft.province),
    postalCode: tidyText(draft.postalCode),
    landLocation: tidyLand(tidyText(draft.landLocation), formOf(draft.format, rules).land),
    ruralRoute: tidyText(draft.ruralRoute),
    site: tidyText(draft.site),
    compartment: tidyText(draft.compartment),
    box: tidyText(draft.box),
    isGeneralDelivery: draft.isGeneralDelivery ?? keptPart(before, draft.format, rules),
    isPreferred: draft.isPreferred ?? before?.isPreferred ?? false,
    isDeleted: draft.isDeleted ?? before?.isDeleted ?? false,
    expiresOn: draft.expiresOn ?? null,
  };
}

function keptPart(before: KeptAddress | null, format: string, rules: RuleContext): boolean {
  return (before?.isGeneralDelivery ?? false) && hasPart(format, 'generalDelivery', rules);
}

function hasPart(format: string, part: AddressPart, rules: RuleContext): boolean {
  return formOf(format, rules).parts?.includes(part) ?? false;
}

/** An end that is taken away; and with another format the parts that it does not have, unless they are stated. */
function clearedBy(draft: Item['draft'], before: KeptAddress | null, rules: RuleContext): (keyof KeptAddress)[] {
  const end = draft.expiresOn === null ? (['expiresOn'] as const) : [];
  if (!before || before.format === draft.format) return [...end];
  const gone = addressParts.filter((part) => part !== 'generalDelivery' && !hasPart(draft.format, part, rules));
  return [...end, ...gone.map((part) => partFields[part])];
}

/** What is taken back is not judged: it was recorded in error. */
function rejectAddress(after: KeptAddress, draft: Omit<Item['draft'], 'guid'>, rules: RuleContext): Fired[] {
  if (after.isDeleted) return [];
  const texts = { ...draft, street: draft.street?.replace(/\r\n?/g, '\n') };
  return [...rejectTexts(texts, rules), ...reject(addressRules, after, rules)];
}

/** Of the addresses of one day one is preferred: the others lose the mark. */
function unmarkOthers(marked: KeptAddress, state: BatchState): void {
  const others = all(state.addresses, marked.studentNumber).filter(
    (it) => it.addressId !== marked.addressId && it.isPreferred && !it.isDeleted && spansMeet(it, marked),
  );
  for (const other of others) put(state.addresses, { ...other, isPreferred: false });
}
