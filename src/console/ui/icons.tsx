import type { ReactNode } from 'react'
import type { InventoryKind } from '../../contract/inventory.ts'

export interface IconProps {
  /** Pixels; 16 unless told. */
  size?: number
  className?: string | undefined
}

/** Line icons on a grid of 16, in the colour of the text; always beside a text, so hidden from assistance. */
export function lineIcon(children: ReactNode): (props: IconProps) => ReactNode {
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
      {children}
    </svg>
  )
}

export const OverviewIcon = lineIcon(<path d="M2 2.5h5v5H2zM9 2.5h5v3H9zM9 8h5v5.5H9zM2 10h5v3.5H2z" />)
export const InventoryIcon = lineIcon(<path d="M2 3h12M2 6.5h12M2 10h12M2 13.5h12M5.5 3v10.5" />)
export const SystemsIcon = lineIcon(
  <>
    <rect x="2" y="2" width="12" height="5" rx="1" />
    <rect x="2" y="9" width="12" height="5" rx="1" />
    <path d="M4.5 4.5h.01M4.5 11.5h.01M8 4.5h3.5M8 11.5h3.5" />
  </>,
)
export const JobsIcon = lineIcon(<path d="M2 4.5 3.5 6 6 3M2 11l1.5 1.5L6 9.5M8.5 4.5H14M8.5 11H14" />)
export const EventsIcon = lineIcon(<path d="M2 3.5h12M2 8h12M2 12.5h8M4 3.5v9" />)
export const SearchIcon = lineIcon(<path d="M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.6 10.6 14 14" />)
export const SunIcon = lineIcon(
  <path d="M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1" />,
)
export const MoonIcon = lineIcon(<path d="M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1z" />)
export const MonitorIcon = lineIcon(<path d="M2 3h12v8H2zM6 14h4M8 11v3" />)
export const CopyIcon = lineIcon(<path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />)
export const CheckIcon = lineIcon(<path d="m3 8.5 3.2 3.2L13 5" />)
export const CloseIcon = lineIcon(<path d="m4 4 8 8M12 4l-8 8" />)
export const ChevronDownIcon = lineIcon(<path d="m4 6 4 4 4-4" />)
export const ChevronRightIcon = lineIcon(<path d="m6 4 4 4-4 4" />)
export const RefreshIcon = lineIcon(<path d="M13.5 8a5.5 5.5 0 1 1-1.7-4M13.5 1.5V4.5h-3" />)
export const SignInIcon = lineIcon(<path d="M9.5 2H13v12H9.5M2.5 8h7M7 5.5 9.5 8 7 10.5" />)
export const SignOutIcon = lineIcon(<path d="M6.5 2H3v12h3.5M6 8h7.5M11 5.5 13.5 8 11 10.5" />)
export const LostLinkIcon = lineIcon(
  <path d="m2 2 12 12M5.5 8.5l-2 2a2.8 2.8 0 0 0 4 4M10.5 7.5l2-2a2.8 2.8 0 0 0-4-4" />,
)
const VmIcon = lineIcon(<path d="M2 3h12v8H2zM5.5 13.5h5M6.8 5.3v3.4L9.8 7z" />)
export const TemplateIcon = lineIcon(<path d="M5 5h9v9H5zM11 5V2H2v9h3" strokeDasharray="2.4 1.6" />)
const HostIcon = lineIcon(<path d="M4 1.5h8v13H4zM6.5 4.5h3M6.5 7h3M8 11.5h.01" />)
const ClusterIcon = lineIcon(<path d="M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z" />)
const DatastoreIcon = lineIcon(
  <path d="M8 6c3.3 0 6-1 6-2.2S11.3 1.5 8 1.5 2 2.5 2 3.8 4.7 6 8 6zM2 3.8v8.4c0 1.3 2.7 2.3 6 2.3s6-1 6-2.3V3.8M2 8c0 1.3 2.7 2.3 6 2.3s6-1 6-2.3" />,
)
const NetworkIcon = lineIcon(
  <path d="M6 1.5h4v3.5H6zM1.5 11h4v3.5h-4zM10.5 11h4v3.5h-4zM8 5v3M3.5 11V8h9v3" />,
)
const DatacenterIcon = lineIcon(<path d="M2 14V5l6-3 6 3v9zM6 14v-4h4v4M5 7h.01M8 7h.01M11 7h.01" />)
const FolderIcon = lineIcon(<path d="M1.5 13V3h4.5l1.5 2h7v8z" />)
const PoolIcon = lineIcon(<path d="M8 2v12a6 6 0 1 0 0-12zM8 8h6" />)

export const PowerOnIcon = lineIcon(<path d="M4 2.5 13 8l-9 5.5z" fill="currentColor" />)
export const PowerOffIcon = lineIcon(<rect x="3" y="3" width="10" height="10" rx="1" />)
export const PausedIcon = lineIcon(<path d="M5 3v10M11 3v10" strokeWidth={2.5} />)
export const TransitionIcon = lineIcon(
  <path d="M13.5 8A5.5 5.5 0 0 1 3 10.3M2.5 8A5.5 5.5 0 0 1 13 5.7M13 2.5v3.2H9.8M3 13.5v-3.2h3.2" />,
)
export const UnknownIcon = lineIcon(<path d="M5.5 6a2.5 2.5 0 1 1 3.7 2.2c-.8.4-1.2.9-1.2 1.8M8 13h.01" />)
export const OkIcon = lineIcon(
  <path d="M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM5.3 8.2l1.9 1.9 3.5-3.8" />,
)
export const WarningIcon = lineIcon(<path d="M8 2 15 14H1zM8 6.5v3.3M8 12h.01" />)
export const ErrorIcon = lineIcon(
  <path d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2zM8 4.8v4M8 11.2h.01" />,
)
export const InfoIcon = lineIcon(
  <path d="M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM8 7.3v4M8 4.9h.01" />,
)

const kindIcons: Record<InventoryKind, (props: IconProps) => ReactNode> = {
  vm: VmIcon,
  template: TemplateIcon,
  host: HostIcon,
  cluster: ClusterIcon,
  datastore: DatastoreIcon,
  network: NetworkIcon,
  datacenter: DatacenterIcon,
  folder: FolderIcon,
  pool: PoolIcon,
}

/** The icon of a kind of object. */
export function KindIcon({ kind, ...props }: IconProps & { kind: InventoryKind }): ReactNode {
  const Icon = kindIcons[kind]
  return <Icon {...props} />
}
