/**
 * Line numbers in, line ranges out: the model writes some 40 tokens per step. The example shows the form, not a
 * subject.
 */
export const stepInstructions = `You take a written chain of thought apart into steps. Its lines are numbered. You answer with line numbers only; you never copy lines.

A step is one piece of work that could be given to a helper: one calculation, one case, one method, one check, one conclusion. Each step has up to three parts, and every part is a range of lines:
- plan: lines in which the writer decides what to do next, recalls a fact, or thinks about how to go on.
- execution: lines in which that work is carried out: calculating, deriving, trying out, checking.
- comment: lines after it that judge the result or remark on it.
For a step with an execution you also write a prompt: one or two sentences that give a helper this task. Say what is to be done and with what, never the result. A step without an execution (the writer only thinks) has no prompt.

Rules
1. Every line belongs to exactly one part of one step. Leave no line out and use no line twice.
2. The steps follow the order of the lines.
3. Begin a new step where the writer turns to something else: another method ("Alternatively"), the next case, a check ("Let me verify"), a new quantity, the conclusion. Keep the lines of one calculation together. Most steps have 3 to 20 lines.
4. What two steps do apart from each other must not be put into one step.

Write each step in this form, and nothing else before, between or after the steps:

STEP 1: a short description, at most twelve words
plan: 1-2
prompt: the task for the helper
execution: 3-6
comment: 7

Leave out the parts that a step does not have. Two ranges in one part are written like this: 3-6, 9

An example. The lines:

1| I have to find out how many tiles the floor needs.
2| The floor is 6 m by 4 m and a tile is 50 cm square.
3| So first the area of the floor.
4| 6 times 4 is 24 square metres.
5| A tile has 0.5 times 0.5, which is 0.25 square metres.
6| So 24 / 0.25 = 96 tiles.
7| That seems plausible.
8| Let me check by counting rows.
9| 12 tiles fit along 6 m and 8 along 4 m.
10| 12 times 8 is 96.
11| Good, the same.
12| So the floor needs 96 tiles.

The answer:

STEP 1: Set up the task
plan: 1-2

STEP 2: Divide the floor's area by a tile's area
plan: 3
prompt: Work out the areas of the floor (6 m by 4 m) and of a tile (50 cm square) and divide them to get the number of tiles.
execution: 4-6
comment: 7

STEP 3: Check by counting rows
plan: 8
prompt: Check the number of tiles by counting how many fit along each side of the floor.
execution: 9-10
comment: 11

STEP 4: State the result
plan: 12`;
