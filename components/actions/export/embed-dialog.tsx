'use client';

import { useState } from 'react';
import { linkOf, writeLink } from '#components/playback/link-state.ts';
import type { SessionSource } from '#components/playback/playback-types.ts';
import { useSessionHandle } from '#components/playback/session-context.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { plainHead } from '#lib/graph/plain-math.ts';
import { embedSnippet } from './embed-snippet.ts';

export interface EmbedDialogProps {
  source: SessionSource;
  open: boolean;
  onClose: () => void;
}

/** An iframe to paste into another page, from the start or from the moment shown. */
export function EmbedDialog({ source, open, onClose }: EmbedDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Embed this session"
      description="Paste this into another page. It shows the player without the app around it, and works wherever this server can be reached."
    >
      <Snippet source={source} />
    </Dialog>
  );
}

function Snippet({ source }: { source: SessionSource }) {
  const { store } = useSessionHandle();
  const [from, setFrom] = useState<'start' | 'here'>('here');
  const [theme, setTheme] = useState<'system' | 'light' | 'dark'>('system');
  const view = store.getState();
  const link = linkOf(view);
  const query = new URLSearchParams(writeLink(from === 'here' ? link : { ...link, at: 1 }));
  if (theme !== 'system') query.set('theme', theme);
  const search = query.size === 0 ? '' : `?${query.toString().replaceAll('%3A', ':')}`;
  const title = plainHead(view.about.title ?? view.latest.session?.question ?? 'Session', 80);
  const snippet = embedSnippet(window.location.origin, source, search, `Sprintscope: ${title}`);
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap gap-x-6 gap-y-3 text-ui">
        <span className="flex items-center gap-2">
          Opens
          <Segmented
            label="Opens at"
            size="sm"
            value={from}
            options={[
              { value: 'start', label: 'at the start' },
              { value: 'here', label: 'as shown now' },
            ]}
            onChange={setFrom}
          />
        </span>
        <span className="flex items-center gap-2">
          Theme
          <Segmented
            label="Theme"
            size="sm"
            value={theme}
            options={[
              { value: 'system', label: 'System' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
            onChange={setTheme}
          />
        </span>
      </div>
      <textarea
        readOnly
        aria-label="Embed code"
        value={snippet}
        rows={5}
        onFocus={(event) => event.currentTarget.select()}
        className="block w-full resize-none break-all rounded-lg border border-line bg-bg p-3 font-mono text-[12px] leading-[18px]"
      />
      <CopyButton text={() => snippet} label="Copy embed code" />
    </div>
  );
}
