// What went wrong with one file.
import { ImwriteError } from 'imwrite';

export class FileError extends Error {
  override readonly name = 'FileError';

  constructor(
    readonly code: 'exists' | 'read-failed' | 'write-failed',
    message: string,
  ) {
    super(message);
  }

  /** A system's error in words: Node says "ENOENT: no such file or directory, open 'a.png'". */
  static from(code: 'read-failed' | 'write-failed', path: string, error: unknown): FileError {
    if (error instanceof FileError) return error;
    if (code === 'write-failed' && (error as NodeJS.ErrnoException).code === 'ENOENT')
      return new FileError(code, `${path}: no such folder`);
    const message = error instanceof Error ? error.message : String(error);
    return new FileError(code, `${path}: ${message.replace(/^E[A-Z]+: ([^,]+).*$/s, '$1')}`);
  }
}

/** An error as --json shows it. */
export function plainError(error: unknown): Record<string, unknown> {
  if (error instanceof FileError) return { code: error.code, message: error.message };
  if (!(error instanceof ImwriteError)) return { code: 'internal', message: String(error) };
  const { code, message, option, expected, actual } = error;
  return { code, message, option, expected, actual };
}
