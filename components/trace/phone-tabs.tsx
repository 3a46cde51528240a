'use client';

import { ChartNoAxesGantt, FileText, Hash, Workflow } from 'lucide-react';
import type { PhoneTab } from '#components/playback/playback-types.ts';
import { useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { cn } from '#components/ui/cn.ts';

const tabs: readonly { value: PhoneTab; label: string; icon: typeof Workflow }[] = [
  { value: 'graph', label: 'Graph', icon: Workflow },
  { value: 'text', label: 'Text', icon: FileText },
  { value: 'numbers', label: 'Numbers', icon: Hash },
  { value: 'timeline', label: 'Timeline', icon: ChartNoAxesGantt },
];

/** One part of the page at a time, on a phone. */
export function PhoneTabs() {
  const current = useSession((session) => session.phoneTab);
  const actions = useSessionActions();
  return (
    <nav
      aria-label="Parts of this page"
      className="area-tabs flex border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {tabs.map(({ value, label, icon: Icon }) => (
        <button
          key={value}
          type="button"
          aria-current={current === value ? 'page' : undefined}
          onClick={() => actions.setPhoneTab(value)}
          className={cn(
            'flex flex-1 cursor-pointer flex-col items-center gap-0.5 py-1.5 text-[11px]',
            current === value ? 'font-semibold text-ink' : 'text-mute',
          )}
        >
          <Icon size={18} aria-hidden="true" />
          {label}
        </button>
      ))}
    </nav>
  );
}
