import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { openAccess } from '../../access/access.ts';
import { hostPolicy } from '../../http/host-policy.ts';
import { createFrontDoor, type FrontDoorOptions, type Listener } from '../front-door.ts';
import { createHttpServer, SERVER_LIMITS, type ServerLimits } from '../http-server.ts';

export interface DoorServer {
  origin: string;
  port: number;
  http: Server;
  /** The addresses that the door let through. */
  passed: string[];
  reports: string[];
  /** Sends bytes unchanged, and reads until the other side closes. */
  raw(bytes: string): Promise<string>;
  close(): Promise<void>;
}

/** The real front door on a real socket; `next` replaces Next. */
export async function startDoorServer(
  next: Listener = async (_request, response) => void response.end('next'),
  over: Partial<FrontDoorOptions> = {},
  limits: Partial<ServerLimits> = {},
): Promise<DoorServer> {
  const passed: string[] = [];
  const reports: string[] = [];
  const door = createFrontDoor({
    next: async (request, response) => {
      passed.push(`${request.method} ${request.url}`);
      await next(request, response);
    },
    hosts: hostPolicy({}),
    access: openAccess,
    report: (message, error) => reports.push(`${message}: ${error}`),
    ...over,
  });
  const http = createHttpServer(door, { limits: { ...SERVER_LIMITS, ...limits } });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    http,
    passed,
    reports,
    raw: (bytes) =>
      new Promise((resolve, reject) => {
        let text = '';
        const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
        socket.setEncoding('latin1').on('data', (chunk) => {
          text += chunk;
        });
        socket.on('error', reject).on('close', () => resolve(text));
      }),
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}
