'use client';

import { CircleSlash, CloudOff, DatabaseZap, Scissors, TriangleAlert, Unplug, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { RunAgainButton } from '#components/actions/run/run-again-button.tsx';
import { damagedWords } from '#components/api/damaged-words.ts';
import { useSession } from '#components/playback/session-context.tsx';
import { ButtonLink, IconButton } from '#components/ui/button.tsx';
import { failureLink } from './failure-link.ts';

/** Notices above the graph: a lost connection, a failure and its remedy, a run that was stopped. */
export function SessionNotices() {
  const lost = useSession((session) => session.connection.kind === 'lost');
  const status = useSession((session) => session.latest.status);
  const damaged = useSession((session) => session.about.damaged);
  return (
    <div className="shrink-0 divide-y divide-line-soft">
      {lost ? (
        <Notice tone="crit" icon={<CloudOff size={16} />} title="Connection lost, trying again" live>
          The run goes on at the server; what came so far stays here.
        </Notice>
      ) : null}
      {damaged ? (
        <Notice
          tone="crit"
          icon={<DatabaseZap size={16} />}
          title="What is stored about this session is damaged in part"
        >
          {damagedWords(damaged)} Its log is a thing of its own: it can be exported as far as it can be read.
        </Notice>
      ) : null}
      {status === 'failed' ? <Failure /> : null}
      {status === 'cancelled' ? (
        <Dismissable>
          {(dismiss) => (
            <Notice
              tone="quiet"
              icon={<CircleSlash size={16} />}
              title="This run was cancelled"
              onDismiss={dismiss}
              action={<RunAgainButton />}
            >
              Everything written until then is here.
            </Notice>
          )}
        </Dismissable>
      ) : null}
      {status === 'interrupted' ? (
        <Dismissable>
          {(dismiss) => (
            <Notice
              tone="crit"
              icon={<Unplug size={16} />}
              title="This run was interrupted"
              onDismiss={dismiss}
              action={<RunAgainButton />}
            >
              The server stopped while it ran. Everything saved until then is here.
            </Notice>
          )}
        </Dismissable>
      ) : null}
      {status === 'truncated' ? (
        <Dismissable>
          {(dismiss) => (
            <Notice
              tone="crit"
              icon={<Scissors size={16} />}
              title="This run was cut short"
              onDismiss={dismiss}
            >
              A limit was reached before the answer was complete; the Doctor says which.
            </Notice>
          )}
        </Dismissable>
      ) : null}
    </div>
  );
}

function Failure() {
  const error = useSession((session) => session.latest.error);
  return (
    <Dismissable>
      {(dismiss) => (
        <Notice
          tone="warn"
          icon={<TriangleAlert size={16} />}
          title={error?.message ?? 'This run failed'}
          onDismiss={dismiss}
          action={
            <>
              <FailureLink type={error?.type} />
              <RunAgainButton />
            </>
          }
        >
          {error?.remedy ? <p>{error.remedy}</p> : null}
          {error?.url && !error.message.includes(error.url) ? (
            <p className="mt-1 break-all font-mono text-[11px] text-mute">
              {error.status ? `${error.status} · ` : ''}
              {error.url}
            </p>
          ) : null}
        </Notice>
      )}
    </Dismissable>
  );
}

/** A link to the page with the remedy; none where no page of the app has it. */
function FailureLink({ type }: { type: string | undefined }) {
  const link = failureLink(type);
  return link ? (
    <ButtonLink href={link.href} size="sm">
      {link.label}
    </ButtonLink>
  ) : null;
}

function Dismissable({ children }: { children: (dismiss: () => void) => ReactNode }) {
  const [dismissed, setDismissed] = useState(false);
  return dismissed ? null : children(() => setDismissed(true));
}

interface NoticeProps {
  tone: 'quiet' | 'crit' | 'warn';
  icon: ReactNode;
  title: string;
  live?: boolean;
  action?: ReactNode;
  onDismiss?: () => void;
  children?: ReactNode;
}

const tones: Record<NoticeProps['tone'], { frame: string; icon: string }> = {
  quiet: { frame: 'bg-line-soft/60', icon: 'text-mute' },
  crit: { frame: 'bg-crit-bg', icon: 'text-crit' },
  warn: { frame: 'bg-warn-bg', icon: 'text-warn' },
};

/** A band above the graph: it takes its own room and hides nothing. */
function Notice({ tone, icon, title, live = false, action, onDismiss, children }: NoticeProps) {
  return (
    <section
      role={live ? 'status' : undefined}
      aria-label={title}
      className={`flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-2.5 ${tones[tone].frame}`}
    >
      <div className="flex min-w-60 flex-1 items-start gap-2.5 text-[12.5px] leading-[19px]">
        <span className={`mt-0.5 shrink-0 ${tones[tone].icon}`} aria-hidden="true">
          {icon}
        </span>
        <div className="min-w-0">
          <p className="break-words font-semibold text-ui">{title}</p>
          <div className="text-mute">{children}</div>
        </div>
      </div>
      <div className="flex max-w-full shrink-0 flex-wrap items-center justify-end gap-1.5">
        {action}
        {onDismiss ? (
          <IconButton label="Dismiss" size="sm" icon={<X size={14} />} onClick={onDismiss} />
        ) : null}
      </div>
    </section>
  );
}
