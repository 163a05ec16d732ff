import {
  button,
  encodeMeta,
  join,
  type Message,
  message,
  type SafeButton,
  safe,
  section,
} from '../blocks/index.ts'
import type { Policy, Tool } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'

/** `/incident toolbox`: each quick command as a button where Pitcrew can do it, and as a line to copy. */
export function toolbox(policy: Policy, here: Incident | undefined): Message {
  const text = safe`Toolbox`
  if (policy.toolbox.length === 0) return message(text, [section(safe`The playbook has no toolbox.`)])
  return message(
    text,
    policy.toolbox.map(tool =>
      section(
        join([safe`*${tool.title}*`, safe`\`${tool.shell.replaceAll('`', 'ˋ')}\``], '\n'),
        buttonOf(tool, here),
      ),
    ),
  )
}

function buttonOf(tool: Tool, here: Incident | undefined): SafeButton | undefined {
  if (tool.probe !== undefined || tool.investigate !== undefined)
    return button('run-tool', 'Run', encodeMeta({ list: tool.key }))
  if (tool.rollback === true && here !== undefined)
    return button('open-rollback', 'Preview', encodeMeta({ i: here.id }))
  return undefined
}
