import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'

const pollMs = 200

/** One set-up at a time in a checkout; a lock whose process is gone counts for nothing. */
export async function withLock(path, say, work) {
  let told = false
  while (!take(path)) {
    if (!told) say('Another set-up is running in this checkout; waiting for it')
    told = true
    await new Promise(resolve => setTimeout(resolve, pollMs))
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (!isAlive(Number(readOr(path, '0'))) || isLeftEmpty(path)) rmSync(path, { force: true })
  return false
}

function readOr(path, fallback) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return fallback
  }
}

/** A process that died between making the lock and signing it left it empty. */
function isLeftEmpty(path) {
  try {
    const { size, mtimeMs } = statSync(path)
    return size === 0 && Date.now() - mtimeMs > 5000
  } catch {
    return false
  }
}

function isAlive(pid) {
  // An empty file is a lock that is being written right now.
  if (pid === 0) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
