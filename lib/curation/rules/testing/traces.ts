/** Small traces in the style of R1-like models, written for the tests. */

/** A main line, a check, another method, a conclusion. */
export const TILES = `Okay, so I need to find how many square tiles of side 20 cm cover a floor of 3 m by 4.6 m. The tiles may not be cut, and the question asks for their number.

First, let me find the area of the floor. The floor is 300 cm by 460 cm. So the area is 300 * 460 = 138000. One tile covers 20 * 20 = 400. That is in square centimetres as well.

Now, divide the area of the floor by that of a tile. 138000 / 400 = 1380 / 4. Half of 1380 is 690. Half of 690 is 345. So 345 tiles are needed.

Wait, let me double-check the division. 345 * 400 = 345 * 4 * 100. 345 * 4 = 1380. So 1380 * 100 = 138000. Yes, that's correct.

Alternatively, I can count the rows. A row of 300 cm holds 300 / 20 = 15 tiles. The other side holds 460 / 20 = 23 rows. So there are 15 * 23 = 345 tiles. That matches.

So, both methods lead to the same number.

Therefore, the answer is \\boxed{345}.`;

/** Parallel cases, and a step that joins them. */
export const CASES = `I need to solve |x - 3| = 2x for real x.

The sign of x - 3 decides. Let me go through the cases.

Case 1: x is at least 3. Then the equation is x - 3 = 2x. Subtracting x gives x = -3. But that is less than 3. So there is no solution here.

Case 2: x is less than 3. Then the equation is 3 - x = 2x. Adding x gives 3 = 3x. So x = 1. That is less than 3 indeed.

Putting it together, only the second case has a solution. So the sum of all solutions is 1 + 0 = 1. It is the only one.`;

/** A value that one step finds and a later step, not the next, uses. */
export const TANK = `I need to find when a tank of 840 litres is full. A pump brings 17 litres a minute, and 140 litres are in it already.

First, let me see how much is missing. The tank holds 840 litres. There are 140 litres in it. So 840 - 140 = 700. The rest is 700 litres.

Now let me work on the leak. The leak loses 3 litres a minute. The pump brings 17 litres. So 17 - 3 = 14 litres a minute stay. That is the net rate.

Let me verify the rest once more. 140 + 700 = 840. That is the whole tank. So the rest is right. Yes, that's correct.

Next, divide the rest by the net rate. 700 / 14 = 50. So 50 minutes are needed. After 50 minutes it is full.`;
