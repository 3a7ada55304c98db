import { useEffect, useRef } from 'react';
import { useNavigation } from '../ui/Link.tsx';
import { placesFor } from './navigation.ts';
import { searchInputId } from './SearchBox.tsx';
import { useMe } from './session.ts';

const sequenceMilliseconds = 1200;

/** The keys that work on every page: `/` and Ctrl-K search, `?` shows the map, `g` then a letter goes to a page. */
export function useShortcuts(onMap: () => void): void {
  const { go } = useNavigation();
  const { permissions } = useMe();
  const startedAt = useRef(0);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isSearch = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      if (isSearch || (event.key === '/' && !isTyping(event))) {
        event.preventDefault();
        document.getElementById(searchInputId)?.focus();
        return;
      }
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || isDialogOpen()) return;
      if (event.key === '?') return onMap();
      if (event.key === 'g') {
        startedAt.current = event.timeStamp;
        return;
      }
      if (event.timeStamp - startedAt.current > sequenceMilliseconds) return;
      startedAt.current = 0;
      const entry = placesFor(permissions).find(({ key }) => key === event.key);
      if (!entry) return;
      event.preventDefault();
      event.stopPropagation();
      go(entry.href);
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, [go, onMap, permissions]);
}

/** Whether the key was typed into something that takes text. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('textarea, select, input:not([type="checkbox"], [type="radio"])') !== null
  );
}

function isDialogOpen(): boolean {
  return document.querySelector('dialog[open]') !== null;
}
