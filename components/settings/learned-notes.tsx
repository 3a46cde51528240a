import { Button } from '#components/ui/button.tsx';
import type { PublicEndpoint } from '#lib/models/endpoint.ts';

const dateFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** What an endpoint taught by refusals and habits, each with the day it was learned. Renders nothing before it did. */
export function LearnedNotes({ endpoint, onForget }: { endpoint: PublicEndpoint; onForget: () => void }) {
  const { learned = [] } = endpoint;
  if (learned.length === 0) return null;
  return (
    <section aria-label={`What ${endpoint.name} taught us`} className="text-mute text-ui leading-snug">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h4 className="font-medium">What this endpoint taught us</h4>
        <Button size="sm" onClick={onForget} aria-label={`Forget what ${endpoint.name} taught us`}>
          Forget
        </Button>
      </div>
      <ul className="mt-1 flex list-disc flex-col gap-1 pl-4 text-xs">
        {learned.map((note) => (
          <li key={`${note.model} ${note.api} ${note.explanation}`}>
            {note.explanation}{' '}
            <span className="whitespace-nowrap text-faint">
              {note.model === endpoint.model ? null : `${note.model}, `}
              since {dateFormat.format(new Date(note.since))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
