/**
 * Text as it must be written so that a shell takes it as it is. What cannot be written for a shell throws
 * `RangeError` with a sentence for the reader.
 */

/** One word for `sh` and `bash`. */
export function shQuoted(text: string): string {
  refuseNul(text)
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** One path for a line of `cmd.exe`: a Windows path holds no quotes, so none need be escaped. */
export function cmdQuoted(path: string): string {
  refuseNul(path)
  if (/["\r\n]/.test(path)) throw new RangeError('A Windows path holds no quotes and no line ends.')
  // QUIRK(cmd.exe): quotes do not keep it from filling in `%NAME%`.
  if (/%.*%/.test(path)) throw new RangeError('cmd.exe would take percent signs in this path for a variable.')
  return `"${path}"`
}

/**
 * Arguments in a line of `cmd.exe`, so that the program gets them as they are. Quotes are escaped too: then cmd never
 * believes to be inside of some, where a caret would stand for itself. A caret inside `%NAME%` makes it the name of no
 * variable, and goes away after variables were filled in.
 */
export function cmdEscaped(args: string): string {
  refuseNul(args)
  if (/[\r\n]/.test(args)) throw new RangeError('A line end in the arguments would end the line of cmd.exe.')
  return args.replaceAll(/[()%!^"<>&|]/g, '^$&')
}

/** One string for PowerShell, which takes typographic quotes for quotes as well. */
export function psQuoted(text: string): string {
  refuseNul(text)
  return `'${text.replaceAll(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`
}

/** A script for `powershell -EncodedCommand`: base64 of UTF-16LE. */
export function encodedCommand(script: string): string {
  refuseNul(script)
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
