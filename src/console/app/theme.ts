import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** Harbour teal. Shade 7 carries white text at 5.6:1. */
const gantry: MantineColorsTuple = [
  '#e6f4f7',
  '#cde7ed',
  '#a0d2dd',
  '#6fbccd',
  '#48a8bd',
  '#2893aa',
  '#177f96',
  '#0e6b80',
  '#0a5a6c',
  '#064656',
]

/** The head of a dialog is a `header` element, which would pass for a second banner of the page. */
const inDialog = { header: { role: 'presentation' } }

export const theme = createTheme({
  primaryColor: 'gantry',
  primaryShade: { light: 7, dark: 7 },
  colors: { gantry },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: { fontWeight: '600' },
  respectReducedMotion: true,
  components: {
    // Within a text a link must be told by more than its colour. What stands alone, as in tables, may do without.
    Anchor: { defaultProps: { underline: 'always' } },
    // The page scrolls inside the shell, so there is nothing to lock; locking would also add a style element
    // that the content security policy refuses.
    Modal: { defaultProps: { lockScroll: false, attributes: inDialog } },
    ModalRoot: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false, attributes: inDialog } },
    DrawerRoot: { defaultProps: { lockScroll: false } },
    Notification: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } },
      // Mantine's own grey stays below 4.5:1.
      styles: { description: { color: 'var(--mantine-color-dimmed)' } },
    },
  },
})

/** Mantine's muted and error colours stay below 4.5:1 on its backgrounds; these do not. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5b636b',
    '--mantine-color-placeholder': '#697179',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--gantry-panel': '#ffffff',
    '--gantry-canvas': '#f4f6f8',
    '--gantry-line': '#d9dee3',
  },
  dark: {
    '--mantine-color-dimmed': '#a4a9ae',
    '--mantine-color-placeholder': '#8f959b',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-anchor': 'var(--mantine-color-gantry-3)',
    '--mantine-color-red-light': '#3d1b1a',
    '--mantine-color-orange-light': '#3a2611',
    '--mantine-color-yellow-light': '#352b10',
    '--mantine-color-green-light': '#163020',
    '--mantine-color-blue-light': '#152c44',
    '--mantine-color-gantry-light': '#14343c',
    '--gantry-panel': '#1f2225',
    '--gantry-canvas': '#17191b',
    '--gantry-line': '#363b40',
  },
})
