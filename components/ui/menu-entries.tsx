'use client';

import { Check, ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { cn } from './cn.ts';
import { menuIcons } from './menu-icons.tsx';
import type { MenuItem } from './menu-item.ts';
import { placeBeside } from './place-beside.ts';

export interface MenuEntriesProps {
  readonly menu: RefObject<HTMLDivElement | null>;
  readonly triggerId: string;
  readonly align: 'start' | 'end';
  readonly items: readonly MenuItem[];
  readonly open: boolean;
}

const row =
  'flex min-h-8 w-full cursor-pointer items-center gap-2 rounded-lg px-2.5 text-left text-ui outline-none disabled:cursor-not-allowed disabled:opacity-50';

/** What stands in a menu, and what its keys do; puts the open menu in its place. */
export function MenuEntries({ menu, triggerId, align, items, open }: MenuEntriesProps) {
  const [inside, setInside] = useState<string | null>(null);
  const entered = items.find(({ id }) => id === inside);
  const shown = entered?.inside ?? items;

  const entries = (): HTMLElement[] => [
    ...(menu.current?.querySelectorAll<HTMLElement>('[data-entry]:not(:disabled)') ?? []),
  ];

  // biome-ignore lint/correctness/useExhaustiveDependencies: done each time that it opens, or comes while it is open.
  useLayoutEffect(() => {
    setInside(null);
    if (open) settle();
  }, [open]);

  function close() {
    menu.current?.hidePopover();
    document.getElementById(triggerId)?.focus();
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
    <div role="none" onKeyDown={onKeyDown}>
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
            {item.icon ? <span className="flex w-4 justify-center">{iconOf(item.icon)}</span> : null}
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
  );
}

function iconOf(icon: MenuItem['icon']) {
  if (typeof icon !== 'string') return icon;
  const Icon = menuIcons[icon];
  return <Icon size={15} aria-hidden="true" />;
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
