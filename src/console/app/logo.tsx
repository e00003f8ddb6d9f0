import type { ReactNode } from 'react'

/** A gantry crane that carries a load. */
export function Logo(): ReactNode {
  return (
    <svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="#0b7285" />
      <path
        d="M6 10h20M9 10v14M23 10v14M16 10v5m-3.5 0h7v6h-7z"
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinejoin="round"
      />
    </svg>
  )
}
