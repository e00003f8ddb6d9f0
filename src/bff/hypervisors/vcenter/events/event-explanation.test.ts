import { expect, test } from 'vitest'
import { readExplanation } from './event-explanation.ts'

test('what it means, causes and what to do are paragraphs', () => {
  const xml = `
    <EventLongDescription id="vim.event.ExampleEvent">
      <description>
        The host <b>lost</b> a path
        to its volume.
      </description>
      <cause>
        <description>A cable &lt;or a switch&gt; failed</description>
        <action>Look at the cable.</action>
      </cause>
      <cause>
        <description>Somebody masked the volume<br/>on the array</description>
        <action><p>Ask them.</p><ul><li>Now.</li></ul></action>
      </cause>
    </EventLongDescription>`
  expect(readExplanation(xml)).toBe(
    [
      'The host lost a path to its volume.',
      'Possible cause: A cable <or a switch> failed',
      'What to do: Look at the cable.',
      'Possible cause: Somebody masked the volume',
      'on the array',
      'What to do: Ask them.',
      'Now.',
    ].join('\n'),
  )
})

test.each([
  [undefined, undefined],
  ['', undefined],
  ['<EventLongDescription id="x"><description> </description></EventLongDescription>', undefined],
  ['Just words, 3 < 4 &amp; &unknown; &#228;&#xe4;', 'Just words, 3 < 4 & &unknown; ää'],
  ['<description>never closed <cause', 'never closed <cause'],
  ['<?xml version="1.0"?><!-- no --><description>yes</description>', 'yes'],
  ['&#1114112; &#0;', '&#1114112; &#0;'],
])('%j reads %j', (xml, text) => {
  expect(readExplanation(xml)).toBe(text)
})
