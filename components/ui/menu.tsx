'use client';

import {
  type KeyboardEvent,
  type ReactNode,
  type ToggleEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import type { MenuItem } from './menu-item.ts';
import { onDemand, useFetchAhead } from './on-demand.tsx';

const MenuEntries = onDemand(() => import('./menu-entries.tsx').then((module) => module.MenuEntries), {
  wanted: ({ open }) => open,
  onGiveUp: ({ menu }) => menu.current?.hidePopover(),
});
const ahead = [MenuEntries] as const;

export type { MenuItem } from './menu-item.ts';

/** Props for the trigger: spread them on a Button or IconButton. */
export interface MenuTriggerProps {
  id: string;
  popoverTarget: string;
  'aria-haspopup': 'menu';
  'aria-expanded': boolean;
  'aria-controls': string;
  onKeyDown: (event: KeyboardEvent) => void;
}

export interface MenuProps {
  label: string;
  items: readonly MenuItem[];
  align?: 'start' | 'end';
  /** Opened at once: its button was pressed before the menu was here. */
  startsOpen?: boolean;
  children: (trigger: MenuTriggerProps) => ReactNode;
}

/**
 * A menu button: arrows, Home, End and first letters move; Escape or Tab closes. In the top layer by `popover`. What stands
 * in it is fetched in an idle moment, or when it is first opened.
 */
export function Menu({ label, items, align = 'end', startsOpen = false, children }: MenuProps) {
  const base = useId();
  const menuId = `${base}-menu`;
  const triggerId = `${base}-trigger`;
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useFetchAhead(ahead);
  useEffect(() => {
    if (startsOpen) menu.current?.showPopover();
  }, [startsOpen]);

  return (
    <>
      {children({
        id: triggerId,
        popoverTarget: menuId,
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        'aria-controls': menuId,
        onKeyDown: (event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          event.stopPropagation();
          menu.current?.showPopover();
        },
      })}
      <div
        ref={menu}
        id={menuId}
        role="menu"
        tabIndex={-1}
        popover="auto"
        aria-label={label}
        onBeforeToggle={(event) => {
          // The browser shows it before we can measure it: hide it until it is in its place.
          if (event.newState === 'open' && menu.current) menu.current.style.visibility = 'hidden';
        }}
        onToggle={(event: ToggleEvent<HTMLDivElement>) => setOpen(event.newState === 'open')}
        onKeyDown={(event) => event.stopPropagation()}
        className="fixed inset-auto m-0 max-h-[calc(100dvh-1rem)] min-w-44 max-w-[calc(100vw-1rem)] overflow-y-auto overscroll-contain rounded-xl border border-line bg-panel p-1 text-ink shadow-card outline-none"
      >
        <MenuEntries menu={menu} triggerId={triggerId} align={align} items={items} open={open} />
      </div>
    </>
  );
}
