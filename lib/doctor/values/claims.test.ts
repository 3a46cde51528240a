import { describe, expect, it } from 'vitest';
import { mathTextOf } from '../context-view.ts';
import { claimsOf } from './claims.ts';

const claims = (text: string) =>
  claimsOf(mathTextOf(text)).map(
    ({ kind, subject, value, stance }) => `${kind} ${subject} ${value} ${stance}`,
  );

describe('what a text gives a number for', () => {
  it.each<[string, string[]]>([
    ['x = 52.', ['name x 52 said']],
    ['So angle PQR is 26°.', ['name PQR 26 concluded']],
    ['The area of triangle CDE is 54.', ['thing CDE area 54 said']],
    ['There are 6 ordered pairs.', ['thing number order pair 6 said']],
    ['If x = 52, it is too much.', ['name x 52 open']],
    ['So x = 52. Wait, no, that is wrong.', ['name x 52 open']],
    ['The sum is 31, plus 12 is 43.', ['thing sum 31 open']],
    ['Is x = 52?', ['name x 52 open']],
    // The match is only part of something else.
    ['3 * 9 = 243 (3 digits', []],
  ])('%s', (text, expected) => {
    expect(claims(text)).toEqual(expected);
  });

  it('a calculation is known by what it comes to, however it is written', () => {
    const subject = (text: string) =>
      claimsOf(mathTextOf(text)).find(({ kind }) => kind === 'calculation')?.subject;
    expect(subject('672/10^7 = 0.000672')).toBe(subject('21 * 32 / 10000000 = 0.0000672'));
    expect(subject('672/10^7, which is 0.000672.')).toBe(subject('672 divided by 10^7 equals 0.5'));
    expect(subject('3x + 12 = 30')).toBeUndefined();
  });

  it('a part of a later sum is told as such', () => {
    const used = (text: string) =>
      claimsOf(mathTextOf(text)).map(({ subject, isUsed }) => `${subject} ${isUsed}`);
    expect(used('The sum is 31. Then 31 + 12 = 43.')[0]).toBe('sum true');
    expect(used('The sum is 31. Then 31/2 = 15.5.')[0]).toBe('sum false');
  });

  it('takes time linear in the text', () => {
    const timeOf = (times: number) => {
      const math = mathTextOf('So the area of ABC is 3 * 7 = 21, and x = 5. '.repeat(times));
      const started = process.cpuUsage();
      claimsOf(math);
      return process.cpuUsage(started).user / 1000;
    };
    timeOf(20);
    expect(timeOf(4_000)).toBeLessThan(timeOf(400) * 40 + 200);
  });
});
