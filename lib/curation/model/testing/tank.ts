import { segment } from '../../segment.ts';

/** A trace of fourteen lines for tests: a setup, two methods, a comparison. */
export const tankLines = [
  'We need to know how long the tank takes to fill.',
  'It holds 240 litres, and the two taps give 8 and 12 litres a minute.',
  'First I add the taps.',
  '8 + 12 = 20 litres a minute.',
  '240 / 20 = 12.',
  'So 12 minutes.',
  'Alternatively, I could fill it minute by minute.',
  'After 6 minutes there are 120 litres in it.',
  'That is half of it.',
  'So twice 6 minutes are needed, which is 12.',
  'Nice.',
  'Both ways give 12 minutes.',
  'They agree.',
  'The answer is 12 minutes.',
] as const;

/** The first two lines are a paragraph, and so are those of each method. */
export const tank = segment(
  [
    tankLines.slice(0, 2).join(' '),
    tankLines.slice(2, 6).join(' '),
    tankLines.slice(6, 11).join(' '),
    tankLines.slice(11).join(' '),
  ].join('\n\n'),
);

export const tankQuestion =
  'How long does it take to fill a tank of 240 litres with taps of 8 and 12 litres a minute?';

/** The answer of a good model. */
export const tankSteps = `STEP 1: Set up the task
plan: 1-2

STEP 2: Add the flows of the taps
plan: 3
prompt: Add the flows of the two taps and divide the 240 litres by the sum.
execution: 4-6

STEP 3: Fill it minute by minute
plan: 7
prompt: Find the time by following how full the tank is after some minutes.
execution: 8-10
comment: 11

STEP 4: Compare and conclude
plan: 12-14
END`;

export const tankDependencies = '{"1": [], "2": [1], "3": [1], "4": [2, 3]}';
