import { kindAt, nextNode, type Tag, tagOf } from './tags.ts';
import { isBlank } from './trim.ts';

/** Longest candidate that we hold back; longer ones are text. Real tags have at most 17 characters. */
export const MAX_TAG_LENGTH = 64;

export interface TagSink {
  text(text: string): void;
  /** Returning false ends the scan: it drops the rest of the chunk and all later ones. */
  tag(tag: Tag): boolean;
  /** Text that has a tag's name and separator or number but does not end like one: `<prompt_5.1续>` up to `续`. */
  malformed(raw: string): void;
}

export interface TagScanner {
  feed(chunk: string): void;
  /** Returns what is held back when the text ends: the start of a tag, or nothing. The scanner is empty afterwards. */
  takeHeld(): { raw: string; tag: Tag | null; named: boolean };
}

const TEXT = 0;
const OPEN = 1;
const SLASH = 2;
const NAME = 3;
const SEPARATOR = 4;
const NUMBER = 5;
const AFTER_NAME = 6;
const AFTER_NUMBER = 7;
const DONE = 8;
const FAIL = 9;

/**
 * Splits text into tags and the text between them. Looks at each character once, twice if it breaks a candidate: a
 * candidate contains no second `<`, so a broken one is text as a whole and is never scanned again.
 */
export function createTagScanner(sink: TagSink): TagScanner {
  let state = TEXT;
  let node = 0;
  let held = '';

  function step(code: number): number {
    switch (state) {
      case OPEN:
        if (code === 47) return SLASH;
        node = nextNode(0, code);
        return node === 0 ? FAIL : NAME;
      case SLASH:
        node = nextNode(0, code);
        return node === 0 ? FAIL : NAME;
      case NAME: {
        const next = nextNode(node, code);
        if (next !== 0) {
          node = next;
          return NAME;
        }
        const kind = kindAt(node);
        if (kind === undefined) return FAIL;
        if (code === 62) return DONE;
        if (isBlank(code)) return AFTER_NAME;
        if (kind === 'think' || kind === 'code') return FAIL;
        if (code === 95 || code === 45) return SEPARATOR;
        return isDigit(code) ? NUMBER : FAIL;
      }
      case SEPARATOR:
      case AFTER_NAME:
        if (code === 62) return DONE;
        if (isBlank(code)) return AFTER_NAME;
        return isDigit(code) ? NUMBER : FAIL;
      case NUMBER:
        if (isDigit(code) || code === 46 || code === 95 || code === 45) return NUMBER;
        if (code === 62) return DONE;
        return isBlank(code) ? AFTER_NUMBER : FAIL;
      default:
        if (code === 62) return DONE;
        return isBlank(code) ? AFTER_NUMBER : FAIL;
    }
  }

  const named = () => state === SEPARATOR || state === NUMBER || state === AFTER_NUMBER;

  return {
    feed(chunk) {
      if (state === TEXT && (chunk.length === 1 ? chunk.charCodeAt(0) !== 60 : chunk.indexOf('<') < 0)) {
        if (chunk !== '') sink.text(chunk);
        return;
      }
      const { length } = chunk;
      let textStart = 0;
      let candidateStart = 0;
      let position = 0;
      while (position < length) {
        if (state === TEXT) {
          const open = chunk.indexOf('<', position);
          if (open < 0) break;
          candidateStart = open;
          position = open + 1;
          state = OPEN;
          continue;
        }
        const tooLong = held.length + position - candidateStart >= MAX_TAG_LENGTH;
        const code = chunk.charCodeAt(position);
        const next = tooLong ? FAIL : step(code);
        if (next === DONE) {
          const kind = kindAt(node) ?? 'code';
          const raw = held + chunk.slice(candidateStart, position + 1);
          if (candidateStart > textStart) sink.text(chunk.slice(textStart, candidateStart));
          held = '';
          state = TEXT;
          position++;
          textStart = position;
          if (!sink.tag(tagOf(kind, raw))) return;
        } else if (next === FAIL) {
          if (named()) {
            if (candidateStart > textStart) sink.text(chunk.slice(textStart, candidateStart));
            sink.malformed(held + chunk.slice(candidateStart, position));
            textStart = position;
          } else if (held !== '') {
            sink.text(held);
          }
          held = '';
          state = TEXT;
          if (code === 60) {
            candidateStart = position;
            position++;
            state = OPEN;
          }
        } else {
          state = next;
          position++;
        }
      }
      const textEnd = state === TEXT ? length : candidateStart;
      if (textEnd > textStart)
        sink.text(textStart === 0 && textEnd === length ? chunk : chunk.slice(textStart, textEnd));
      if (state !== TEXT) held += candidateStart === 0 ? chunk : chunk.slice(candidateStart);
    },
    takeHeld() {
      const raw = held;
      const kind = kindAt(node);
      const result = { raw, tag: named() && kind ? tagOf(kind, raw) : null, named: named() };
      held = '';
      state = TEXT;
      return result;
    },
  };
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
