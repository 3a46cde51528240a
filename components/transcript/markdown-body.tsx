'use client';

import 'katex/dist/katex.min.css';
import './markdown.css';
import { createMathPlugin } from '@streamdown/math';
import { useMemo } from 'react';
import { Streamdown } from 'streamdown';
import { normaliseMath } from './normalise-math.ts';

const plugins = { math: createMathPlugin({ errorColor: 'var(--warn)' }) };
/** Model text must not make the browser fetch anything. */
const DISALLOWED = ['img', 'iframe', 'video', 'audio'];

/** Loaded lazily by markdown.tsx. */
export default function MarkdownBody({ text, growing }: { text: string; growing: boolean }) {
  const source = useMemo(() => normaliseMath(text), [text]);
  return (
    <Streamdown
      plugins={plugins}
      mode={growing ? 'streaming' : 'static'}
      skipHtml
      disallowedElements={DISALLOWED}
      linkSafety={{ enabled: false }}
      controls={false}
      className="markdown-body"
    >
      {source}
    </Streamdown>
  );
}
