'use client';

import { ChevronDown, GitCompareArrows } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { shownModel } from '#components/api/model-name.ts';
import { Button, ButtonLink, IconButton } from '#components/ui/button.tsx';
import { Menu, type MenuItem } from '#components/ui/menu.tsx';
import { dialogOnDemand, useFetchAhead } from '#components/ui/on-demand.tsx';
import { otherStrategy } from './other-side.ts';
import type { Partner } from './pair-partners.ts';
import type { RunOtherSideProps } from './run-other-side.tsx';
import { compareHref, type SideSource, sideId } from './side-source.ts';
import { usePair } from './use-pair.ts';

const RunOtherSideDialog = dialogOnDemand(() =>
  import('./run-other-side.tsx').then((module) => module.RunOtherSideDialog),
);
const dialogs = [RunOtherSideDialog] as const;

const MOST_LISTED = 6;

export interface CompareItemsProps extends RunOtherSideProps {
  /** What the session is paired with (`usePair`). */
  partners: readonly Partner[];
}

export interface CompareButtonProps extends RunOtherSideProps {
  /** Its run, if it was one. */
  ended: boolean;
}

/**
 * To the comparison where the session has a partner, else to a run of the other side. Neither is offered before it is known
 * which: the wrong one would be pressed.
 */
export function CompareButton({ source, start, ended }: CompareButtonProps) {
  const partners = usePair(source, ended);
  return partners ? <KnownCompareButton source={source} start={start} partners={partners} /> : null;
}

function KnownCompareButton({ source, start, partners }: CompareItemsProps) {
  const { items, dialog } = useCompareItems({ source, start, partners });
  useFetchAhead(dialogs);
  const [first] = partners;
  if (!first) return <RunOtherSideButton source={source} start={start} />;
  return (
    <span className="inline-flex">
      <ButtonLink
        href={hrefTo(source, first)}
        aria-label="Compare"
        title={`Compare with ${partnerWords(first)}`}
        className="rounded-r-none"
        icon={<GitCompareArrows size={14} aria-hidden="true" />}
      >
        <span className="hidden lg:inline">Compare</span>
      </ButtonLink>
      <Menu label="Compare with" items={items}>
        {(trigger) => (
          <IconButton
            {...trigger}
            variant="secondary"
            label="Compare with another"
            className="-ml-px w-6! rounded-l-none"
            icon={<ChevronDown size={14} />}
          />
        )}
      </Menu>
      {dialog}
    </span>
  );
}

/** Opens the dialog that starts the missing strategy on this session's question. */
function RunOtherSideButton({ source, start }: RunOtherSideProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        aria-label="Run the other side"
        title={`Start a ${otherStrategy(start.strategy)} run of the same question and watch the race`}
        icon={<GitCompareArrows size={14} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        <span className="hidden lg:inline">Run the other side</span>
      </Button>
      <RunOtherSideDialog open={open} onClose={() => setOpen(false)} source={source} start={start} />
    </>
  );
}

/** Each partner, a run of the other strategy, any other session. The caller also renders `dialog`. */
export function useCompareItems({ source, start, partners }: CompareItemsProps): {
  items: MenuItem[];
  dialog: ReactNode;
} {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const items: MenuItem[] = [
    ...partners.slice(0, MOST_LISTED).map((partner) => ({
      id: partner.id,
      label: `With ${partnerWords(partner)}`,
      icon: 'compare' as const,
      onSelect: () => router.push(hrefTo(source, partner)),
    })),
    {
      id: 'run',
      label: 'Run the other side…',
      icon: 'play',
      separated: partners.length > 0,
      onSelect: () => setOpen(true),
    },
    {
      id: 'choose',
      label: 'Choose another session…',
      icon: 'search',
      onSelect: () => router.push(compareHref(sideId(source), null)),
    },
  ];
  return {
    items,
    dialog: <RunOtherSideDialog open={open} onClose={() => setOpen(false)} source={source} start={start} />,
  };
}

const hrefTo = (source: SideSource, partner: Partner): string => compareHref(sideId(source), partner.id);

const partnerWords = ({ strategy, model }: Partner): string => {
  const name = shownModel(model);
  const short = name.length > 34 ? `${name.slice(0, 33)}…` : name;
  return `${strategy === 'sprint' ? 'SPRINT' : 'sequential'} · ${short}`;
};
