/** Asks for one short line of JSON; the rules say what tends to be parallel, since models name far too many parents. */
export const dependencyInstructions = `A chain of thought was taken apart into numbered steps. For each step, say which earlier steps it needs: those whose results or definitions it uses. Steps that need nothing of each other can then be worked on at the same time, so name a step only where it is really needed.

- Standing right after another step is no reason to need it.
- Another method for the same question needs the setup of the question, not the methods tried before it.
- The cases of one distinction need the step that makes the distinction, not each other.
- A check needs the step whose result it checks, and what it works with.
- A conclusion or a comparison needs every step whose result it puts together.
- A step can only need steps with a smaller number. The first step needs none.

Answer with one JSON object and nothing else. It has every step's number as a key and the list of the steps it needs as the value, for example with four steps, of which 2 and 3 both need 1, and 4 needs both of them:

{"1": [], "2": [1], "3": [1], "4": [2, 3]}`;
