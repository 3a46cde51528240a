import type { NetworkInterfaceInfo } from 'node:os';

/** An endpoint as `GET /api/endpoints` lists it: the fields that the start message shows. */
export interface AnnouncedEndpoint {
  id: string;
  kind: string;
  name: string;
  model: string;
  baseUrl: string;
  mode: string;
}

export interface Announced {
  host: string;
  port: number;
  token: string | null;
  /** The owner set the token and knows it, so we do not print it. */
  tokenIsGiven: boolean;
  /** Reachable from more than this machine. */
  onNetwork: boolean;
  endpoint: AnnouncedEndpoint;
  interfaces: readonly NetworkInterfaceInfo[];
}

const isAny = (host: string) => host === '0.0.0.0' || host === '::';

/** Where a browser on this machine finds the server; `host` is the address it listens on. */
export function localAddress(host: string, port: number): string {
  const shown = isAny(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}

/** Says where the app is, for this machine and for others, and where it would send a question. */
export function announcement(announced: Announced): string {
  const { host, port, token, tokenIsGiven, endpoint, interfaces } = announced;
  const link = (address: string) => (token === null || tokenIsGiven ? address : `${address}/?token=${token}`);
  const elsewhere = isAny(host) ? networkAddresses(interfaces, port) : [];
  return [
    '',
    `  Sprintscope is ready: ${link(localAddress(host, port))}`,
    ...(token !== null && tokenIsGiven ? ['  Sign in with the token that SPRINT_TOKEN sets.'] : []),
    ...elsewhere.map((address) => `  From other machines:  ${link(address)}`),
    endpoint.kind === 'built-in'
      ? '  Endpoint: built-in Countdown reasoner (rule-based, not a language model). Connect a model in Settings or with SPRINT_BASE_URL and SPRINT_MODEL.'
      : `  Endpoint: ${endpoint.name}, ${endpoint.model} at ${endpoint.baseUrl} (${endpoint.mode})`,
    '  Stop with Ctrl+C.',
    '',
  ].join('\n');
}

/** A warning before others can reach the server; null if only this machine can. */
export function networkWarning({ host, token, onNetwork }: Announced): string | null {
  if (!onNetwork) return null;
  const who =
    token === null
      ? `WARNING: everybody who reaches this port (HOST=${host}) may use Sprintscope, your keys for models included. There is no sign-in.`
      : `WARNING: Sprintscope is on the network (HOST=${host}). Whoever has the token may use it, your keys for models included, and what is sent is not encrypted.`;
  const remedy =
    token === null
      ? 'Remedy: leave SPRINT_TOKEN=off away, or leave HOST away to be reached from this machine only.'
      : 'Remedy: leave HOST away to be reached from this machine only, or put a proxy with TLS in front.';
  return `  ${who}\n  ${remedy}\n`;
}

/** Link-local addresses are useless without a zone; three addresses are enough to try. */
function networkAddresses(interfaces: readonly NetworkInterfaceInfo[], port: number): string[] {
  return interfaces
    .filter(
      ({ internal, family, address }) => !internal && family === 'IPv4' && !address.startsWith('169.254.'),
    )
    .slice(0, 3)
    .map(({ address }) => `http://${address}:${port}`);
}
