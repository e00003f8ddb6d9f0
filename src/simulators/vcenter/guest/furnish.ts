import { homeOf } from './accounts.ts'
import type { FileTree } from './file-tree.ts'
import type { GuestAbout } from './guest-machine.ts'
import { linuxPrograms, windowsPrograms } from './programs.ts'

const encoder = new TextEncoder()

/** Puts into a new guest what an installation leaves. */
export function furnish(files: FileTree, about: GuestAbout): void {
  if (about.family === 'windows') furnishWindows(files, about)
  else furnishLinux(files, about)
}

function furnishLinux(files: FileTree, { hostName, osName, ips, accounts }: GuestAbout): void {
  const text = (path: string, content: string, mode = 0o644) =>
    files.write(path, encoder.encode(content), 'root', mode)
  for (const path of ['/bin', '/usr/bin', '/etc', '/tmp', '/var/log', '/opt', '/dev', '/srv'])
    files.makeDirectory(path, 'root', path === '/tmp' ? 0o1777 : 0o755)
  for (const name of [...Object.keys(linuxPrograms), 'sh', 'bash']) {
    text(`/usr/bin/${name}`, `#!program ${name}\n`, 0o755)
    text(`/bin/${name}`, `#!program ${name}\n`, 0o755)
  }
  for (const account of accounts) files.makeDirectory(homeOf(account, 'linux'), account.name, 0o750)
  text('/dev/null', '')
  text('/etc/hostname', `${hostName}\n`)
  text('/etc/os-release', `PRETTY_NAME="${osName}"\nHOME_URL="https://linux.example/"\n`)
  text('/etc/hosts', `127.0.0.1 localhost\n${ips[0] ?? '127.0.1.1'} ${hostName}\n`)
  text('/etc/shadow', 'root:!:19000:0:99999:7:::\n', 0o600)
  text('/etc/app.conf', `listen = ${ips[0] ?? '0.0.0.0'}\nworkers = 4\n`)
  text('/var/log/syslog', `Started ${hostName}.\nReached target Multi-User System.\n`)
}

function furnishWindows(files: FileTree, { hostName, accounts }: GuestAbout): void {
  const system = 'C:\\Windows\\System32'
  const text = (path: string, content: string) => files.write(path, encoder.encode(content), 'SYSTEM', 0o755)
  for (const path of [system, `${system}\\WindowsPowerShell\\v1.0`, 'C:\\Program Files', 'C:\\Temp'])
    files.makeDirectory(path, 'SYSTEM')
  for (const name of [...Object.keys(windowsPrograms), 'cmd']) text(`${system}\\${name}.exe`, `MZ ${name}`)
  text(`${system}\\WindowsPowerShell\\v1.0\\powershell.exe`, 'MZ powershell')
  for (const account of accounts)
    files.makeDirectory(`${homeOf(account, 'windows')}\\AppData\\Local\\Temp`, account.name)
  text('C:\\Windows\\win.ini', `[fonts]\r\n[host]\r\nname=${hostName}\r\n`)
  text('C:\\Temp\\readme.txt', `This is ${hostName}.\r\n`)
}
