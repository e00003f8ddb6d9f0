/** Shows sentences above the page, outside of the console: for what went wrong before or around it. */
export function showNotice(sentences: string[], tone: 'notice' | 'failure'): void {
  const box = document.createElement('aside')
  box.setAttribute('aria-label', 'Demo notice')
  box.setAttribute('role', tone === 'failure' ? 'alert' : 'region')
  Object.assign(box.style, {
    position: 'fixed',
    insetInline: '1rem',
    bottom: '1rem',
    zIndex: '1000',
    margin: '0 auto',
    maxWidth: '44rem',
    padding: '0.75rem 1rem',
    borderRadius: '0.375rem',
    font: '0.875rem/1.5 system-ui, sans-serif',
    color: '#ffffff',
    background: tone === 'failure' ? '#8f1d1d' : '#1f3a4d',
    boxShadow: '0 2px 12px rgb(0 0 0 / 35%)',
  })
  for (const sentence of sentences) {
    const line = document.createElement('p')
    line.textContent = sentence
    line.style.margin = '0 0 0.25rem'
    box.append(line)
  }
  if (tone === 'notice') box.append(dismissButton(box))
  document.body.append(box)
}

function dismissButton(box: HTMLElement): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = 'Dismiss'
  Object.assign(button.style, {
    minHeight: '1.75rem',
    padding: '0.125rem 0.75rem',
    font: 'inherit',
    color: 'inherit',
    background: 'transparent',
    border: '1px solid currentColor',
    borderRadius: '0.25rem',
    cursor: 'pointer',
  })
  button.addEventListener('click', () => box.remove())
  return button
}

/** Says what the demo is doing in the page that waits for it, and lets the browser paint it. */
export async function showProgress(sentence: string): Promise<void> {
  const line = document.querySelector('#root [role="status"]')
  if (line === null) return
  line.textContent = sentence
  await new Promise((resolve) => setTimeout(resolve, 30))
}
