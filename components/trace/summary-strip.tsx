'use client';

import { SessionMark } from '#components/answers/session-mark.tsx';
import { SessionDoctorBadge } from '#components/doctor/session-doctor-badge.tsx';
import { useSession } from '#components/playback/session-context.tsx';
import { formatInteger, formatShare } from '#components/ui/format.ts';
import { StatusPill } from './status-pill.tsx';

/** The rail in one line, on a phone. */
export function SummaryStrip() {
  const metrics = useSession((session) => session.metrics);
  const definition = useSession((session) => session.definition);
  const saved = metrics.savedWithinTrace[definition];
  const about = metrics.isEstimate ? '≈' : '';
  return (
    <div className="area-strip flex items-center gap-3 overflow-hidden whitespace-nowrap border-line-soft border-b bg-panel px-3 py-1.5 text-mute text-xs md:hidden">
      <StatusPill />
      <SessionMark compact />
      <SessionDoctorBadge className="sm:hidden" />
      <span className="ml-auto shrink-0">
        <span className="font-semibold text-ink">
          {about}
          {formatInteger(metrics.sequentialTokens[definition])}
        </span>{' '}
        {metrics.reading === 'visible' ? 'visible tok sequential' : 'tok sequential'}
        {/* The narrowest phones have no room for it beside status and badge; the numbers are one tap away. */}
        {saved === null ? null : (
          <span className="max-[430px]:hidden">{` · ${about}${formatShare(saved)} saved`}</span>
        )}
      </span>
    </div>
  );
}
