import { useEffect, useState } from 'react'

/** What this browser says about notifications; `none`: it has none, or not on a page like this. */
export type Permission = NotificationPermission | 'none'

export function notificationPermission(): Permission {
  if (typeof Notification === 'undefined' || !window.isSecureContext) return 'none'
  return Notification.permission
}

/** Asks the person at the browser, unless that was answered before. */
export async function askPermission(): Promise<Permission> {
  const now = notificationPermission()
  if (now !== 'default') return now
  try {
    return await Notification.requestPermission()
  } catch {
    return 'none'
  }
}

/** The same, looked up again whenever the page is seen: it is changed in the browser's own settings. */
export function usePermission(): [Permission, (permission: Permission) => void] {
  const [permission, setPermission] = useState(notificationPermission)
  useEffect(() => {
    const look = () => setPermission(notificationPermission())
    window.addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      window.removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [])
  return [permission, setPermission]
}

/** Why a notification will not be seen; `undefined`: it will. */
export function refusalOf(permission: Permission): string | undefined {
  switch (permission) {
    case 'granted':
      return undefined
    case 'denied':
      return 'This browser was told not to show notifications of this page. Allow them in its settings for this site; until then Gantry tells in the page only.'
    case 'default':
      return 'This browser has not been allowed to show notifications of this page yet.'
    case 'none':
      return 'This browser shows no notifications here: it needs HTTPS and a browser that has them. Gantry tells in the page only.'
  }
}
