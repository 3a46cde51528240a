'use client';

import { Ellipsis } from 'lucide-react';
import { type CompareButtonProps, useCompareItems } from '#components/actions/compare/compare-button.tsx';
import { usePair } from '#components/actions/compare/use-pair.ts';
import { useCurate } from '#components/actions/curate/curate-button.tsx';
import { useExportItems } from '#components/actions/export/export-menu.tsx';
import { useShare } from '#components/actions/share-button.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { Menu, type MenuItem } from '#components/ui/menu.tsx';

export interface PhoneActionsProps extends CompareButtonProps {
  /** Id of a sequential session that can be taken apart. */
  curatedId: string | null;
  /** Null where there is nothing to delete. */
  onDelete: (() => void) | null;
  /** It was asked for before it was here. */
  startsOpen: boolean;
  onAsked: () => void;
}

/** The header's buttons in one menu: beside four buttons a title has 65 px on a phone. */
export function PhoneActions({ source, start, ended, onDelete, curatedId, startsOpen }: PhoneActionsProps) {
  const partners = usePair(source, ended) ?? [];
  const compare = useCompareItems({ source, start, partners });
  const exporting = useExportItems();
  const share = useShare();
  const curating = useCurate(curatedId === null ? [] : [curatedId]);
  const items: MenuItem[] = [
    { id: 'compare', label: 'Compare', icon: 'compare', inside: compare.items },
    {
      id: 'share',
      label: 'Share',
      description: 'Copy a link to this moment.',
      icon: 'link',
      disabled: exporting.empty,
      onSelect: share,
    },
    {
      id: 'export',
      label: 'Export',
      icon: 'download',
      disabled: exporting.empty,
      inside: exporting.items,
    },
  ];
  if (curatedId !== null) {
    items.push({
      id: 'curate',
      label: 'Curate',
      description: 'Take it apart into rounds.',
      icon: 'branches',
      onSelect: curating.start,
    });
  }
  if (onDelete) {
    items.push({
      id: 'delete',
      label: 'Delete session',
      icon: 'trash',
      danger: true,
      separated: true,
      onSelect: onDelete,
    });
  }
  return (
    <>
      <span className="contents sm:hidden">
        <Menu label="Session actions" items={items} startsOpen={startsOpen}>
          {(trigger) => (
            <IconButton
              {...trigger}
              busy={exporting.busy || curating.busy}
              label="Session actions"
              icon={<Ellipsis size={16} />}
            />
          )}
        </Menu>
      </span>
      {compare.dialog}
      {exporting.dialog}
    </>
  );
}
