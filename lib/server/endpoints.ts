import type { Clock } from '#lib/base/clock.ts';
import {
  type EndpointChange,
  type NewEndpoint,
  type StoredDefinition,
  storedDefinition,
} from '#lib/contract/endpoint-requests.ts';
import type { Endpoint, PublicEndpoint } from '#lib/models/endpoint.ts';
import type { EndpointRecord, Store } from '#lib/storage/store.ts';
import { ServerError } from './errors.ts';
import type { LearnedStore } from './learned-store.ts';
import { publicEndpoint, secretsAfter } from './secrets.ts';

export interface EndpointsDeps {
  store: Pick<Store, 'endpoints' | 'saveEndpoint' | 'deleteEndpoint' | 'meta' | 'setMeta'>;
  builtIn: Endpoint;
  /** The endpoints that the environment defines; null if it defines none. */
  environment: { planner: Endpoint; executor: Endpoint } | null;
  clock: Pick<Clock, 'date'>;
  newId(): string;
  /** Default: we know nothing; a command that only reads endpoints has no such store. */
  learned?: Pick<LearnedStore, 'notesOf' | 'forget'>;
}

/** An endpoint from Settings whose stored row we cannot read: a person can only delete it. */
export interface DamagedEndpoint {
  id: string;
  createdAt: string;
  /** Names of the unreadable fields; never their contents, which may hold a key. */
  damaged: readonly string[];
}

/** The endpoints that sessions may use: built-in, from the environment, entered in Settings. */
export interface Endpoints {
  list(): Promise<PublicEndpoint[]>;
  /** The endpoints from Settings that we cannot read. */
  damaged(): Promise<DamagedEndpoint[]>;
  /**
   * The endpoint of a session without `endpointId`: the chosen one while it exists, else the environment's, else the
   * built-in.
   */
  defaultId(): Promise<string>;
  /** Chooses the default; null withdraws the choice. Throws ServerError `endpoint-not-found`. */
  setDefault(id: string | null): Promise<void>;
  /** With its key, which no response may contain. Throws ServerError `endpoint-not-found`. */
  get(id: string): Promise<Endpoint>;
  /**
   * The endpoints of a session's two roles. The executor uses the planner's unless the session names another; the
   * `SPRINT_EXECUTOR_` variables count only if both come from the environment.
   */
  choose(wanted: EndpointChoice): Promise<{ planner: Endpoint; executor: Endpoint }>;
  create(request: NewEndpoint): Promise<PublicEndpoint>;
  /** Throws ServerError `endpoint-not-found`, `endpoint-read-only`. */
  change(id: string, change: EndpointChange): Promise<PublicEndpoint>;
  /** Throws ServerError `endpoint-not-found`, `endpoint-read-only`. */
  remove(id: string): Promise<void>;
  /** Forgets what the endpoint taught us. Throws ServerError `endpoint-not-found`. */
  forgetLearned(id: string): Promise<void>;
}

/** The store's key for the choice; an empty value means none. */
const DEFAULT_KEY = 'default-endpoint';

export interface EndpointChoice {
  endpointId?: string;
  model?: string;
  executorEndpointId?: string;
  executorModel?: string;
  tokensPerSecond?: number;
}

