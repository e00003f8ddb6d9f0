/**
 * Where the BFF answers, without a slash at the end. The demo page may be hosted below any folder, so there
 * it stands beside the page; the server always has it at `/api`.
 */
export function apiBase(): string {
  if (import.meta.env.MODE === 'demo') return new URL('api', document.baseURI).href
  return new URL('/api', window.location.origin).href
}
