import type { Store } from '#lib/storage/store.ts';
import { type TraceEvent, traceEventSchema } from '#lib/trace/events.ts';

/** Events read at a time. */
const PAGE = 1000;

/** A stored log, event by event, each kept as it was written: what is exported has the same bytes. Throws when a stored event is not one (the file was changed from outside). */
export async function* storedEvents(store: Pick<Store, 'events'>, id: string): AsyncGenerator<TraceEvent> {
  for (let after = -1; ; ) {
    const page = await store.events(id, after, PAGE);
    for (const { seq, json } of page) {
      const event: unknown = JSON.parse(json);
      traceEventSchema.parse(event);
      yield event as TraceEvent;
      after = seq;
    }
    if (page.length < PAGE) return;
  }
}
