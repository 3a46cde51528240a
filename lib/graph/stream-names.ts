import { parseStream, type StreamId } from '#lib/trace/streams.ts';

/** "Plan 2", "Execution 2.1": a stream's name everywhere on the page. */
export function streamName(stream: StreamId): string {
  const place = parseStream(stream);
  switch (place?.kind) {
    case 'plan':
      return `Plan ${place.stage}`;
    case 'execution':
      return `Execution ${place.stage}.${place.index}`;
    case 'answer':
      return 'Final answer';
    default:
      return 'Thought';
  }
}

/** "2", "2.1": the number alone where icon and colour tell the kind. */
export function streamNumber(stream: StreamId): string {
  const place = parseStream(stream);
  if (place?.kind === 'execution') return `${place.stage}.${place.index}`;
  return streamName(stream);
}
