import { Settings } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo, LogoMark } from './logo.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

export interface AppHeaderProps {
  /** What this page is about, after a thin line; it shrinks first. */
  title?: ReactNode;
  /** Status and actions of the page, before settings and theme. */
  children?: ReactNode;
}

/** The bar at the top of every page, 52 px high. Server-renderable; only the theme menu is interactive. */
export function AppHeader({ title, children }: AppHeaderProps) {
  return (
    <header className="sticky top-0 z-30 flex h-13 shrink-0 items-center gap-2 border-line border-b bg-panel px-3 sm:gap-3 sm:px-4">
      <Link href="/" className="-m-1.5 inline-flex shrink-0 rounded-lg p-1.5" aria-label="Sprintscope, home">
        {title ? (
          <>
            <span className="flex sm:hidden">
              <LogoMark />
            </span>
            <span className="hidden sm:flex">
              <Logo />
            </span>
          </>
        ) : (
          <Logo />
        )}
      </Link>
      {title ? (
        <div className="min-w-0 flex-1 truncate border-line border-l pl-3 font-medium text-ui">{title}</div>
      ) : (
        <div className="flex-1" />
      )}
      {children}
      <div className="flex shrink-0 items-center gap-0.5">
        <Link
          href="/settings"
          aria-label="Settings"
          className="inline-flex size-8 items-center justify-center rounded-lg text-mute transition-colors hover:bg-line-soft hover:text-ink"
        >
          <Settings size={16} aria-hidden="true" />
        </Link>
        <ThemeToggle />
      </div>
    </header>
  );
}
