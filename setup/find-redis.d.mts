export function findRedis(): { bin: string; env: Record<string, string> } | undefined
