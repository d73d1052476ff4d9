// The most memory that this process has held, in bytes.
import { existsSync, readFileSync } from 'node:fs';

/** Linux hands a child its parent's maxRSS, but not its VmHWM. */
export function peakMemory() {
  const status = '/proc/self/status';
  if (!existsSync(status)) return process.resourceUsage().maxRSS * 1024;
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(status, 'utf8'))[1]) * 1024;
}
