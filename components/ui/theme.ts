/** `system` follows the operating system, and is the default when nothing is stored. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'sprintscope-theme';

/**
 * Runs in <head> before the first paint, so that no page flashes in the wrong theme. A string, because it must not wait
 * for any bundle. Storage may be forbidden (private modes throw): then the system decides.
 */
export const themeScript = `(function(){var t=null;try{t=localStorage.getItem('${KEY}')}catch(e){}var d=t==='dark'||(t!=='light'&&matchMedia('(prefers-color-scheme: dark)').matches);document.documentElement.classList.toggle('dark',d)})()`;

const listeners = new Set<() => void>();

export function readTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

function apply(): void {
  const theme = readTheme();
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.toggle('dark', dark);
  for (const listener of listeners) listener();
}

export function writeTheme(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    document.documentElement.classList.toggle('dark', theme === 'dark');
    return;
  }
  apply();
}

/** Calls back on changes from here, from other tabs and from the operating system. */
export function subscribeToTheme(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  if (listeners.size === 0) {
    window.addEventListener('storage', apply);
    system.addEventListener('change', apply);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.removeEventListener('storage', apply);
    system.removeEventListener('change', apply);
  };
}
