/** A file that is written piece by piece, so that its size costs no memory. */
export interface ScratchFile {
  write(text: string): Promise<void>
  finish(): Promise<{ content: Blob; sha256: string; bytes: number }>
  /** Takes it away; harmless when that was done already. */
  discard(): Promise<void>
}
export interface Scratch {
  open(): Promise<ScratchFile>
}
