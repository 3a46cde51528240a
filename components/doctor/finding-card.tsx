'use client';

import { ChevronDown, ChevronUp, EyeOff, Sparkles, X } from 'lucide-react';
import { useState } from 'react';
import { useAnnotations } from '#components/annotations/annotations-context.tsx';
import { Excerpt } from '#components/passages/excerpt.tsx';
import { passageOf } from '#components/passages/passage-of.ts';
import { useSession } from '#components/playback/session-context.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import type { Finding } from '#lib/contract/findings.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import type { Place } from '#lib/trace/events.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { streamOf } from '#lib/trace/streams.ts';
import { DismissForm } from './dismissable.tsx';
import { useDoctor } from './doctor-context.tsx';
import { titleOf } from './finding-title.ts';
import { certaintyWords, explanationOf, kindLooks } from './finding-words.tsx';

/** Places that we show for one finding; one check lists up to 40 stages. */
const MOST_PLACES = 6;

/** The open finding with all its passages, above the text of its piece. */
export function FindingCard() {
  const { open, findings, goTo, step, close } = useDoctor();
  const latest = useSession((session) => session.latest);
  const selection = useSession((session) => session.selection);
  if (!open) return null;
  const { icon: Icon, tone } = kindLooks[open.kind];
  const placed = findings.filter(({ places }) => places.length > 0);
  const position = placed.indexOf(open);
  return (
    <section
      aria-label="Finding"
      data-unlit
      className="mx-3 mb-2 max-h-[46%] shrink-0 overflow-y-auto rounded-xl border border-crit/40 bg-panel px-3 pt-1.5 pb-2.5 shadow-card"
    >
      <header className="-mr-1.5 flex items-center gap-1.5">
        <Icon size={14} aria-hidden="true" className={cn('shrink-0', tone)} />
        <h3 className="min-w-0 flex-1 truncate font-semibold text-[13px]" title={titleOf(open)}>
          {titleOf(open)}
        </h3>
        <IconButton
          label="Previous finding"
          size="sm"
          disabled={position <= 0}
          icon={<ChevronUp size={14} />}
          onClick={() => step(-1)}
        />
        <IconButton
          label="Next finding"
          size="sm"
          disabled={position >= placed.length - 1}
          icon={<ChevronDown size={14} />}
          onClick={() => step(1)}
        />
        <IconButton label="Close finding" size="sm" icon={<X size={14} />} onClick={close} />
      </header>
      <p className="text-[12.5px] leading-[18px]">{explanationOf(open)}</p>
      <p className="mt-0.5 text-[11px] text-faint">
        {open.certainty}: {certaintyWords[open.certainty]}
      </p>
      <ol className="mt-1.5 space-y-1.5">
        {open.places.slice(0, MOST_PLACES).map((place, index) => (
          <li key={`${place.stream} ${place.offset} ${index.toString()}`}>
            <PlaceRow
              place={place}
              trace={latest}
              first={index === 0}
              current={streamOf(place) === selection}
              onGoTo={() => goTo(open, index)}
            />
          </li>
        ))}
      </ol>
      <FindingActions key={`${open.code} ${position}`} finding={open} />
    </section>
  );
}

/** What a person can do about a finding while reading it. */
function FindingActions({ finding }: { finding: Finding }) {
  const { dismiss, close } = useDoctor();
  const { askAbout } = useAnnotations();
  const [dismissing, setDismissing] = useState(false);
  if (dismissing && dismiss)
    return (
      <div className="-mx-2 mt-2">
        <DismissForm
          finding={finding}
          onDismiss={async (...given) => {
            const done = await dismiss(...given);
            if (done) close();
            return done;
          }}
          onClose={() => setDismissing(false)}
        />
      </div>
    );
  return (
    <div className="mt-2 flex flex-wrap gap-1.5">
      {dismiss ? (
        <Button size="sm" icon={<EyeOff size={13} aria-hidden="true" />} onClick={() => setDismissing(true)}>
          Dismiss
        </Button>
      ) : null}
      {askAbout ? (
        <Button size="sm" icon={<Sparkles size={13} aria-hidden="true" />} onClick={() => askAbout(finding)}>
          Second opinion
        </Button>
      ) : null}
    </div>
  );
}

function PlaceRow({
  place,
  trace,
  first,
  current,
  onGoTo,
}: {
  place: Place;
  trace: TraceState;
  first: boolean;
  current: boolean;
  onGoTo: () => void;
}) {
  const stream = streamOf(place);
  if (!stream) return null;
  const passage = passageOf(trace, place);
  return (
    <div className="border-crit/50 border-l-2 pl-2">
      <p className="text-[11.5px] leading-4">
        <span className="text-faint">{first ? 'Here' : 'And there'}: </span>
        <button
          type="button"
          aria-current={current || undefined}
          className="cursor-pointer font-medium underline decoration-line underline-offset-3 hover:decoration-current"
          onClick={onGoTo}
        >
          {nameOf(stream, place)}
        </button>
      </p>
      {passage ? <Excerpt passage={passage} /> : null}
    </div>
  );
}

const nameOf = (stream: StreamId, { stage, index }: Place): string =>
  stream.startsWith('plan:') && index !== undefined
    ? `${streamName(stream)}, prompt ${stage ?? stream.slice(5)}.${index}`
    : streamName(stream);
