import { matchRoute } from '../http/match-route.ts';
import { HttpProblem } from '../http/problem.ts';
import { SIGN_IN_PATH } from './sign-in.ts';

/** Next derives HEAD from GET and offers nothing else for a page: we use no server actions. */
const PAGE_METHODS = ['GET'] as const;
const FORM_METHODS = ['GET', 'POST'] as const;

/** The methods of a path; a path outside `/api` is a page. HEAD comes with GET. */
export function methodsOf(path: string): string[] {
  const methods: readonly string[] =
    path === SIGN_IN_PATH ? FORM_METHODS : (matchRoute(path)?.methods ?? PAGE_METHODS);
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
}

export function methodNotAllowed(path: string, method: string): HttpProblem {
  const allow = methodsOf(path).join(', ');
  const detail = `${method} is not a method of ${path.slice(0, 200)}. It has ${allow}.`;
  return new HttpProblem(405, 'method-not-allowed', detail, { headers: { allow } });
}
