'use client';

import { Sparkles, Trash2 } from 'lucide-react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { checkTitle } from '#lib/doctor/checks.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import type { AnnotationOf } from '#lib/trace/annotations.ts';
import { useAnnotations } from './annotations-context.tsx';

const verdictWords: Readonly<Record<AnnotationOf<'opinion'>['verdict'], string>> = {
  holds: 'holds',
  'does-not-hold': 'does not hold',
  sound: 'sound',
  faulty: 'faulty',
  unsure: 'unsure',
};

/** What the models that were asked said, each under its name: separate from what the doctor finds by rules. */
export function OpinionsPanel() {
  const { opinions, askAbout } = useAnnotations();
  if (opinions.length === 0 && !askAbout) return null;
  return (
    <section aria-label="Second opinions">
      <h2 className="mb-1 font-semibold text-[11px] text-mute tracking-wide">
        Second opinions{opinions.length > 0 ? ` · ${opinions.length}` : ''}
      </h2>
      <ul className="space-y-2.5">
        {opinions.map((opinion) => (
          <OpinionItem key={opinion.seq} opinion={opinion} />
        ))}
      </ul>
      {askAbout ? (
        <Button
          size="sm"
          className={opinions.length > 0 ? 'mt-2' : undefined}
          icon={<Sparkles size={13} aria-hidden="true" />}
          onClick={() => askAbout(null)}
        >
          Ask a model
        </Button>
      ) : null}
    </section>
  );
}

function OpinionItem({ opinion }: { opinion: AnnotationOf<'opinion'> }) {
  const { add, canWrite, goToPlace } = useAnnotations();
  const { model, about, verdict, reason, quotes } = opinion;
  const where = about?.place.stream ? `, ${streamName(about.place.stream)}` : '';
  return (
    <li className="relative pr-8 text-[12.5px] leading-[18px]">
      <p className="flex flex-wrap items-baseline gap-x-1.5">
        <Pill>{verdictWords[verdict]}</Pill>
        <span className="min-w-0 break-words text-[11px] text-faint">
          {model.model} · {model.endpointName}
        </span>
      </p>
      <p className="text-[11px] text-faint">
        on {about ? `${checkTitle(about.code)}${where}` : 'the whole trace'}
      </p>
      <p className="break-words text-mute">{reason}</p>
      <ul className="mt-1 space-y-1">
        {quotes.map(({ place, quote }, index) => (
          <li
            key={`${place.stream} ${place.offset} ${index.toString()}`}
            className="border-line border-l-2 pl-2"
          >
            {place.stream ? (
              <button
                type="button"
                className="line-clamp-2 cursor-pointer break-words text-left text-[12px] text-mute leading-[17px] hover:text-ink"
                onClick={() => goToPlace(place)}
              >
                {quote}
              </button>
            ) : (
              <span className="text-[12px] text-mute">{quote}</span>
            )}
          </li>
        ))}
      </ul>
      {canWrite ? (
        <span className="absolute top-0 right-0">
          <IconButton
            label="Withdraw opinion"
            size="sm"
            className="text-faint"
            icon={<Trash2 size={12} />}
            onClick={() => void add({ kind: 'withdrawal', of: opinion.seq })}
          />
        </span>
      ) : null}
    </li>
  );
}
