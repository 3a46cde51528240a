import { type LookupAddress, type LookupOptions, lookup as lookupByDns } from 'node:dns';
import { type AddressPolicy, addressPolicy } from './address-policy.ts';
import type { Fetch } from './checked-fetch.ts';
import { REFUSED_CODE } from './classify-failure.ts';

export type Lookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** The only agent that Node gives away the class of: undici itself is not to be imported. */
const GLOBAL_DISPATCHER = Symbol.for('undici.globalDispatcher.1');

type Dispatcher = object;
type DispatcherClass = new (options: { connect: { lookup: Resolve } }) => Dispatcher;
type Resolve = (
  hostname: string,
  options: LookupOptions,
  callback: (error: Error | null, address?: string | LookupAddress[], family?: number) => void,
) => void;

const refused = () => Object.assign(new Error(), { code: REFUSED_CODE });

/** Resolves names for a connection that is being made, so that no second answer of a name server can differ. */
function resolveWithin(policy: AddressPolicy, lookup: Lookup): Resolve {
  return (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error);
      const allowed = addresses.filter(({ address }) => policy.allowsAddress(address, hostname));
      const [first] = allowed;
      // A name of this network often has a link-local address beside its own.
      if (!first) return callback(refused());
      if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
}

/** The `fetch` for endpoints: the global one, for hosts and addresses that the policy allows. */
export function createOutgoingFetch(policy: AddressPolicy, lookup: Lookup = lookupByDns): Fetch {
  let dispatcher: Dispatcher | null = null;
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!policy.allowsHost(url.hostname)) throw refused();
    dispatcher ??= createDispatcher(resolveWithin(policy, lookup));
    // Of undici, unknown to the types of the web.
    return fetch(input, { ...init, dispatcher } as RequestInit);
  };
}

function createDispatcher(lookup: Resolve): Dispatcher {
  const known = (globalThis as { [GLOBAL_DISPATCHER]?: Dispatcher })[GLOBAL_DISPATCHER];
  if (!known) throw new Error('This Node.js shows no dispatcher of its fetch: Sprintscope needs version 24');
  return new (known.constructor as DispatcherClass)({ connect: { lookup } });
}

/** For whoever names no other: nothing is listed. */
export const outgoingFetch = createOutgoingFetch(addressPolicy());
