// Warnings: what did not fail, but is not as it was asked for. Each is told once.
import { settings } from './settings.js';

const told = new Set<string>();

export function warnOnce(message: string): void {
  if (told.has(message)) return;
  told.add(message);
  const { onWarning = (text: string) => console.warn(`imwrite: ${text}`) } = settings;
  onWarning(message);
}