export function createEndpoints({
  store,
  builtIn,
  environment,
  clock,
  newId,
  learned = { notesOf: () => [], forget() {} },
}: EndpointsDeps): Endpoints {
  const fixed: Endpoint[] = [builtIn];
  if (environment) {
    fixed.unshift(environment.planner);
    if (environment.executor.id !== environment.planner.id) fixed.splice(1, 0, environment.executor);
  }
  const fallbackId = (environment?.planner ?? builtIn).id;

  async function all(): Promise<Endpoint[]> {
    const stored = (await store.endpoints()).map(fromRecord).filter((endpoint) => endpoint !== null);
    return [...fixed, ...stored];
  }

  async function defaultId(): Promise<string> {
    const chosen = await store.meta(DEFAULT_KEY);
    return chosen && (await all()).some(({ id }) => id === chosen) ? chosen : fallbackId;
  }

  async function get(id: string): Promise<Endpoint> {
    const found = (await all()).find((endpoint) => endpoint.id === id);
    if (found) return found;
    throw new ServerError(
      'endpoint-not-found',
      `There is no endpoint "${id.slice(0, 100)}". It may have been deleted in Settings.`,
      { id },
    );
  }

  async function requireStored(id: string): Promise<{ endpoint: Endpoint; record: EndpointRecord }> {
    const endpoint = await get(id);
    const record = (await store.endpoints()).find((candidate) => candidate.id === id);
    if (endpoint.source === 'settings' && record) return { endpoint, record };
    throw new ServerError(
      'endpoint-read-only',
      endpoint.source === 'environment'
        ? `"${endpoint.name}" is defined by environment variables; change them and start Sprintscope again.`
        : `"${endpoint.name}" is part of Sprintscope and cannot be changed.`,
      { id },
    );
  }

  return {
    defaultId,
    get,

    async setDefault(id) {
      await store.setMeta(DEFAULT_KEY, id === null ? '' : (await get(id)).id);
    },

    async list() {
      return (await all()).map((endpoint) => ({
        ...publicEndpoint(endpoint),
        learned: learned.notesOf(endpoint),
      }));
    },

    async damaged() {
      return (await store.endpoints())
        .filter((record) => fromRecord(record) === null)
        .map(({ id, createdAt, damaged = ['definition'] }) => ({ id, createdAt, damaged }));
    },

    async choose({ endpointId, model, executorEndpointId, executorModel, tokensPerSecond }) {
      const planner = await get(endpointId ?? (await defaultId()));
      const fromEnvironment = environment !== null && planner.id === environment.planner.id;
      const executor = executorEndpointId
        ? await get(executorEndpointId)
        : fromEnvironment && !model
          ? environment.executor
          : adjusted(planner, model);
      return {
        planner: adjusted(planner, model, tokensPerSecond),
        executor: adjusted(executor, executorModel, tokensPerSecond),
      };
    },

    async create({ apiKey, headers, ...definition }) {
      const record = { id: newId(), definition, apiKey, headers, createdAt: clock.date().toISOString() };
      await store.saveEndpoint(record);
      return publicEndpoint(toEndpoint(record, definition));
    },

    async change(id, { apiKey, headers, timeouts, ...change }) {
      const { endpoint, record } = await requireStored(id);
      const definition: StoredDefinition = {
        name: change.name ?? endpoint.name,
        baseUrl: change.baseUrl ?? endpoint.baseUrl,
        model: change.model ?? endpoint.model,
        mode: change.mode ?? endpoint.mode,
        contextWindow: change.contextWindow === undefined ? endpoint.contextWindow : change.contextWindow,
        timeouts: { ...endpoint.timeouts, ...timeouts },
        thinkingTag: change.thinkingTag ?? endpoint.thinkingTag,
        preset: kept(change.preset, endpoint.preset),
        extraBody: kept(change.extraBody, endpoint.extraBody),
        price: kept(change.price, endpoint.price),
        reasoningEffort: change.reasoningEffort ?? endpoint.reasoningEffort,
        instructions: kept(change.instructions, endpoint.instructions),
      };
      const moved = new URL(definition.baseUrl).origin !== new URL(endpoint.baseUrl).origin;
      const changed = { ...record, definition, ...secretsAfter(record, { apiKey, headers }, moved) };
      await store.saveEndpoint(changed);
      const asked = ({
        preset,
        extraBody,
        reasoningEffort,
      }: Pick<Endpoint, 'preset' | 'extraBody' | 'reasoningEffort'>) =>
        JSON.stringify([preset, extraBody, reasoningEffort ?? 'default']);
      const asksOtherwise = asked(definition) !== asked(endpoint);
      // We must learn anew from another server or model; and with other fields, the server may accept what it rejected
      // before.
      if (definition.baseUrl !== endpoint.baseUrl || definition.model !== endpoint.model || asksOtherwise)
        learned.forget(id);
      return publicEndpoint(toEndpoint(changed, definition));
    },

    async remove(id) {
      // An unreadable row is not an endpoint, but a person can remove it like one.
      if (!(await this.damaged()).some((endpoint) => endpoint.id === id)) await requireStored(id);
      await store.deleteEndpoint(id);
      learned.forget(id);
    },

    async forgetLearned(id) {
      learned.forget((await get(id)).id);
    },
  };
}

function adjusted(endpoint: Endpoint, model?: string, tokensPerSecond?: number): Endpoint {
  return {
    ...endpoint,
    model: model ?? endpoint.model,
    // Another model has another price.
    price: model && model !== endpoint.model ? undefined : endpoint.price,
    tokensPerSecond:
      endpoint.kind === 'built-in' ? (tokensPerSecond ?? endpoint.tokensPerSecond) : endpoint.tokensPerSecond,
  };
}

/** Null clears a field; a missing one stays. */
const kept = <T>(change: T | null | undefined, before: T | undefined): T | undefined =>
  change === undefined ? before : (change ?? undefined);

/**
 * Null for a row that we cannot read. Without its key or header, an endpoint would send requests as somebody else, and
 * a person would look for the fault at the provider.
 */
function fromRecord(record: EndpointRecord): Endpoint | null {
  if (record.damaged?.some((name) => name !== 'createdAt')) return null;
  const parsed = storedDefinition.safeParse(record.definition);
  return parsed.success ? toEndpoint(record, parsed.data) : null;
}

function toEndpoint({ id, apiKey, headers }: EndpointRecord, definition: StoredDefinition): Endpoint {
  return {
    ...{ id, kind: 'openai-compatible', source: 'settings' },
    ...definition,
    apiKey,
    ...(headers && { headers }),
    tokensPerSecond: null,
  };
}
