import { lineIcon } from '../../ui/icons.tsx'

// Icons of this page alone.
export const UpIcon = lineIcon(<path d="M8 13V3M4 7l4-4 4 4" />)
export const DownIcon = lineIcon(<path d="M8 3v10M4 9l4 4 4-4" />)
export const NarrowerIcon = lineIcon(
  <path d="M1.5 8h4M3.5 5.5 6 8l-2.5 2.5M14.5 8h-4M12.5 5.5 10 8l2.5 2.5" />,
)
export const WiderIcon = lineIcon(<path d="M6 8H1.5M4 5.5 1.5 8 4 10.5M10 8h4.5M12 5.5 14.5 8 12 10.5" />)
export const PanelIcon = lineIcon(<path d="M2 2.5h12v11H2zM6 2.5v11" />)
export const DownloadIcon = lineIcon(<path d="M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11" />)
