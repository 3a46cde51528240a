import * as z from 'zod';
import type { Clock } from '#lib/base/clock.ts';
import {
  type Learned,
  type LearnedMemory,
  type LearnedNote,
  nothingLearned,
  readLearnedKey,
} from '#lib/models/call/learned.ts';
import { learnedFacts } from '#lib/models/call/learned-texts.ts';
import type { Endpoint } from '#lib/models/endpoint.ts';
import type { Store } from '#lib/storage/store.ts';
import type { StoreHealth } from './store-health.ts';

/** What endpoints taught us, stored beyond the process. */
export interface LearnedStore extends LearnedMemory {
  /** The lessons in plain words, of the endpoint at its present address. */
  notesOf(endpoint: Pick<Endpoint, 'id' | 'baseUrl'>): LearnedNote[];
  forget(endpointId: string): void;
  /** Resolves once everything learned so far is stored. */
  flush(): Promise<void>;
}

export interface LearnedStoreDeps {
  store: Pick<Store, 'meta' | 'setMeta'>;
  health: Pick<StoreHealth, 'persist'>;
  /** Once it has aborted, we do not wait for a store that fails. */
  closing: AbortSignal;
  clock: Pick<Clock, 'date'>;
  report(message: string, error: unknown): void;
}

const META_KEY = 'learned';
/** A person tries dozens of models, not hundreds; the oldest lessons go first. */
const MAX_ENTRIES = 300;

const bound = z.number().nullable();
const learnedSchema = z.object({
  changes: z.array(z.object({ parameter: z.string(), to: z.string().nullable() })).catch([]),
  ranges: z.record(z.string(), z.object({ min: bound, max: bound })).catch({}),
  contextWindow: z.int().positive().nullable().catch(null),
  systemRole: z.literal('refused').nullable().catch(null),
  thinkingOpenedByTemplate: z.boolean().nullable().catch(null),
  stopBitesThinking: z.boolean().catch(false),
});
const entrySchema = z.object({
  key: z.string(),
  learned: learnedSchema,
  /** When we learned each fact, UTC. */
  since: z.record(z.string(), z.string()).catch({}),
});
const storedSchema = z.object({ entries: z.array(entrySchema.nullable().catch(null)) });

type Entry = Omit<z.infer<typeof entrySchema>, 'learned'> & { learned: Learned };

/** Reads what an earlier process learned; drops what it cannot read. */
function entriesFrom(text: string | null): Entry[] {
  try {
    const stored = storedSchema.safeParse(JSON.parse(text ?? ''));
    return stored.success ? stored.data.entries.filter((entry) => entry !== null) : [];
  } catch {
    return [];
  }
}

const factId = ({ code, what }: { code: string; what: string | null }): string =>
  what === null ? code : `${code} ${what}`;

/** Loads the stored lessons. Writes new ones in the background: a call does not wait for the disk. */
export async function openLearnedStore(deps: LearnedStoreDeps): Promise<LearnedStore> {
  const { store, health, closing, clock, report } = deps;
  const entries = new Map(entriesFrom(await store.meta(META_KEY)).map((entry) => [entry.key, entry]));
  let writing = Promise.resolve();
  let waits = false;

  /** At most one write waits, and it stores what we know when its turn comes. */
  function write() {
    if (waits) return;
    waits = true;
    const writeAll = () => {
      waits = false;
      return store.setMeta(META_KEY, JSON.stringify({ entries: [...entries.values()] }));
    };
    writing = writing
      .then(() => health.persist(writeAll, closing))
      .catch((error: unknown) => report('What an endpoint taught could not be stored', error));
  }

  return {
    get: (key) => entries.get(key)?.learned,

    set(key, learned) {
      const before = entries.get(key);
      // Each call that meets a lesson reports it again.
      if (JSON.stringify(learned) === JSON.stringify(before?.learned ?? nothingLearned)) return;
      const now = clock.date().toISOString();
      const since = Object.fromEntries(
        learnedFacts(learned).map((fact) => [factId(fact), before?.since[factId(fact)] ?? now]),
      );
      entries.delete(key);
      entries.set(key, { key, learned, since });
      for (const oldest of entries.keys()) {
        if (entries.size <= MAX_ENTRIES) break;
        entries.delete(oldest);
      }
      write();
    },

    notesOf({ id, baseUrl }) {
      return [...entries.values()].flatMap(({ key, learned, since }) => {
        const about = readLearnedKey(key);
        if (about?.endpointId !== id || !about.url.startsWith(baseUrl)) return [];
        const { api, model } = about;
        return learnedFacts(learned).map((fact) => {
          const { code, explanation } = fact;
          return { code, explanation, since: since[factId(fact)] ?? '', model, api };
        });
      });
    },

    forget(endpointId) {
      const before = entries.size;
      for (const key of entries.keys())
        if (readLearnedKey(key)?.endpointId === endpointId) entries.delete(key);
      if (entries.size < before) write();
    },

    flush: () => writing,
  };
}
