export type ScriptRun = { exitCode: number; output: string }

/** One start of a script. `input` is what it reads from stdin, where no list of processes shows it. */
export type ScriptStart = {
  path: string
  args: string[]
  digest: string
  env: Record<string, string>
  input?: string
  /** Called with each whole line the script prints, while it runs. */
  onLine?: (line: string) => void
}

/** The operator's own scripts: executables in one folder, started with arguments, never through a shell. */
export interface Scripts {
  /**
   * Refuses (`NotSent`) what is not an executable file inside the folder, links resolved. The digest covers every file
   * of the folder, because a script may start or read the others.
   */
  inspect(path: string): Promise<{ digest: string }>
  /**
   * Starts it once, if the folder is still as it was inspected. `output` is the end of what it printed.
   * Throws `Ambiguous` when it was started and did not end in time.
   */
  run(script: ScriptStart, signal: AbortSignal): Promise<ScriptRun>
}
