/** Every key of Pitcrew; the braces keep them in one slot of a Redis cluster. */
export type Keys = ReturnType<typeof createKeys>

export function createKeys(prefix = '{pitcrew}') {
  return {
    log: (id: string) => `${prefix}:i:${id}:log`,
    state: (id: string) => `${prefix}:i:${id}`,
    chat: (id: string) => `${prefix}:i:${id}:chat`,
    commands: (id: string) => `${prefix}:i:${id}:cmds`,
    reached: (message: string) => `${prefix}:reached:${message}`,
    declare: (command: string) => `${prefix}:declare:${command}`,
    agenda: `${prefix}:agenda`,
    open: `${prefix}:open`,
    ended: `${prefix}:ended`,
    channels: `${prefix}:channels`,
    targets: `${prefix}:targets`,
    playbooks: `${prefix}:playbooks`,
    kept: (name: string) => `${prefix}:kept:${name}`,
  }
}
