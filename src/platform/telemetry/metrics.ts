export type Labels = Readonly<Record<string, string>>

export interface Counter {
  add(labels?: Labels, amount?: number): void
}
export interface Gauge {
  set(value: number, labels?: Labels): void
}
export interface Histogram {
  /** In the unit the name ends in: `…_seconds`. */
  observe(value: number, labels?: Labels): void
}

export interface Metrics {
  counter(name: string, help: string): Counter
  gauge(name: string, help: string): Gauge
  histogram(name: string, help: string, buckets?: readonly number[]): Histogram
  /** Called before each rendering, for values that are cheaper to read than to keep. */
  onRender(collect: () => void | Promise<void>): void
  /** The Prometheus text format, version 0.0.4. */
  render(): Promise<string>
}

/** Seconds, from a page out of memory to the slowest answer of an operator. */
const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** One program's measurements. A name is registered once; asking again is a bug. */
export function createMetrics(): Metrics {
  const families = new Map<string, () => string>()
  const collectors: (() => void | Promise<void>)[] = []
  const register = (name: string, help: string, type: string, lines: () => string[]) => {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`not a metric name: ${name}`)
    if (families.has(name)) throw new Error(`metric registered twice: ${name}`)
    const head = `# HELP ${name} ${help}\n# TYPE ${name} ${type}`
    families.set(name, () => [head, ...lines()].join('\n'))
  }
  const series = (name: string, help: string, type: string) => {
    const values = new Map<string, number>()
    register(name, help, type, () => [...values].map(([key, value]) => `${name}${key} ${value}`))
    return values
  }
  return {
    counter(name, help) {
      const values = series(name, help, 'counter')
      return {
        add(labels = {}, amount = 1) {
          if (amount < 0) throw new Error(`counter ${name} cannot go down`)
          const key = keyOf(labels)
          values.set(key, (values.get(key) ?? 0) + amount)
        },
      }
    },
    gauge(name, help) {
      const values = series(name, help, 'gauge')
      return { set: (value, labels = {}) => void values.set(keyOf(labels), value) }
    },
    histogram(name, help, buckets = secondsBuckets) {
      const cells = new Map<string, Cell>()
      register(name, help, 'histogram', () =>
        [...cells.values()].flatMap((c) => cellLines(name, c)),
      )
      return {
        observe(value, labels = {}) {
          const key = keyOf(labels)
          const cell = cells.get(key) ?? { labels, buckets, counts: [], count: 0, sum: 0 }
          cells.set(key, cell)
          cell.count += 1
          cell.sum += value
          const index = buckets.findIndex((bound) => value <= bound)
          if (index >= 0) cell.counts[index] = (cell.counts[index] ?? 0) + 1
        },
      }
    },
    onRender: (collect) => void collectors.push(collect),
    async render() {
      for (const collect of collectors) await collect()
      return `${[...families.values()].map((family) => family()).join('\n')}\n`
    },
  }
}

interface Cell {
  readonly labels: Labels
  readonly buckets: readonly number[]
  /** How many observations fell into each bucket; summed up only when rendered. */
  readonly counts: number[]
  count: number
  sum: number
}

function cellLines(name: string, cell: Cell): string[] {
  let below = 0
  const lines = cell.buckets.map((bound, index) => {
    below += cell.counts[index] ?? 0
    return `${name}_bucket${keyOf({ ...cell.labels, le: String(bound) })} ${below}`
  })
  lines.push(`${name}_bucket${keyOf({ ...cell.labels, le: '+Inf' })} ${cell.count}`)
  const key = keyOf(cell.labels)
  return [...lines, `${name}_sum${key} ${cell.sum}`, `${name}_count${key} ${cell.count}`]
}

function keyOf(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => {
    const escaped = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
    return `${name}="${escaped}"`
  })
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}
