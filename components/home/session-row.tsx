'use client';

import { Ellipsis } from 'lucide-react';
import { shownModel } from '#components/api/model-name.ts';
import { statusLooks, strategyName } from '#components/api/session-words.ts';
import { IconButton } from '#components/ui/button.tsx';
import { formatAge } from '#components/ui/format.ts';
import { IntentLink } from '#components/ui/intent-link.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { Dot } from '#components/ui/pill.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { SessionSummary } from '#lib/contract/session.ts';
import { plainHead } from '#lib/graph/plain-math.ts';
import { tokenFacts } from './session-facts.ts';

export interface SessionRowProps {
  session: SessionSummary;
  /** ms since 1970. */
  now: number;
  onRename: () => void;
  onDelete: () => void;
}

/** Longer than any row is wide: the rest is cut by its ellipsis. */
const TITLE_LENGTH = 200;

/** One session: the whole row opens it, the menu at its end changes it. */
export function SessionRow({ session, now, onRename, onDelete }: SessionRowProps) {
  const { label, tone } = statusLooks[session.status];
  const tokens = tokenFacts(session);
  const title = plainHead(session.title || session.question, TITLE_LENGTH);
  const createdAt = Date.parse(session.createdAt);
  const age = now > 0 ? formatAge(createdAt, now) : '';

  return (
    <li className="relative flex items-center gap-1 py-3 pr-2 pl-4 transition-colors hover:bg-line-soft/60">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium text-ui">
          <IntentLink
            href={`/sessions/${encodeURIComponent(session.id)}`}
            className="rounded-sm outline-offset-2 after:absolute after:inset-0"
          >
            {title}
          </IntentLink>
        </p>
        <p className="mt-1 flex justify-between gap-3 text-mute text-xs">
          <span className="inline-flex items-center gap-1.5">
            <Dot tone={tone} pulse={session.status === 'running'} />
            {label}
          </span>
          <span className="shrink-0">{age}</span>
        </p>
        <p className="mt-0.5 flex justify-between gap-3 text-mute text-xs">
          <span className="min-w-0 truncate">
            {strategyName(session.strategy)} · {shownModel(session.model)}
          </span>
          {tokens ? (
            <Tooltip content={tokens.explanation} side="bottom">
              {/* Above the link that fills the row. */}
              <button
                type="button"
                className="relative shrink-0 cursor-help rounded-sm decoration-faint/60 decoration-dotted underline-offset-3 hover:underline"
              >
                {tokens.text}
              </button>
            </Tooltip>
          ) : null}
        </p>
      </div>
      <div className="relative">
        <Menu
          label="Session actions"
          items={[
            { id: 'rename', label: 'Rename', icon: 'pencil', onSelect: onRename },
            {
              id: 'delete',
              label: 'Delete',
              icon: 'trash',
              danger: true,
              separated: true,
              onSelect: onDelete,
            },
          ]}
        >
          {(trigger) => (
            <IconButton {...trigger} size="sm" label={`Actions for ${title}`} icon={<Ellipsis size={16} />} />
          )}
        </Menu>
      </div>
    </li>
  );
}
