/** Replaces `next/navigation` in the player page, which is the only page there is. */
const nowhere = () => undefined;
const router = {
  push: nowhere,
  replace: nowhere,
  refresh: nowhere,
  back: nowhere,
  forward: nowhere,
  prefetch: nowhere,
};

export const useRouter = () => router;
export const usePathname = () => '/';
export const useSearchParams = () => new URLSearchParams(window.location.search);
