import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useWords } from '../text/words.tsx';
import { useNavigation } from '../ui/Link.tsx';
import { PersonName } from '../ui/PersonName.tsx';
import styles from './SearchBox.module.css';
import { type Found, type FoundGroup, useSearch } from './useSearch.ts';

export const searchInputId = 'search-everything';

/** The one search: a name, a number, a school, a submission, a rule, a page. Arrow keys choose, Enter goes there. */
export function SearchBox() {
  const { words } = useWords();
  const { go } = useNavigation();
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false;
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const [asked] = useDebouncedValue(text, 80);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const { groups, isFailed } = useSearch(asked);
  const found = groups.flatMap((group) => group.found);
  const close = () => {
    setOpen(false);
    setText('');
    input.current?.blur();
  };
  const open = (one: Found) => {
    close();
    go(one.href);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') close();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setChosen((chosen + step + found.length) % found.length);
    }
    const one = found[Math.min(chosen, found.length - 1)];
    if (event.key === 'Enter' && one) open(one);
  };
  const isShown = isOpen && text.trim() !== '';
  return (
    <search className={styles.search}>
      <IconSearch size={16} aria-hidden className={styles.icon} />
      <input
        ref={input}
        id={searchInputId}
        className={styles.input}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-label={words.frame.search.label}
        aria-expanded={isShown}
        aria-controls={isShown ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={
          isShown && found.length > 0 ? `${listId}-${Math.min(chosen, found.length - 1)}` : undefined
        }
        placeholder={isPhone ? words.frame.short.students : words.frame.search.placeholder}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <span className={styles.key} aria-hidden="true">
        <kbd>/</kbd>
      </span>
      {isShown ? (
        <Results listId={listId} groups={groups} chosen={chosen} text={asked} isFailed={isFailed} onOpen={open} />
      ) : null}
      <span className="visually-hidden" role="status">
        {isShown ? words.frame.search.results(found.length) : ''}
      </span>
    </search>
  );
}

type ResultsProps = {
  listId: string;
  groups: FoundGroup[];
  chosen: number;
  text: string;
  isFailed: boolean;
  onOpen: (found: Found) => void;
};

function Results({ listId, groups, chosen, text, isFailed, onOpen }: ResultsProps) {
  const { words } = useWords();
  const count = groups.reduce((sum, group) => sum + group.found.length, 0);
  let place = -1;
  return (
    <div className={styles.results}>
      {isFailed ? <p className={styles.nothing}>{words.frame.search.failed}</p> : null}
      {count === 0 ? (
        <p className={styles.nothing}>
          {text.trim().length < 2 ? words.frame.search.hint : words.frame.search.nothing(text.trim())}
        </p>
      ) : null}
      <div id={listId} role="listbox" aria-label={words.frame.search.label}>
        {groups.map(({ name, found }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of options
          <div key={name} role="group" aria-labelledby={`${listId}-${name}`}>
            <p className={styles.groupName} id={`${listId}-${name}`}>
              {words.frame.search[name]}
            </p>
            {found.map((one) => {
              place += 1;
              const at = place;
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the input, which keeps the focus
                // biome-ignore lint/a11y/useFocusableInteractive: as above
                <div
                  key={one.href}
                  id={`${listId}-${at}`}
                  role="option"
                  aria-selected={at === Math.min(chosen, count - 1)}
                  className={styles.option}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => onOpen(one)}
                >
                  <span className={styles.title}>
                    <PersonName name={one.title} />
                  </span>
                  <span className={styles.detail}>{one.detail}</span>
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}
