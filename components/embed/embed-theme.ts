/**
 * Runs in the frame's document before its first paint: `?theme=light|dark` is the framing page's wish, which only it
 * can know. After components/ui/theme.ts, so that it wins over what this reader once chose here.
 */
export const embedThemeScript = `(function(){var t=new URLSearchParams(location.search).get('theme');if(t==='light'||t==='dark')document.documentElement.classList.toggle('dark',t==='dark')})()`;
