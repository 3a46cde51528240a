import { judge } from './judgement.ts';

/** Whether two short answers are known to mean the same. False also says “undecided”: who shows a verdict asks `judge`. */
export const sameAnswer = (first: string, second: string): boolean =>
  judge(first, second).verdict === 'equal';
