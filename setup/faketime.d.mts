export function findFaketime(): string | undefined
export function ensureFaketime(say: (line: string) => void): Promise<void>
