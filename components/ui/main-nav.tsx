'use client';

import { Import, LibraryBig, Menu as MenuIcon, Settings, Workflow } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { IconButton } from './button.tsx';
import { cn } from './cn.ts';
import { IntentLink } from './intent-link.tsx';
import { Menu } from './menu.tsx';
import { useThemeItems } from './theme-choices.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

const pages = [
  { href: '/library', label: 'Library', icon: <LibraryBig size={16} aria-hidden="true" /> },
  { href: '/import', label: 'Import', icon: <Import size={16} aria-hidden="true" /> },
  { href: '/curate', label: 'Curate', icon: <Workflow size={16} aria-hidden="true" /> },
] as const;
const settings = { href: '/settings', label: 'Settings', icon: <Settings size={16} aria-hidden="true" /> };

const entry = 'inline-flex h-8 items-center justify-center gap-1.5 rounded-lg transition-colors';

function lookOf(current: boolean): string {
  return current ? 'bg-line-soft text-ink' : 'text-mute hover:bg-line-soft hover:text-ink';
}

/** Whether the path is this page, or one under it. */
const isWithin = (path: string, href: string): boolean => path === href || path.startsWith(`${href}/`);

/**
 * Links to the other pages, beside the logo; `compact` shows the words only on wide windows, for a header with a title.
 */
export function MainNav({ compact }: { compact: boolean }) {
  const path = usePathname();
  const words = compact ? 'hidden 2xl:inline' : '';
  return (
    <nav aria-label="Main" className="hidden shrink-0 items-center gap-0.5 sm:flex">
      {pages.map(({ href, label, icon }) => (
        <IntentLink
          key={href}
          href={href}
          // Prefetching would load the other pages' style sheets on every page for nothing, and Chromium warns about
          // that.
          prefetch={false}
          aria-current={path === href ? 'page' : undefined}
          aria-label={compact ? label : undefined}
          title={compact ? label : undefined}
          className={cn(
            entry,
            'font-medium text-ui',
            compact ? 'px-2' : 'px-2.5',
            lookOf(isWithin(path, href)),
          )}
        >
          {icon}
          <span className={words}>{label}</span>
        </IntentLink>
      ))}
    </nav>
  );
}

/** Settings and theme at the right end; on a phone one menu with these and the pages, since titles need the room. */
export function HeaderEnd() {
  const path = usePathname();
  return (
    <div className="flex shrink-0 items-center gap-0.5">
      <span className="hidden items-center gap-0.5 sm:flex">
        <IntentLink
          href={settings.href}
          prefetch={false}
          aria-label={settings.label}
          aria-current={path === settings.href ? 'page' : undefined}
          className={cn(entry, 'size-8', lookOf(path === settings.href))}
        >
          {settings.icon}
        </IntentLink>
        <ThemeToggle />
      </span>
      <span className="contents sm:hidden">
        <PhoneMenu path={path} />
      </span>
    </div>
  );
}

function PhoneMenu({ path }: { path: string }) {
  const router = useRouter();
  const themes = useThemeItems();
  return (
    <Menu
      label="Menu"
      items={[
        ...[...pages, settings].map(({ href, label, icon }) => ({
          id: href,
          label,
          icon,
          hint: path === href ? 'you are here' : undefined,
          onSelect: () => router.push(href),
        })),
        ...themes.map((item, index) => ({
          ...item,
          label: <>{item.label} theme</>,
          separated: index === 0,
        })),
      ]}
    >
      {(trigger) => <IconButton {...trigger} label="Menu" icon={<MenuIcon size={17} />} />}
    </Menu>
  );
}
