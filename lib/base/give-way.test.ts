import { expect, it } from 'vitest';
import { giveWay, ownTurn } from './give-way.ts';

it('of those who wait for their own turn one goes on at a time, and others come in between', async () => {
  const order: string[] = [];
  const reader = async (name: string) => {
    for (let page = 0; page < 2; page++) {
      await ownTurn();
      order.push(name);
    }
  };
  const bystander = async () => {
    for (let times = 0; times < 4; times++) {
      await giveWay();
      order.push('.');
    }
  };
  await Promise.all([reader('a'), reader('b'), bystander()]);
  expect(order.filter((name) => name !== '.')).toEqual(['a', 'b', 'a', 'b']);
  // The bystander must run between any two readers.
  expect(order.join('')).not.toMatch(/[ab]{2}/);
});
