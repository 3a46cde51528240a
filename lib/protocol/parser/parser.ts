import type { CreateParser, ParserStart } from '../events.ts';
import { createOutput } from './output.ts';
import { createRules } from './rules.ts';
import { createStructure } from './structure.ts';
import type { Tag } from './tags.ts';
import { createTagScanner } from './tags-scanner.ts';
import { createThinking } from './thinking.ts';
import { createUnopenedThinking } from './unopened-thinking.ts';

/**
 * An incremental parser of the tag grammar (SPEC.md). Pure except for `onEvent`, which it calls synchronously, in the
 * order of the text. Never throws on text. Time is linear in the text; between calls it holds back at most one tag
 * candidate, one run of white space, and the numbers of misnumbered tags. After joining adjacent deltas, the events do
 * not depend on chunking. `onEvent` may call `end()`: the parser then drops the rest of the current text.
 */
export const createParser: CreateParser = (start, onEvent) => {
  let finished = false;
  const output = createOutput((event) => {
    if (!finished) onEvent(event);
  });
  let sawTag = false;
  let ended = false;
  let reading = read({ questionSeen: false, afterThinking: false });

  function read(from: { questionSeen: boolean; afterThinking: boolean }) {
    const structure = createStructure(start, output, from.questionSeen);
    const rules = createRules(start, output, structure);
    return { structure, thinking: createThinking(start, output, structure, rules, from.afterThinking) };
  }

  const unopened = createUnopenedThinking(
    start,
    () => reading,
    (text) => {
      reading = read({ questionSeen: reading.structure.questionSeen, afterThinking: true });
      sawTag = false;
      output.restart();
      output.say({ type: 'was-thinking', text });
    },
  );
  const scanner = createTagScanner({
    text: unopened.text,
    malformed: unopened.malformed,
    tag: takeTag,
  });

  function takeTag(tag: Tag): boolean {
    unopened.tag(tag);
    if (reading.thinking.sawTag && start.at !== 'thought') sawTag = true;
    return isReading();
  }

  const isReading = () => !reading.structure.halted || (start.at !== 'document' && unopened.isOpen);

  return {
    feed(text) {
      if (isReading() && !ended) scanner.feed(text);
    },
    end(how) {
      if (ended) return;
      ended = true;
      if (!reading.structure.halted) {
        const { raw, tag } = scanner.takeHeld();
        if (tag && how === 'stop' && isStop(start, tag)) takeTag(tag);
        else if (tag && how !== 'length' && how !== 'aborted') unopened.malformed(raw);
        else if (raw !== '' && !(how === 'aborted' && isTagBegun(start, raw))) unopened.text(raw);
      }
      if (isReading()) unopened.end(how);
      output.finish();
      finished = true;
    },
    get halted() {
      return reading.structure.halted;
    },
    get sawTag() {
      return sawTag;
    },
    get mayBeginAnew() {
      return reading.structure.halted && isReading();
    },
    get awaitsThinkClose() {
      return reading.thinking.awaitsClose;
    },
  };
};

/**
 * Whether the text held back may be the start of a tag with a meaning here. A lone `<` is as likely mathematics, and
 * `<c…` can only become `<code>`, which is text.
 */
function isTagBegun(start: ParserStart, raw: string): boolean {
  return start.at === 'thought' ? /^<(?:\/$|\/?(?:t|s))/i.test(raw) : /^<(?:\/$|\/?[^/c])/i.test(raw);
}

/** Some servers leave the stop string in the text (`</Plan_`): half a tag that still shows how the reply ended. */
function isStop(start: ParserStart, { kind, close }: Tag): boolean {
  if (start.at === 'plan') return close ? kind === 'plan' : kind === 'executions';
  if (start.at !== 'execution') return false;
  return close ? kind === 'execution' || kind === 'executions' : kind === 'plan';
}
