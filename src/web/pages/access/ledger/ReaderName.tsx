import type { LedgerReader } from '../../../api/ledger.ts';
import { useWords } from '../../../text/words.tsx';
import surface from '../../../ui/surface.module.css';

/** Who read, with the role and the organisation of that time. */
export function ReaderName({ reader }: { reader: LedgerReader }) {
  const { format } = useWords();
  const place = format.place(reader.organisation);
  return (
    <span>
      {reader.name}
      <br />
      <span className={`${surface.soft} ${surface.small}`}>{`${format.words(reader.roleWords)} · ${place}`}</span>
    </span>
  );
}
