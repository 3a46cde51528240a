import { BlockList, isIP } from 'node:net';

/** Which hosts endpoints may have. */
export interface AddressPolicy {
  /** Whether we may call this host at all; for a name, we check its addresses when it is resolved. */
  allowsHost(hostname: string): boolean;
  /** Whether we may call a name at this address. */
  allowsAddress(address: string, hostname: string): boolean;
}

/** Names of metadata services that some networks resolve to other addresses. */
const METADATA_NAMES = new Set(['metadata.google.internal', 'metadata.goog']);

/** Link-local addresses, and the addresses where clouds hand a machine its credentials. */
const REFUSED = new BlockList();
REFUSED.addSubnet('169.254.0.0', 16);
REFUSED.addSubnet('fe80::', 10, 'ipv6');
// AWS, Google, Scaleway, Oracle, Alibaba, Oracle, Azure.
REFUSED.addAddress('fd00:ec2::254', 'ipv6');
REFUSED.addAddress('fd20:ce::254', 'ipv6');
REFUSED.addAddress('fd00:42::42', 'ipv6');
REFUSED.addAddress('fd00:c1::a9fe:a9fe', 'ipv6');
REFUSED.addAddress('100.100.100.200');
REFUSED.addAddress('192.0.0.192');
REFUSED.addAddress('168.63.129.16');
// The same IPv4 addresses behind IPv6 prefixes that networks translate: NAT64 (also a network's own), 6to4,
// IPv4-compatible. The list handles mapped ones itself.
REFUSED.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');
REFUSED.addSubnet('64:ff9b:1::a9fe:0', 112, 'ipv6');
REFUSED.addAddress('64:ff9b::6464:64c8', 'ipv6');
REFUSED.addSubnet('2002:a9fe::', 32, 'ipv6');
REFUSED.addSubnet('::a9fe:0', 112, 'ipv6');

/**
 * A host as URLs write it, without brackets, zone and final dot; octal, hexadecimal and short spellings become plain.
 */
function canonical(host: string): string {
  const bare = host
    .trim()
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '');
  const written = isIP(bare) === 6 ? `[${bare}]` : bare;
  if (!URL.canParse(`http://${written}/`)) return bare;
  return new URL(`http://${written}/`).hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
}

function isRefused(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && REFUSED.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/**
 * People run their own servers on loopback and private networks, so we allow those. Link-local and metadata addresses
 * hold no model server; we call them only if they are listed.
 * @param listed hosts or addresses, separated by commas (`SPRINT_ALLOWED_ENDPOINTS`)
 */
export function addressPolicy(listed = ''): AddressPolicy {
  const allowed = new Set(
    listed
      .split(',')
      .map(canonical)
      .filter((host) => host !== ''),
  );
  return {
    allowsHost(hostname) {
      const host = canonical(hostname);
      return allowed.has(host) || !(METADATA_NAMES.has(host) || isRefused(host));
    },
    allowsAddress(address, hostname) {
      const plain = canonical(address);
      return allowed.has(canonical(hostname)) || allowed.has(plain) || !isRefused(plain);
    },
  };
}
