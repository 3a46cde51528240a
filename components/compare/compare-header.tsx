'use client';

import { ArrowUpDown, Link2 } from 'lucide-react';
import { useEffect } from 'react';
import { AppHeader } from '#components/ui/app-header.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { showToast } from '#components/ui/toast.tsx';
import { plainHead } from '#lib/graph/plain-math.ts';
import { useCompare, useCompareActions, useComparison } from './compare-context.tsx';
import { shareUrl, viewNameOf } from './compare-state.ts';

/** Question, the two views, the two axes, and a link to exactly this. */
export function CompareHeader() {
  const question = useCompare(
    ({ traces }) =>
      traces.map(({ latest }) => latest.session?.question).find((found) => found !== undefined) ?? '',
  );
  const shown = plainHead(question, 160);
  useEffect(() => {
    if (shown !== '') document.title = `Compare · ${shown} · Sprintscope`;
  }, [shown]);
  return (
    <AppHeader
      title={
        <h1 className="truncate font-medium text-ui">
          <span className="text-mute max-sm:hidden">Compare · </span>
          {shown}
        </h1>
      }
    >
      <span className="contents max-md:hidden">
        <Choices />
      </span>
      <ShareButton />
    </AppHeader>
  );
}

/** In the header, or on a phone under it. */
export function Choices() {
  const view = useCompare(viewNameOf);
  const axis = useCompare((state) => state.axis);
  const clocked = useCompare(({ traces }) =>
    traces.every(({ latest }) => latest.session?.clock !== 'tokens'),
  );
  const actions = useCompareActions();
  return (
    <>
      <Segmented
        label="View"
        value={view}
        options={[
          { value: 'race', label: 'Race' },
          { value: 'content', label: 'Content' },
        ]}
        onChange={actions.setView}
      />
      {view === 'race' ? (
        <Segmented
          label="Axis"
          value={axis}
          options={[
            { value: 'wall', label: clocked ? 'Wall time' : 'Token clock' },
            { value: 'tokens', label: 'Tokens' },
          ]}
          onChange={actions.setAxis}
        />
      ) : null}
      <IconButton label="Swap sides" shortcut="S" icon={<ArrowUpDown size={15} />} onClick={actions.swap} />
    </>
  );
}

function ShareButton() {
  const { store } = useComparison();
  return (
    <Button
      icon={<Link2 size={14} aria-hidden="true" />}
      aria-label="Share: copy a link to this moment"
      onClick={() => {
        const url = shareUrl(store.getState());
        navigator.clipboard
          .writeText(url)
          .then(() => showToast({ tone: 'ok', title: 'Link copied.', detail: url }))
          .catch(() => showToast({ title: 'The link', detail: url, durationMs: 15_000 }));
      }}
    >
      <span className="hidden sm:inline">Share</span>
    </Button>
  );
}
