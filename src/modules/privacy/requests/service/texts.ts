import type { KeyStore } from '#platform/keys/keys.ts';
import { type Opened, openValue, sealValue } from '../../keys/service/seal.ts';
import type { RequestRecord } from '../store/requests.ts';

export type AskerTexts = { name: string; contact: string; words: string };
export type CorrectionTexts = { currentValue: string | null; wantedValue: string };

type Owner = Pick<RequestRecord, 'requestId' | 'keyId'>;
type Column = 'asker' | 'correction' | 'decision' | 'disagreement' | `note ${number}` | 'package' | `file ${string}`;

/** Where a sealed thing belongs: it opens there and nowhere else. */
export function placeOf({ requestId, keyId }: Owner, column: Column): { keyId: string; place: string } {
  return { keyId, place: `privacy.request ${requestId} ${column}` };
}

export function sealText(keys: KeyStore, owner: Owner, { column, value }: { column: Column; value: unknown }): string {
  return sealValue(keys, value, placeOf(owner, column));
}

export type OpenedTexts = {
  asker: AskerTexts | null;
  correction: CorrectionTexts | null;
  decision: string | null;
  disagreement: string | null;
  /** True when something was written that no key opens any more. */
  areDestroyed: boolean;
};

export function openTexts(keys: KeyStore, request: RequestRecord): OpenedTexts {
  let areDestroyed = false;
  const open = <Value>(sealed: string | null, column: Column, keyId = request.keyId): Value | null => {
    const opened: Opened<Value> | null = openValue<Value>(
      keys,
      sealed,
      placeOf({ requestId: request.requestId, keyId }, column),
    );
    if (opened && 'destroyed' in opened) areDestroyed = true;
    return opened && 'value' in opened ? opened.value : null;
  };
  return {
    asker: open<AskerTexts>(request.asker, 'asker'),
    correction: open<CorrectionTexts>(request.correction, 'correction'),
    decision: open<string>(request.decision, 'decision'),
    disagreement: open<string>(request.disagreement, 'disagreement', request.disagreementKeyId ?? request.keyId),
    get areDestroyed() {
      return areDestroyed;
    },
  };
}

export function openNote(
  keys: KeyStore,
  owner: Owner,
  { ordinal, note }: { ordinal: number; note: string | null },
): string | null {
  const opened = openValue<string>(keys, note, placeOf(owner, `note ${ordinal}`));
  return opened && 'value' in opened ? opened.value : null;
}
