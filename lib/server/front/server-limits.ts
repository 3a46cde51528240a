import type { Server } from 'node:http';
import { isLoopback } from '../access/loopback.ts';

/** What one client may hold of the server (docs/reliability.md). Times are ms. */
export interface ServerLimits {
  /** Until the headers of a request are there. */
  headersMs: number;
  /** Until all of it is there: 4 GiB of a data set at 1.2 MB/s. A body that comes too slowly ends earlier (upload-pace.ts). */
  requestMs: number;
  /** Of silence between two requests. Browsers ask again within seconds; proxies keep longer and reconnect. */
  keepAliveMs: number;
  /** For the rest of a body that nobody reads, once its answer is out. Closing at once would lose the answer. */
  leftoverMs: number;
  /** In which nothing of an answer was taken. Event streams say something every 15 s. */
  untakenMs: number;
  /** In all: a socket with its buffers takes some 100 KB. */
  connections: number;
  /** From one address of the network, so that no machine takes them all. A browser opens six. */
  connectionsPerAddress: number;
}

export const SERVER_LIMITS: ServerLimits = {
  headersMs: 20_000,
  requestMs: 3_600_000,
  keepAliveMs: 20_000,
  leftoverMs: 10_000,
  untakenMs: 60_000,
  connections: 1000,
  connectionsPerAddress: 200,
};

/** Behind a proxy on this machine all clients have one address: these are not counted. */
export function limitConnections(
  server: Server,
  limits: Pick<ServerLimits, 'connections' | 'connectionsPerAddress'>,
  counts: (address: string) => boolean = (address) => !isLoopback(address),
): void {
  server.maxConnections = limits.connections;
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? '';
    if (!counts(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > limits.connectionsPerAddress) return void socket.destroy();
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
