import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import { activePage } from './active-page.ts'
import { pages } from './manifest.ts'
import classes from './shell.module.css'

export function Navigation(): ReactNode {
  const { pathname } = useLocation()
  const active = activePage(pathname)
  return (
    <ul className={classes.navList}>
      {pages.map(({ label, to, icon }) => (
        <li key={to}>
          <Link
            to={to}
            className={classes.navLink}
            {...(to === active
              ? { 'data-active': true, 'aria-current': to === pathname ? 'page' : 'true' }
              : {})}
          >
            {icon}
            {label}
          </Link>
        </li>
      ))}
    </ul>
  )
}
