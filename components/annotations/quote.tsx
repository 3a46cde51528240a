import { cn } from '#components/ui/cn.ts';

/** Words of the trace, verbatim. */
export const Quote = ({ text, className }: { text: string; className?: string }) => (
  <blockquote
    className={cn(
      'line-clamp-3 break-words border-line border-l-2 pl-2 text-[12px] text-mute leading-[17px]',
      className,
    )}
  >
    {text}
  </blockquote>
);
