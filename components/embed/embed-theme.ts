/**
 * Runs in the frame's document before its first paint: `?theme=light|dark` is the choice of the framing page, which
 * only that page can know. Runs after components/ui/theme.ts, so that it overrides what this reader once chose here.
 */
export const embedThemeScript = `(function(){var t=new URLSearchParams(location.search).get('theme');if(t==='light'||t==='dark')document.documentElement.classList.toggle('dark',t==='dark')})()`;
