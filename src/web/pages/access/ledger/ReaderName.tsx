import type { LedgerReader } from '../../../api/ledger.ts';
import { useWords } from '../../../text/words.tsx';
import surface from '../../../ui/surface.module.css';

/** Who read, with the role and the organisation of that time. */
export function ReaderName({ reader }: { reader: LedgerReader }) {
  const { format, language } = useWords();
  const { organisation } = reader;
  const place = language === 'fr' ? (organisation.nameFr ?? organisation.name) : organisation.name;
  return (
    <span>
      {reader.name}{' '}
      <span className={`${surface.soft} ${surface.small}`}>{`${format.words(reader.roleWords)} · ${place}`}</span>
    </span>
  );
}
