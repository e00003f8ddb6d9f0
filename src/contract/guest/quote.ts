/**
 * Text as it must be written so that a shell takes it as it is. What cannot be written for a shell throws
 * `RangeError` with a sentence for the reader.
 */

/** One word for `sh` and `bash`. */
export function shQuoted(text: string): string {
  refuseNul(text)
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** One path for `cmd.exe`: a Windows path holds no quotes, so none need be escaped. */
export function cmdQuoted(path: string): string {
  refuseNul(path)
  if (/["\r\n]/.test(path)) throw new RangeError('A Windows path holds no quotes and no line ends.')
  return `"${path}"`
}

/** A script for `powershell -EncodedCommand`: base64 of UTF-16LE. */
export function encodedCommand(script: string): string {
  let bytes = ''
  for (let index = 0; index < script.length; index += 1) {
    const unit = script.charCodeAt(index)
    bytes += String.fromCharCode(unit & 0xff, unit >> 8)
  }
  return btoa(bytes)
}

function refuseNul(text: string): void {
  if (text.includes('\u0000')) throw new RangeError('A NUL character cannot be handed to a program.')
}
