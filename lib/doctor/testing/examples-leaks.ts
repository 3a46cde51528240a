import { type Example, transcript } from './transcript.ts';

const long = 'We go on with care and look at every row of the table again. '.repeat(16);

/**
 * Written for the checks, modelled on real traces: a value that is computed twice is not a leak, and neither is one
 * that an earlier stage or the plan has stated.
 */
export const leakExamples: Readonly<Record<string, Example>> = {
  'sibling-result': {
    question: 'A garden is 17 by 23 metres. How much fence is needed, and how much turf?',
    triggers: transcript([
      {
        plan: 'Fence and turf. [Find the length of the fence.] [Find the area of the turf.]',
        executions: [
          '2 * (17 + 23) = 2 * 40, so the fence is 80 and with the gate 83.5 metres.',
          'When we computed the fence, we found 83.5 metres. The turf is 17 * 23 = 391.',
        ],
      },
    ]),
    // The same value, computed twice; and one that the plan itself states before the prompt.
    nearly: transcript([
      {
        plan: 'With the gate the fence is 83.5. [Find the length of the fence.] [Find the area of the turf.]',
        executions: [
          '2 * (17 + 23) = 80, and with the gate 80 + 3.5 = 83.5. The diagonal is sqrt(818).',
          'As we found earlier, the fence is 83.5. The diagonal is sqrt(17^2 + 23^2) = sqrt(818).',
        ],
      },
    ]),
  },
  'sibling-reference': {
    question: 'Simplify (3 + √5)(3 − √5).',
    triggers: transcript([
      {
        plan: 'Try it. [Multiply it out term by term.] [Use the difference of squares.] [Look at conjugates.]',
        executions: [
          '9 - 3√5 + 3√5 - 5 = 4.',
          '3² - (√5)² = 9 - 5 = 4.',
          'Through both multiplying term by term and using squares, we arrive at the same answer.',
        ],
      },
    ]),
    // The execution itself tried two methods; in stage 2 "both methods" are those of stage 1.
    nearly: transcript([
      {
        plan: 'Try it. [Multiply it out term by term.] [Use the difference of squares.]',
        executions: [
          '9 - 3√5 + 3√5 - 5 = 4. Alternatively, 3² - 5 = 4. Both methods lead to the same answer.',
          '3² - (√5)² = 9 - 5 = 4.',
        ],
      },
      {
        plan: 'Based on execution_1.1, execution_1.2: it is 4. [Recap.] [Check by decimals.]',
        executions: ['Both methods confirm the same result.', '5.236 * 0.764 ≈ 4, as in execution 1.1.'],
      },
    ]),
  },
  'unsupported-same-result': {
    triggers: transcript([
      {
        plan: 'Seats. [Count the seats by rows.] [Count the doors.]',
        executions: ['17 * 23 = 391. That is the same answer.', 'There are 4 doors.'],
      },
    ]),
    // The execution itself tried a second method; in stage 2 the value comes from stage 1.
    nearly: transcript([
      {
        plan: 'Seats. [Count the seats by rows.] [Count the doors.]',
        executions: ['17 * 23 = 391. Alternatively, 20 * 20 - 9 = 391. That is the same answer.', '4 doors.'],
      },
      {
        plan: 'Again. [Count the columns.] [Count the lamps.]',
        executions: [
          '23 * 17 = 391. That is the same answer as before.',
          'The count approaches 45 from above.',
        ],
      },
    ]),
  },
  'redundant-execution': {
    triggers: transcript([
      {
        plan: 'Twice. [Add the three prices.] [Add up the prices again.]',
        executions: [
          '211 + 420 = 631, and 631 + 267 = 898.',
          'Sum: 211 + 420 is 631, then 631 + 267 is 898.',
        ],
      },
    ]),
    // The same value by another method.
    nearly: transcript([
      {
        plan: 'Twice. [Add the three prices.] [Round, then correct.]',
        executions: ['211 + 420 = 631, and 631 + 267 = 898.', '200 + 400 + 300 = 900, and 900 - 2 = 898.'],
      },
    ]),
  },
  'literal-none': {
    triggers: transcript([{ plan: 'Go on.\nNone\n[Halve 90.]', executions: ['45.'] }]),
    nearly: transcript([{ plan: 'None of the rows is empty.\n[Halve 90.]', executions: ['None'] }]),
  },
  'plan-states-result': {
    question: 'Simplify 1/((3 + √5)(3 − √5)).',
    triggers: transcript([
      {
        plan: 'First the denominator. [Simplify (3 + √5)(3 - √5).] So, since (3 + √5)(3 - √5) = -(-4), and (3 + √5)(3 - √5) = 44, one quarter. [Check it by decimals.]',
        executions: ['(3 + √5)(3 - √5) = 9 - 5 = 44.', '1 / 4 = 0.25.'],
      },
    ]),
    // The prompt asks to verify what the plan worked out before it.
    nearly: transcript([
      {
        plan: 'The denominator is (3 + √5)(3 - √5) = 44. [Verify that by expanding (3 + √5)(3 - √5).] [Check it by decimals.]',
        executions: ['(3 + √5)(3 - √5) = 9 - 5 = 44.', '1 / 4 = 0.25.'],
      },
    ]),
  },
  'prompt-refers': {
    triggers: transcript([
      {
        plan: 'Split. [Find the median.] [Double the result of the previous prompt.]',
        executions: ['It is 12.', '24.'],
      },
    ]),
    nearly: transcript([
      {
        plan: 'Split. [Find the median as per the above plan.] [Double the mean by first adding all numbers.] [Which numbers can the last step use?]',
        executions: ['It is 12.', '24.', '5 and 7.'],
      },
      { plan: 'Go on. [Double the result of execution_1.1.]', executions: ['24.'] },
    ]),
  },
  'prompt-needs-sibling': {
    triggers: transcript([
      {
        plan: 'Fence and turf. [Find the length of the fence.] [Explore another method to verify the solution.]',
        executions: ['2 * (17 + 23) = 80.', '17 + 23 + 17 + 23 = 80.'],
      },
      {
        plan: 'Now the price. [Compute the price of the fence at 12 a metre.] [Confirm the calculation, and look for omissions.]',
        executions: ['80 * 12 = 960.', 'Nothing is left out.'],
      },
    ]),
    // Stage 1 contains the answer; the plan states what to check; the prompt makes a claim of its own.
    nearly: transcript([
      {
        plan: 'Fence and turf. [Find the length of the fence.] [Check whether 391 is prime.]',
        executions: ['2 * (17 + 23) = 80, so it is 45.', '17 divides it.'],
      },
      {
        plan: 'Be sure. [Find the area of the turf.] [Verify the solution by another method.] [Verify the solution x = 12 in the equation.]',
        executions: ['391.', '45 again.', 'It holds.'],
      },
    ]),
  },
  'prompt-repeats': {
    triggers: transcript([
      {
        plan: 'Be sure. [Verify the area of the 17 by 23 garden.] [Re-evaluate and confirm the area of the 17 by 23 garden.]',
        executions: ['391.', '391.'],
      },
    ]),
    nearly: transcript([
      {
        plan: 'Be sure. [Evaluate the polynomial at x = 2.] [Evaluate the polynomial at x = -2.] [Convert the total cost of the pens to pounds.] [Convert the total cost of the pens to euros.] [Check the order Ann, Bob, Cy against the clues.] [Check the order Bob, Ann, Cy against the clues.]',
        executions: ['7.', '3.', '391.', '391.', 'Yes.', 'No.'],
      },
    ]),
  },
  overreach: {
    triggers: transcript([
      {
        plan: 'Three terms. [Calculate the second term.] [Calculate the seventh term.]',
        executions: ['It is 375.', `It is 420. ${long}So the sum is 898, and the answer is 898.`],
      },
    ]),
    nearly: transcript([
      {
        plan: 'Three terms. [Calculate the second term.] [Conclude, and check everything.]',
        executions: ['It is 375.', `It is 420. ${long}So the sum is 898, and the answer is 898.`],
      },
    ]),
  },
};
