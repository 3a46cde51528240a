import { describe, expect, it } from 'vitest';
import { addressPolicy } from './address-policy.ts';

describe('addressPolicy', () => {
  const policy = addressPolicy();
  const hostOf = (host: string) => new URL(`http://${host}/v1`).hostname;

  it.each([
    '169.254.169.254',
    '169.254.0.1',
    '0xa9fea9fe',
    '2852039166',
    '0251.0376.0251.0376',
    '169.16689662',
    '0xa9.254.0251.254',
    '[fe80::1]',
    '[febf::1]',
    '[fd00:ec2::254]',
    '[::ffff:169.254.169.254]',
    '[::ffff:a9fe:a9fe]',
    '[fd00:42::42]',
    '[fd00:c1::a9fe:a9fe]',
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b:1::a9fe:a9fe]',
    '[::169.254.169.254]',
    '[2002:a9fe:a9fe::1]',
    '100.100.100.200',
    'metadata.google.internal',
    'METADATA.google.internal.',
    '１６９.254.169.254',
  ])('refuses %s', (host) => {
    expect(policy.allowsHost(hostOf(host))).toBe(false);
  });

  it.each([
    '127.0.0.1',
    'localhost',
    '[::1]',
    '10.0.0.7',
    '172.16.3.4',
    '192.168.1.20',
    '[fd12:3456::1]',
    '100.64.0.1',
    '0.0.0.0',
    '8.8.8.8',
    'api.openai.com',
    '169.254.example.com',
    'metadata.example.com',
  ])('allows %s', (host) => {
    expect(policy.allowsHost(hostOf(host))).toBe(true);
  });

  it('allows what is listed, in any spelling, and nothing beside it', () => {
    const listed = addressPolicy(' 169.254.10.5, [FE80::7], Board.local. ,,not a host');
    expect(listed.allowsHost('169.254.10.5')).toBe(true);
    expect(listed.allowsHost(hostOf('0xa9fe0a05'))).toBe(true);
    expect(listed.allowsHost('[fe80::7]')).toBe(true);
    expect(listed.allowsHost('169.254.10.6')).toBe(false);
    expect(listed.allowsAddress('169.254.10.5', 'any.example')).toBe(true);
    expect(listed.allowsAddress('169.254.10.6', 'board.local')).toBe(true);
    expect(listed.allowsAddress('169.254.10.6', 'other.local')).toBe(false);
    expect(listed.allowsAddress('fe80::7%eth0', 'other.local')).toBe(true);
  });
});
