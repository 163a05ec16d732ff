import { execFile } from 'node:child_process'
import { parseArgs } from 'node:util'
import { startSandbox } from './sandbox.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4300' },
    speed: { type: 'string', default: '1' },
    'no-open': { type: 'boolean', default: false },
  },
})
const say = (line: string) => process.stdout.write(`· ${line}\n`)
const sandbox = await startSandbox({ port: Number(values.port), speed: Number(values.speed), say })
process.stdout.write(
  `\n  ${sandbox.url}\n\n  Two people side by side: open it twice. Ctrl-C ends everything.\n\n`,
)
if (process.stdout.isTTY && process.env.CI === undefined && !values['no-open']) openBrowser(sandbox.url)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    say('stopping')
    sandbox.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })

/** Where there is a desktop; elsewhere the address on the terminal is enough. */
function openBrowser(url: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open']
  execFile(command ?? '', [...args, url], () => undefined)
}
