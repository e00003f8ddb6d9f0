/** The navigation entry that a path belongs to: pages of objects (`/systems/x/vms/y`) are part of the inventory. */
export function activePage(pathname: string): string {
  if (/^\/systems\/[^/]+\/./.test(pathname)) return '/inventory'
  const first = pathname.split('/', 2)[1]
  return `/${first ?? ''}`
}
