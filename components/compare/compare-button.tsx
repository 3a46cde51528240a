'use client';

import { ChevronDown, GitCompareArrows, Play, Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ButtonLink, IconButton } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import type { Partner } from './pair-partners.ts';
import { RunOtherSideButton, RunOtherSideDialog, type RunOtherSideProps } from './run-other-side.tsx';
import { compareHref, type SideSource, sideId } from './side-source.ts';
import { usePair } from './use-pair.ts';

const MOST_LISTED = 6;

/** To the comparison where the session has a partner, else to a run of the other side. */
export function CompareButton({ source, start, ended }: RunOtherSideProps & { ended: boolean }) {
  const partners = usePair(source, ended);
  // Neither is offered before it is known which: the wrong one would be pressed.
  if (!partners) return null;
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
      <Others source={source} start={start} partners={partners} />
    </span>
  );
}

function Others({ source, start, partners }: RunOtherSideProps & { partners: readonly Partner[] }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Menu
        label="Compare with"
        items={[
          ...partners.slice(0, MOST_LISTED).map((partner) => ({
            id: partner.id,
            label: `With ${partnerWords(partner)}`,
            icon: <GitCompareArrows size={15} />,
            onSelect: () => router.push(hrefTo(source, partner)),
          })),
          {
            id: 'run',
            label: 'Run the other side…',
            icon: <Play size={15} />,
            separated: true,
            onSelect: () => setOpen(true),
          },
          {
            id: 'choose',
            label: 'Choose another session…',
            icon: <Search size={15} />,
            onSelect: () => router.push(compareHref(sideId(source), null)),
          },
        ]}
      >
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
      <RunOtherSideDialog open={open} onClose={() => setOpen(false)} source={source} start={start} />
    </>
  );
}

const hrefTo = (source: SideSource, partner: Partner): string => compareHref(sideId(source), partner.id);

const partnerWords = ({ strategy, model }: Partner): string => {
  const short = model.length > 34 ? `${model.slice(0, 33)}…` : model;
  return `${strategy === 'sprint' ? 'SPRINT' : 'sequential'} · ${short}`;
};
