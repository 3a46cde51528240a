'use client';

import { Milestone } from 'lucide-react';
import { jumpNames, useJump } from '#components/doctor/use-jump.ts';
import type { JumpKind } from '#components/playback/playback-types.ts';
import { IconButton } from '#components/ui/button.tsx';
import { Menu, type MenuItem } from '#components/ui/menu.tsx';

const kinds: readonly { kind: JumpKind; key: string; icon: MenuItem['icon'] }[] = [
  { kind: 'fork', key: '1', icon: 'fork' },
  { kind: 'join', key: '2', icon: 'diamond' },
  { kind: 'finding', key: '3', icon: 'stethoscope' },
  { kind: 'critical', key: '4', icon: 'rising' },
  { kind: 'bookmark', key: '5', icon: 'bookmark' },
];

/** To the next or previous place worth seeing. */
export function JumpMenu() {
  const jump = useJump();
  const items = ([1, -1] as const).flatMap((by): MenuItem[] =>
    kinds.map(({ kind, key, icon }, at) => ({
      id: `${kind} ${by}`,
      label: `${by === 1 ? 'Next' : 'Previous'} ${jumpNames[kind]}`,
      hint: by === 1 ? key : `Shift ${key}`,
      icon,
      separated: by === -1 && at === 0,
      onSelect: () => jump(kind, by),
    })),
  );
  return (
    <Menu label="Jump to" items={items} align="start">
      {(trigger) => (
        <IconButton {...trigger} size="sm" label="Jump to" tooltipSide="top" icon={<Milestone size={15} />} />
      )}
    </Menu>
  );
}
