export type ScriptRun = { exitCode: number; output: string }

/** The operator's own scripts: executables in one folder, started with arguments, never through a shell. */
export interface Scripts {
  /** Refuses (`NotSent`) what is not an executable file inside the folder, links resolved. */
  inspect(path: string): Promise<{ digest: string }>
  /**
   * Starts it once, if it is still the file that was inspected. `output` is the end of what it printed.
   * Throws `Ambiguous` when it was started and did not end in time.
   */
  run(
    script: { path: string; args: string[]; digest: string; env: Record<string, string> },
    signal: AbortSignal,
  ): Promise<ScriptRun>
}
