// Sets theme and language before the first paint, so that nothing flashes. A file of its own, since inline scripts are refused.
(() => {
  const root = document.documentElement;
  let scheme = null;
  let language = null;
  try {
    scheme = localStorage.getItem('matricula.theme');
    language = localStorage.getItem('matricula.language');
  } catch {
    // Storage is refused in some private windows: the system's choice is used.
  }
  const isDark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
  root.lang = language === 'fr' || (language !== 'en' && navigator.language.startsWith('fr')) ? 'fr' : 'en';
})();
