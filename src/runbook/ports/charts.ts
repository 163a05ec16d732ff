import type { UsagePoint } from './metrics.ts'

/** CPU and memory over time, with what was deployed drawn in. Times are milliseconds since the epoch. */
export type UsageChart = {
  title: string
  timezone: string
  from: number
  to: number
  series: { name: string; points: UsagePoint[] }[]
  deployments: { at: number; label: string }[]
}

export interface Charts {
  /** A PNG of a picture that is an SVG already. */
  toPng(svg: string): Promise<Uint8Array>
  /** A PNG that can be read on light and on dark. */
  drawUsage(chart: UsageChart, signal?: AbortSignal): Promise<Uint8Array>
}
