// Answers requests and does nothing else: measures how long the machine itself makes a request wait. Prints its port.
import http from 'node:http';
import type { AddressInfo } from 'node:net';

const server = http.createServer((_, response) => response.end('{}'));
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
