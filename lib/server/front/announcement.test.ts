import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { type Announced, announcement, localAddress, networkWarning } from './announcement.ts';

const rest = { netmask: '', mac: '', cidr: null };
const announced: Announced = {
  host: '127.0.0.1',
  port: 3000,
  token: null,
  tokenIsGiven: false,
  onNetwork: false,
  endpoint: {
    id: 'x',
    kind: 'openai-compatible',
    name: 'Lab',
    model: 'm',
    baseUrl: 'http://l/v1',
    mode: 'native',
  },
  interfaces: [
    { address: '127.0.0.1', family: 'IPv4', internal: true, ...rest },
    { address: '192.168.0.7', family: 'IPv4', internal: false, ...rest },
    { address: '169.254.1.1', family: 'IPv4', internal: false, ...rest },
  ] as NetworkInterfaceInfo[],
};
const token = 'a-token-of-many-letters';

describe('what the start says', () => {
  it('on this machine: the address and the endpoint, and no warning', () => {
    expect(announcement(announced)).toContain('ready: http://127.0.0.1:3000\n');
    expect(announcement(announced)).toContain('Lab, m at http://l/v1 (native)');
    expect(announcement(announced)).not.toContain('192.168');
    expect(networkWarning(announced)).toBeNull();
  });

  it('on the network: addresses with the token for here and elsewhere, the warning and the remedy', () => {
    const open = { ...announced, host: '0.0.0.0', onNetwork: true, token };
    expect(announcement(open)).toContain(`http://127.0.0.1:3000/?token=${token}\n`);
    expect(announcement(open)).toContain(`http://192.168.0.7:3000/?token=${token}\n`);
    expect(announcement(open)).not.toContain('169.254');
    expect(networkWarning(open)).toMatch(/WARNING: .*HOST=0\.0\.0\.0.*not encrypted.*\n.*Remedy: /);
  });

  it('a token that its owner gave is not printed; without any the warning is plainer', () => {
    const given = { ...announced, host: '0.0.0.0', onNetwork: true, token, tokenIsGiven: true };
    expect(announcement(given)).not.toContain(token);
    expect(announcement(given)).toContain('SPRINT_TOKEN');
    expect(networkWarning({ ...given, token: null })).toMatch(/everybody .*no sign-in.*\n.*SPRINT_TOKEN=off/);
  });

  it('writes addresses as browsers take them', () => {
    expect(localAddress('::1', 80)).toBe('http://[::1]:80');
    expect(localAddress('::', 80)).toBe('http://127.0.0.1:80');
  });
});
