import { type LookupAddress, type LookupOptions, lookup as lookupByDns } from 'node:dns';
import { type AddressPolicy, addressPolicy } from './address-policy.ts';
import type { Fetch } from './checked-fetch.ts';
import { REFUSED_CODE } from './classify-failure.ts';
import { ExcessError } from './reply-bounds.ts';

export type Lookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** The only agent that Node gives away the class of: undici itself is not to be imported. */
const GLOBAL_DISPATCHER = Symbol.for('undici.globalDispatcher.1');

interface Dispatcher {
  dispatch(options: object, handler: ReplyHandler): boolean;
}
type DispatcherClass = new (options: { connect: { lookup: Resolve } }) => Dispatcher;
/** What the dispatcher tells `fetch` of a reply, among other things. */
interface ReplyHandler {
  onConnect(abort: (reason: Error) => void, ...more: unknown[]): void;
  onHeaders(status: number, ...more: unknown[]): boolean;
}
type Resolve = (
  hostname: string,
  options: LookupOptions,
  callback: (error: Error | null, address?: string | LookupAddress[], family?: number) => void,
) => void;

/** Answers that announce another one (1xx): one or two are usual. Without end they would keep the parser busy until a time-out. */
const MAX_INTERIM_ANSWERS = 100;

/** The same handler, but for replies that do not begin. */
function countingInterim(handler: ReplyHandler): ReplyHandler {
  let interim = 0;
  let abort: (reason: Error) => void = () => {};
  return Object.assign(Object.create(handler) as ReplyHandler, {
    onConnect(abortRequest: typeof abort, ...more: unknown[]) {
      abort = abortRequest;
      handler.onConnect.call(this, abortRequest, ...more);
    },
    onHeaders(status: number, ...more: unknown[]) {
      if (status < 200 && ++interim > MAX_INTERIM_ANSWERS) abort(new ExcessError('headers'));
      return handler.onHeaders.call(this, status, ...more);
    },
  });
}

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
  const Agent = known.constructor as DispatcherClass;
  class PatientAgent extends Agent {
    override dispatch(options: object, handler: ReplyHandler): boolean {
      return super.dispatch(options, countingInterim(handler));
    }
  }
  return new PatientAgent({ connect: { lookup } });
}

/** For whoever names no other: nothing is listed. */
export const outgoingFetch = createOutgoingFetch(addressPolicy());
