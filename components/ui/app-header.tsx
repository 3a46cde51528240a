import type { ReactNode } from 'react';
import { IntentLink } from './intent-link.tsx';
import { Logo, LogoMark } from './logo.tsx';
import { HeaderEnd, MainNav } from './main-nav.tsx';

export interface AppHeaderProps {
  /** What this page is about, after a thin line; it shrinks first. */
  title?: ReactNode;
  /** Status and actions of the page, before settings and theme. */
  children?: ReactNode;
}

/** The bar at the top of every page, 52 px high: the logo leads home, then the pages, the title, the page's actions. */
export function AppHeader({ title, children }: AppHeaderProps) {
  const titled = title !== undefined && title !== null;
  return (
    <header className="sticky top-0 z-30 flex h-13 shrink-0 items-center gap-1.5 border-line border-b bg-panel px-3 sm:gap-3 sm:px-4">
      <IntentLink
        href="/"
        className="-m-1.5 inline-flex shrink-0 rounded-lg p-1.5"
        aria-label="Sprintscope, home"
      >
        {titled ? (
          <>
            <span className="flex lg:hidden">
              <LogoMark />
            </span>
            <span className="hidden lg:flex">
              <Logo />
            </span>
          </>
        ) : (
          <Logo />
        )}
      </IntentLink>
      <MainNav compact={titled} />
      {titled ? (
        <div className="min-w-0 flex-1 truncate border-line border-l pl-2 font-medium text-ui sm:pl-3">
          {title}
        </div>
      ) : (
        <div className="flex-1" />
      )}
      {children}
      <HeaderEnd />
    </header>
  );
}
