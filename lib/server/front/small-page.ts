/** A self-contained page: no script, no other file, so that it works even if the app does not. */
export interface SmallPage {
  title: string;
  /** Paragraphs of plain text. */
  text: readonly string[];
  /** Trusted HTML below the text. */
  html?: string;
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Colours and sizes as in app/globals.css and app/not-found.tsx. */
const style = `
:root{color-scheme:light dark;--bg:#faf9f7;--panel:#fff;--line:#e7e4df;--ink:#1b1a20;--mute:#625f6a;--plan:#5146d8;--warn:#b4232a}
@media(prefers-color-scheme:dark){:root{--bg:#0e0f13;--panel:#15171d;--line:#272a33;--ink:#ececf1;--mute:#a3a3b2;--plan:#9d97ff;--warn:#ff8086}}
*{box-sizing:border-box}
body{margin:0;min-height:100dvh;display:flex;flex-direction:column;background:var(--bg);color:var(--ink);font:1rem/1.6 "Inter Variable",system-ui,sans-serif}
header{padding:.875rem 1.5rem;border-bottom:1px solid var(--line);background:var(--panel)}
header a{color:inherit;font-weight:600;text-decoration:none}
main{flex:1;display:flex;flex-direction:column;align-items:center;justify-content:center;padding:4rem 1.5rem;text-align:center}
main>*{max-width:28rem;width:100%}
h1{margin:0;font-size:1.5rem;line-height:1.25;letter-spacing:-.02em}
p{margin:.5rem 0 0;color:var(--mute);overflow-wrap:anywhere}
code{font:.875em "JetBrains Mono Variable",ui-monospace,monospace}
form{margin-top:1.5rem;text-align:left}
label{display:block;font-size:.875rem;font-weight:500}
input{width:100%;height:2.75rem;margin-top:.375rem;padding:0 .75rem;border:1px solid var(--mute);border-radius:.5rem;background:var(--panel);color:inherit;font:inherit}
button,.button{display:inline-block;margin-top:1rem;padding:.5rem 1rem;border:0;border-radius:.5rem;background:var(--ink);color:var(--bg);font:inherit;font-size:.875rem;font-weight:500;text-decoration:none;cursor:pointer}
:focus-visible{outline:2px solid var(--plan);outline-offset:2px}
.error{color:var(--warn)}
`.replaceAll('\n', '');

export function smallPage({ title, text, html = '' }: SmallPage): string {
  const paragraphs = text.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)} · Sprintscope</title><link rel="icon" href="/icon.svg"><style>${style}</style></head><body><header><a href="/">Sprintscope</a></header><main id="main"><h1>${escapeHtml(title)}</h1>${paragraphs}${html}</main></body></html>`;
}

export const homeLink = '<div><a class="button" href="/">Home</a></div>';
