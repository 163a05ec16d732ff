/** Values of the environment that the playbook names as `${env:NAME}`; they are never shown or logged. */
export interface Secrets {
  find(name: string): string | undefined
}
