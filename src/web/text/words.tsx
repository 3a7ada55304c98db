import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Language } from '#kernel/words.ts';
import { en } from './en.ts';
import { type Format, formatIn } from './format.ts';
import { fr } from './fr.ts';

/** The shape both languages fill. English is the pattern; French must have the same keys to compile. */
export type Catalogue = typeof en;

const catalogues: Record<Language, Catalogue> = { en, fr };
const storageKey = 'matricula.language';

type Spoken = { language: Language; words: Catalogue; format: Format; setLanguage: (language: Language) => void };
const Context = createContext<Spoken | null>(null);

/** The language chosen in this browser before, else the browser's own: first-paint.js has set it on the document. */
function firstLanguage(): Language {
  return document.documentElement.lang === 'fr' ? 'fr' : 'en';
}

/** Whether the reader chose a language in this browser; if not, the session's is taken. */
export function hasChosenLanguage(): boolean {
  try {
    return localStorage.getItem(storageKey) !== null;
  } catch {
    return false;
  }
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const spoken = useMemo(() => {
    const setLanguage = (chosen: Language) => {
      document.documentElement.lang = chosen; // at once, since requests take their language from here
      keep(chosen);
      choose(chosen);
    };
    return { language, words: catalogues[language], format: formatIn(language), setLanguage };
  }, [language]);
  return <Context.Provider value={spoken}>{children}</Context.Provider>;
}

/** The words and formats of the reader's language. */
export function useWords(): Spoken {
  const spoken = useContext(Context);
  if (!spoken) throw new Error('useWords outside LanguageProvider');
  return spoken;
}

function keep(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Refused storage only means that the choice is asked of the browser next time.
  }
}
