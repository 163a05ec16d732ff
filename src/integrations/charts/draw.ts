import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { Resvg } from '@resvg/resvg-js'
import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TitleComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { UsageChart } from '../../runbook/ports/charts.ts'

use([LineChart, GridComponent, LegendComponent, MarkLineComponent, TitleComponent, SVGRenderer])

const size = { width: 1000, height: 420 }
/** Twice as many pixels as units: sharp on the screens that people have. */
const scale = 2
const font = 'DejaVu Sans'
// An own ground and mid-dark lines: the picture reads the same in a light and in a dark Slack.
const ink = { ground: '#ffffff', text: '#1d1c1d', faint: '#6b6b70', grid: '#e3e3e6', deploy: '#8a3ffc' }
const colours = ['#0f62c4', '#b8460e', '#0e7a5f', '#8a3ffc']
const fonts = createRequire(import.meta.url)

/** The SVG as a string: no browser and no canvas is needed. */
function toSvg(chart: UsageChart): string {
  const instance = init(null, null, { renderer: 'svg', ssr: true, ...size })
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: chart.timezone,
    hour: '2-digit',
    minute: '2-digit',
  })
  const lines = chart.series.flatMap(({ name, points }, n) => {
    const color = colours[n % colours.length]
    const line = (kind: 'average' | 'maximum') => ({
      name: `${name} ${kind}`,
      type: 'line' as const,
      showSymbol: points.length < 3,
      data: points.map(p => [p.at, p[kind]]),
      itemStyle: { color },
      // The kind shows without colour: the maximum is dashed.
      lineStyle: { color, width: kind === 'average' ? 3 : 2, type: kind === 'average' ? 'solid' : 'dashed' },
    })
    return [line('average'), line('maximum')]
  })
  const [first, ...rest] = lines
  const marked = first && {
    ...first,
    markLine: {
      symbol: 'none',
      silent: true,
      lineStyle: { color: ink.deploy, width: 2, type: 'solid' },
      label: {
        color: ink.deploy,
        fontFamily: font,
        fontSize: 13,
        formatter: '{b}',
        position: 'end',
        rotate: 0,
      },
      data: chart.deployments.map(d => ({ name: d.label, xAxis: d.at })),
    },
  }
  const words = { color: ink.text, fontFamily: font }
  instance.setOption({
    animation: false,
    backgroundColor: ink.ground,
    title: { text: chart.title, left: 24, top: 14, textStyle: { ...words, fontSize: 19 } },
    legend: {
      right: 40,
      top: 18,
      textStyle: { ...words, fontSize: 13 },
      itemWidth: 34,
      // Without a browser the width of text is guessed, and guessed short.
      itemGap: 36,
      itemStyle: { opacity: 0 },
    },
    grid: { left: 64, right: 40, top: 88, bottom: 60 },
    xAxis: {
      type: 'time',
      min: chart.from,
      max: chart.to,
      axisLabel: {
        color: ink.faint,
        fontFamily: font,
        fontSize: 13,
        formatter: (at: number) => clock.format(at),
      },
      axisLine: { lineStyle: { color: ink.faint } },
      name: `time in ${chart.timezone}`,
      nameLocation: 'middle',
      nameGap: 34,
      nameTextStyle: { color: ink.faint, fontFamily: font, fontSize: 12 },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 100,
      axisLabel: { color: ink.faint, fontFamily: font, fontSize: 13, formatter: '{value} %' },
      splitLine: { lineStyle: { color: ink.grid } },
    },
    series: marked === undefined ? [] : [marked, ...rest],
  })
  const svg = instance.renderToSVGString()
  instance.dispose()
  return svg
}

function toPng(svg: string): Uint8Array {
  const folder = 'dejavu-fonts-ttf/ttf/'
  const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map(f => fonts.resolve(`${folder}${f}`))
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    // Only the font that comes along: the same picture on every machine.
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: font },
  })
  return image.render().asPng()
}

const given = workerData as { chart: UsageChart } | { svg: string }
parentPort?.postMessage(toPng('svg' in given ? given.svg : toSvg(given.chart)))
