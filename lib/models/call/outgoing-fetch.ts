import { type LookupAddress, type LookupOptions, lookup as lookupByDns } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher, fetch, type RequestInit as UndiciRequestInit } from 'undici';
import { type AddressPolicy, addressPolicy } from '../endpoints/address-policy.ts';
import { REFUSED_CODE } from '../refusals/classify-failure.ts';
import { ExcessError } from '../reply/reply-bounds.ts';
import type { Fetch } from './checked-fetch.ts';

export type Lookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

type Handler = Dispatcher.DispatchHandler;

/**
 * The most interim answers (1xx), which announce another one: one or two are usual. Without end they would keep the
 * parser busy until a time-out.
 */
const MAX_INTERIM_ANSWERS = 100;

/** The same handler, but it aborts replies that never get past interim answers. */
function countingInterim(handler: Handler): Handler {
  let interim = 0;
  return Object.assign(Object.create(handler) as Handler, {
    onResponseStart(...told: Parameters<NonNullable<Handler['onResponseStart']>>) {
      const [controller, status] = told;
      if (status < 200 && ++interim > MAX_INTERIM_ANSWERS) controller.abort(new ExcessError('headers'));
      else handler.onResponseStart?.apply(this, told);
    },
  });
}

const refused = () => Object.assign(new Error(), { code: REFUSED_CODE });

/** Looks up names for the connection that is being made, so that a second answer of a name server cannot differ. */
function resolveWithin(policy: AddressPolicy, lookup: Lookup): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const allowed = addresses.filter(({ address }) => policy.allowsAddress(address, hostname));
      const [first] = allowed;
      // A name in this network often has a link-local address beside its own.
      if (!first) return callback(refused(), []);
      if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
}

/**
 * The `fetch` for endpoints; it calls the hosts and addresses that the policy allows. We do not use Node's own: the
 * undici in Node 24.21 (7.29) ends the process when an endpoint closes its connection while we are still behind with
 * reading (nodejs/undici#5360).
 */
export function createOutgoingFetch(policy: AddressPolicy, lookup: Lookup = lookupByDns): Fetch {
  let dispatcher: Dispatcher | null = null;
  return async (input, init) => {
    const url = new URL(input);
    if (!policy.allowsHost(url.hostname)) throw refused();
    dispatcher ??= createDispatcher(resolveWithin(policy, lookup));
    // Both implement the web's types.
    const reply = await fetch(url, { ...(init as UndiciRequestInit), dispatcher });
    return reply as unknown as Response;
  };
}

const createDispatcher = (lookup: LookupFunction): Dispatcher =>
  new Agent({ connect: { lookup } }).compose(
    (dispatch) => (options, handler) => dispatch(options, countingInterim(handler)),
  );

/** For callers without a policy of their own: nothing is listed. */
export const outgoingFetch = createOutgoingFetch(addressPolicy());
