import type { ReactNode } from 'react'
import type { IconProps } from '../../ui/icons.tsx'

/** Icons of this page alone, in the manner of `ui/icons.tsx`. */
function line(path: string): (props: IconProps) => ReactNode {
  return ({ size = 16, className }) => (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      className={className}
    >
      <path d={path} />
    </svg>
  )
}

export const UpIcon = line('M8 13V3M4 7l4-4 4 4')
export const DownIcon = line('M8 3v10M4 9l4 4 4-4')
export const NarrowerIcon = line('M1.5 8h4M3.5 5.5 6 8l-2.5 2.5M14.5 8h-4M12.5 5.5 10 8l2.5 2.5')
export const WiderIcon = line('M6 8H1.5M4 5.5 1.5 8 4 10.5M10 8h4.5M12 5.5 14.5 8 12 10.5')
export const PanelIcon = line('M2 2.5h12v11H2zM6 2.5v11')
export const DownloadIcon = line('M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11')
