/** How a measured figure compares: against a number of its own unit, or as a ratio against its baseline. */
export type Target = { atMost: number; of: 'value' | 'ratio' }

export interface Figure {
  id: string
  what: string
  /** As the table of the specification says it. */
  figure: string
  unit: 'ms' | 'MB' | 'nodes' | 'rows' | '%' | ''
  target: Target
}

const value = (atMost: number): Target => ({ atMost, of: 'value' })
const ratio = (atMost: number): Target => ({ atMost, of: 'ratio' })

/** Every figure to reach, in the order of the page. Those without a measure are listed as not measured yet. */
export const figures = [
  {
    id: 'soap-sync',
    what: 'sync from vcsim over SOAP, against govmomi',
    figure: '≤ 1.5 × govmomi',
    unit: 'ms',
    target: ratio(1.5),
  },
  {
    id: 'json-sync',
    what: 'sync over VI JSON, against SOAP, same simulator',
    figure: '≤ 0.5 × SOAP',
    unit: 'ms',
    target: ratio(0.5),
  },
  {
    id: 'ovirt-v4',
    what: 'oVirt VMs, v4 JSON, against download and parse',
    figure: '≤ 1.5 × bare',
    unit: 'ms',
    target: ratio(1.5),
  },
  {
    id: 'ovirt-v3',
    what: 'oVirt VMs, v3 XML, against download and parse',
    figure: '≤ 1.5 × bare',
    unit: 'ms',
    target: ratio(1.5),
  },
  {
    id: 'live-bytes',
    what: 'snapshot on /api/live, gzip',
    figure: '≤ 3 MB',
    unit: 'MB',
    target: value(3),
  },
  {
    id: 'live-first',
    what: 'first rows on /api/live, warm server',
    figure: '≤ 1 s (whole page)',
    unit: 'ms',
    target: value(1000),
  },
  {
    id: 'live-last',
    what: 'last row on /api/live, warm server',
    figure: 'none',
    unit: 'ms',
    target: value(Infinity),
  },
  {
    id: 'bff-peak',
    what: 'server memory added, peak while syncing',
    figure: '≤ 400 MB',
    unit: 'MB',
    target: value(400),
  },
  {
    id: 'bff-steady',
    what: 'server memory added, steady',
    figure: '≤ 150 MB',
    unit: 'MB',
    target: value(150),
  },
  {
    id: 'first-rows',
    what: 'first rows in the table, warm server',
    figure: '≤ 1 s',
    unit: 'ms',
    target: value(1000),
  },
  {
    id: 'last-rows',
    what: 'last row in the page, warm server',
    figure: 'none',
    unit: 'ms',
    target: value(Infinity),
  },
  {
    id: 'browser-heap',
    what: 'browser heap with all rows',
    figure: '≤ 150 MB',
    unit: 'MB',
    target: value(150),
  },
  {
    id: 'keystroke',
    what: 'keystroke → painted result, p95',
    figure: '≤ 50 ms',
    unit: 'ms',
    target: value(50),
  },
  { id: 'sort', what: 'sort by a column', figure: '≤ 100 ms', unit: 'ms', target: value(100) },
  {
    id: 'scroll-task',
    what: 'longest task while scrolling',
    figure: '≤ 50 ms',
    unit: 'ms',
    target: value(50),
  },
  {
    id: 'scroll-dom',
    what: 'DOM nodes while scrolling',
    figure: '< 3,000',
    unit: 'nodes',
    target: value(2999),
  },
  {
    id: 'churn',
    what: '1,000 changes a second for a minute: frames, p95',
    figure: '60 frames',
    unit: 'ms',
    target: value(17.5),
  },
  {
    id: 'churn-slow',
    what: '… frames over 34 ms',
    figure: 'none',
    unit: '%',
    target: value(Infinity),
  },
  {
    id: 'churn-task',
    what: '… longest task',
    figure: 'none',
    unit: 'ms',
    target: value(Infinity),
  },
  {
    id: 'churn-lag',
    what: '… a change made at its end is in the page (else the churn did not reach it)',
    figure: '≤ 3 s',
    unit: 'ms',
    target: value(3000),
  },
  {
    id: 'churn-rows',
    what: '… rows of the page that differ from upstream afterwards',
    figure: '0',
    unit: 'rows',
    target: value(0),
  },
  {
    id: 'churn-server',
    what: '… memory of the server afterwards',
    figure: 'flat',
    unit: 'MB',
    target: ratio(1.15),
  },
  {
    id: 'churn-heap',
    what: '… heap of the page afterwards',
    figure: 'flat',
    unit: 'MB',
    target: ratio(1.15),
  },
  {
    id: 'many-browsers',
    what: '200 browsers, 100 changes a second: slowest change',
    figure: '≤ 3 s',
    unit: 'ms',
    target: value(3000),
  },
  {
    id: 'many-browsers-cpu',
    what: '… processor time of the server, share of a core',
    figure: '< 100 %',
    unit: '%',
    target: value(99.9),
  },
  {
    id: 'upstream-load',
    what: 'collectors with 20 browsers of one account',
    figure: '1',
    unit: '',
    target: value(1),
  },
  {
    id: 'ovirt-polling',
    what: 'requests a minute to oVirt, 100 changes a second',
    figure: '≤ 1,200',
    unit: '',
    target: value(1200),
  },
  {
    id: 'preflight-vsphere',
    what: 'preflight of 100 copies, vSphere',
    figure: '≤ 1 s',
    unit: 'ms',
    target: value(1000),
  },
  {
    id: 'preflight-ovirt',
    what: 'preflight of 100 copies, oVirt',
    figure: '≤ 1 s',
    unit: 'ms',
    target: value(1000),
  },
  {
    id: 'events-first',
    what: 'log: first entries in the page, warm server',
    figure: '≤ 1 s',
    unit: 'ms',
    target: value(1000),
  },
  {
    id: 'events-key',
    what: 'log: keystroke in the filter → painted, p95',
    figure: '≤ 50 ms',
    unit: 'ms',
    target: value(50),
  },
  {
    id: 'events-tail-vsphere',
    what: 'log: from upstream to the stream, vSphere, slowest',
    figure: '≤ 3 s',
    unit: 'ms',
    target: value(3000),
  },
  {
    id: 'events-tail-ovirt',
    what: 'log: from upstream to the stream, oVirt, slowest',
    figure: '≤ 5 s',
    unit: 'ms',
    target: value(5000),
  },
  {
    id: 'events-hour-server',
    what: 'log: memory of the server after an hour of tail',
    figure: 'flat',
    unit: 'MB',
    target: ratio(1.15),
  },
  {
    id: 'events-hour-heap',
    what: 'log: heap of the page after an hour of tail',
    figure: 'flat',
    unit: 'MB',
    target: ratio(1.15),
  },
] as const satisfies Figure[]

export type FigureId = (typeof figures)[number]['id']
