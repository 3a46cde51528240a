'use client';

import { Check, ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type ToggleEvent, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { cn } from './cn.ts';
import { placeBeside } from './place-beside.ts';

export interface MenuItem {
  id: string;
  label: ReactNode;
  icon?: ReactNode;
  /** A second line, smaller; part of the accessible name. */
  description?: ReactNode;
  /** Small text at the right end. */
  hint?: ReactNode;
  /** Given for one of several choices: shows a tick and says so to screen readers. */
  checked?: boolean;
  danger?: boolean;
  disabled?: boolean;
  /** Draws a line above this item. */
  separated?: boolean;
  /** Shown in place of the menu when this is chosen, under a way back: for a phone, where nothing fits beside it. */
  inside?: readonly MenuItem[];
  onSelect?: () => void;
}

/** What the trigger must carry: spread it on a Button or IconButton. */
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
  children: (trigger: MenuTriggerProps) => ReactNode;
}

const row =
  'flex min-h-8 w-full cursor-pointer items-center gap-2 rounded-lg px-2.5 text-left text-ui outline-none disabled:cursor-not-allowed disabled:opacity-50';

/** A menu button: arrows, Home, End and first letters move; Escape or Tab closes. In the top layer by `popover`. */
export function Menu({ label, items, align = 'end', children }: MenuProps) {
  const base = useId();
  const menuId = `${base}-menu`;
  const triggerId = `${base}-trigger`;
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [inside, setInside] = useState<string | null>(null);
  const entered = items.find(({ id }) => id === inside);
  const shown = entered?.inside ?? items;

  const entries = (): HTMLElement[] => [
    ...(menu.current?.querySelectorAll<HTMLElement>('[data-entry]:not(:disabled)') ?? []),
  ];

  function close() {
    menu.current?.hidePopover();
    document.getElementById(triggerId)?.focus();
  }

  function onToggle(event: ToggleEvent<HTMLDivElement>) {
    const opened = event.newState === 'open';
    setOpen(opened);
    setInside(null);
    if (opened) settle();
  }

  function settle() {
    const anchor = document.getElementById(triggerId);
    if (!anchor || !menu.current) return;
    placeBeside(menu.current, anchor, { side: 'bottom', align });
    menu.current.style.visibility = '';
    const all = entries();
    (all.find((entry) => entry.getAttribute('aria-checked') === 'true') ?? all[0])?.focus();
  }

  function enter(id: string) {
    flushSync(() => setInside(id));
    settle();
  }

  function leave() {
    const from = items.filter(({ disabled }) => !disabled).findIndex(({ id }) => id === inside);
    flushSync(() => setInside(null));
    settle();
    entries()[from]?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = target(event.key, at, all);
    event.stopPropagation();
    if (event.key === 'Tab') close();
    if (!to) return;
    event.preventDefault();
    to.focus();
  }

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
          // Shown before it can be measured: keep it unseen until it is in its place.
          if (event.newState === 'open' && menu.current) menu.current.style.visibility = 'hidden';
        }}
        onToggle={onToggle}
        onKeyDown={onKeyDown}
        className="fixed inset-auto m-0 max-h-[calc(100dvh-1rem)] min-w-44 max-w-[calc(100vw-1rem)] overflow-y-auto overscroll-contain rounded-xl border border-line bg-panel p-1 text-ink shadow-card outline-none"
      >
        {entered ? (
          <button
            type="button"
            role="menuitem"
            data-entry=""
            tabIndex={-1}
            onClick={leave}
            className={cn(row, 'mb-1 font-medium focus:bg-line-soft')}
          >
            <ChevronLeft size={15} aria-hidden="true" />
            <span className="sr-only">Back from </span>
            {entered.label}
          </button>
        ) : null}
        {shown.map((item) => (
          <div
            key={item.id}
            role="none"
            className={cn(item.separated && 'mt-1 border-line-soft border-t pt-1')}
          >
            <button
              type="button"
              data-entry=""
              {...semantics(item)}
              tabIndex={-1}
              disabled={item.disabled}
              onClick={() => {
                if (item.inside) return enter(item.id);
                close();
                item.onSelect?.();
              }}
              onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
              className={cn(
                row,
                item.description ? 'py-1' : undefined,
                item.danger ? 'text-warn focus:bg-warn-bg' : 'focus:bg-line-soft',
              )}
            >
              {item.icon ? <span className="flex w-4 justify-center">{item.icon}</span> : null}
              <span className="flex-1">
                {item.label}
                {item.description ? (
                  <span className="block text-mute text-xs leading-4">
                    <span className="sr-only">: </span>
                    {item.description}
                  </span>
                ) : null}
              </span>
              {item.hint ? <span className="text-mute text-xs">{item.hint}</span> : null}
              {item.checked ? <Check size={14} aria-hidden="true" /> : null}
              {item.inside ? <ChevronRight size={14} aria-hidden="true" className="text-mute" /> : null}
            </button>
          </div>
        ))}
      </div>
    </>
  );
}

function semantics({ checked }: MenuItem) {
  return checked === undefined
    ? { role: 'menuitem' as const }
    : { role: 'menuitemradio' as const, 'aria-checked': checked };
}

function target(key: string, at: number, all: readonly HTMLElement[]): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return all[(at + 1) % all.length];
    case 'ArrowUp':
      return all[(at - 1 + all.length) % all.length];
    case 'Home':
      return all[0];
    case 'End':
      return all.at(-1);
    default: {
      if (key.length !== 1 || key === ' ') return undefined;
      const later = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      return later.find((entry) => entry.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()));
    }
  }
}
