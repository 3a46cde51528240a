import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Whether an address is this machine, a mapped IPv4 address included. False for any other text. */
export function isLoopback(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && loopback.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/** Whether a server that listens on `HOST` is reachable from this machine only. */
export function listensOnLoopback(env: Record<string, string | undefined>): boolean {
  const host =
    env.HOST?.trim()
      .toLowerCase()
      .replace(/^\[|\]$/g, '') || '127.0.0.1';
  return host === 'localhost' || isLoopback(host);
}
