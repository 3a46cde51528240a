import type { StoreHealth } from './store-health.ts';

/**
 * The same store for background work: it repeats a call that met a fault once the store works, so that the work waits
 * with its data in memory. Rejects with the signal's reason.
 */
export function persistentStore<S extends object>(
  store: S,
  { persist }: Pick<StoreHealth, 'persist'>,
  signal: AbortSignal,
): S {
  return new Proxy(store, {
    get(target, key) {
      const method: unknown = Reflect.get(target, key);
      if (typeof method !== 'function') return method;
      return (...values: unknown[]) => persist(() => Reflect.apply(method, target, values), signal);
    },
  });
}
