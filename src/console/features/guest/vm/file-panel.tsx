import { Anchor, Button, FileButton, Group, Text, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useMemo, useState } from 'react'
import type { GuestFile } from '../../../../contract/guest/guest.ts'
import { api } from '../../../client/api.ts'
import { FaultAlert } from '../../../ui/fault-alert.tsx'
import { RefreshIcon } from '../../../ui/icons.tsx'
import { NoticeBox } from '../../../ui/notice-box.tsx'
import { type GuestAccess, guestQuery, useGuestFault } from './access.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import classes from './file-grid.module.css'
import { FileGrid } from './file-grid.tsx'
import { childOf, crumbsOf, directoryOf, parentOf, rootOf } from './paths.ts'
import { downloadFile, uploadFile } from './transfer-file.ts'
import { TransferList } from './transfer-list.tsx'
import { useTransfers } from './use-transfers.ts'

/** The files of a guest: browse, fetch, send, remove. */
export function FilePanel(access: GuestAccess): ReactNode {
  const { system, vm, kept, readiness } = access
  const { family, transfer } = readiness
  const { auth } = kept
  const [directory, setDirectory] = useState(rootOf(family))
  const [chosen, setChosen] = useState<string>()
  const [grab, setGrab] = useState(false)
  const [removing, setRemoving] = useState<GuestFile>()
  const [overwriting, setOverwriting] = useState<File>()
  const transfers = useTransfers()
  const at = { system: system.id, vm: vm.id, auth }

  const query = useInfiniteQuery({
    ...guestQuery('files', access, directory),
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      api.guest.files({ ...at, path: directory, offset: pageParam }, { signal }),
    getNextPageParam: (last, _, offset) =>
      last.remaining > 0 && last.files.length > 0 ? offset + last.files.length : undefined,
  })
  const fault = useGuestFault(query.error, access)
  const pages = query.data?.pages
  // Some guests name a directory itself and the one around it among its files.
  const files = useMemo(
    () => pages?.flatMap(({ files: some }) => some).filter(({ name }) => name !== '.' && name !== '..') ?? [],
    [pages],
  )
  const remaining = pages?.at(-1)?.remaining ?? 0
  const file = files.find(({ path }) => path === chosen)
  const above = parentOf(directory, family)

  const go = (path: string) => {
    setDirectory(path)
    setChosen(undefined)
    // What was pressed may be gone in the directory that comes.
    setGrab(path !== directory)
  }
  const download = ({ path, name, sizeBytes }: GuestFile) =>
    transfers.run(name, async (progress, signal) => {
      const how = await downloadFile({ ...at, path }, sizeBytes, progress, signal)
      return how === 'saved' ? 'downloaded' : 'handed to the browser, which saves it'
    })
  const send = async (sent: File, overwrite: boolean) => {
    const path = childOf(directory, sent.name, family)
    const end = await transfers.run(sent.name, async (progress, signal) => {
      await uploadFile({ ...at, path }, sent, overwrite, progress, signal)
      return 'uploaded'
    })
    if (end.done) await query.refetch()
    else if (end.fault?.kind === 'conflict' && !overwrite) {
      // It came into being after this directory was read.
      transfers.dismiss(end.id)
      setOverwriting(sent)
    }
  }
  const onUpload = (sent: File | null) => {
    if (sent === null) return
    if (files.some(({ name }) => sameName(name, sent.name, family === 'windows'))) setOverwriting(sent)
    else void send(sent, false)
  }
  const open = (which: GuestFile) => {
    if (which.kind !== 'file') go(which.path)
    else if (transfer === true) void download(which)
  }
  const remove = (which: GuestFile) => {
    if (which.kind !== 'directory') setRemoving(which)
  }

  return (
    <>
      {transfer === true ? null : (
        <NoticeBox title="Files cannot be fetched or sent">
          {transfer ?? 'Whether files can be transferred is not known.'}
        </NoticeBox>
      )}
      <PathForm directory={directory} check={(text) => directoryOf(text, family)} onGo={go} />
      <nav aria-label="Directory">
        <ol className={classes.crumbs}>
          {crumbsOf(directory, family).map(({ name, path }, index, all) => (
            <li key={path}>
              {index === all.length - 1 ? (
                <span aria-current="location">{name}</span>
              ) : (
                <>
                  <Anchor component="button" type="button" size="sm" onClick={() => go(path)}>
                    {name}
                  </Anchor>
                  <span aria-hidden="true"> ›</span>
                </>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <Group gap="xs" my="xs" role="group" aria-label="File actions">
        <Button
          size="xs"
          variant="default"
          disabled={above === undefined}
          onClick={() => above !== undefined && go(above)}
        >
          Up
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<RefreshIcon size={14} />}
          loading={query.isFetching && !query.isFetchingNextPage}
          onClick={() => void query.refetch()}
        >
          Refresh
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={file === undefined || file.kind === 'file'}
          onClick={() => file !== undefined && go(file.path)}
        >
          Open
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={transfer !== true || file === undefined || file.kind === 'directory'}
          onClick={() => file !== undefined && void download(file)}
        >
          Download
        </Button>
        <FileButton onChange={onUpload} inputProps={{ 'aria-label': 'File to upload' }}>
          {({ onClick }) => (
            <Button size="xs" variant="default" disabled={transfer !== true} onClick={onClick}>
              Upload…
            </Button>
          )}
        </FileButton>
        <Button
          size="xs"
          variant="default"
          disabled={file === undefined || file.kind === 'directory'}
          onClick={() => file !== undefined && remove(file)}
        >
          Remove…
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {pages === undefined ? '' : countWords(files.length, remaining)}
        </Text>
      </Group>
      <TransferList transfers={transfers} />
      {fault === undefined ? null : <FaultAlert fault={fault} named onRetry={() => void query.refetch()} />}
      {pages === undefined ? (
        query.isPending ? (
          <Text size="sm">Asking the guest …</Text>
        ) : null
      ) : (
        <FileGrid
          // Another directory begins at its top.
          key={directory}
          files={files}
          chosen={chosen}
          grab={grab}
          note={
            query.isFetchingNextPage
              ? 'Asking for more …'
              : files.length === 0 && !query.hasNextPage
                ? 'Nothing is in this directory.'
                : undefined
          }
          onChoose={setChosen}
          onOpen={open}
          onUp={() => above !== undefined && go(above)}
          onRemove={remove}
          onEnd={() => {
            if (query.hasNextPage && !query.isFetching) void query.fetchNextPage()
          }}
        />
      )}
      {removing === undefined ? null : (
        <ConfirmDialog
          title={`Remove ${removing.name}?`}
          confirm="Remove file"
          onClose={() => setRemoving(undefined)}
          work={async () => {
            await api.guest.removeFile({ ...at, path: removing.path })
            const place = files.indexOf(removing)
            setChosen((files[place + 1] ?? files[place - 1])?.path)
            void query.refetch()
          }}
        >
          <code>{removing.path}</code> in the guest of <strong>{vm.name}</strong> is removed and cannot be had
          back.
        </ConfirmDialog>
      )}
      {overwriting === undefined ? null : (
        <ConfirmDialog
          title={`Overwrite ${overwriting.name}?`}
          confirm="Overwrite"
          onClose={() => setOverwriting(undefined)}
          work={async () => void send(overwriting, true)}
        >
          <code>{childOf(directory, overwriting.name, family)}</code> is in the guest of{' '}
          <strong>{vm.name}</strong> already. What it holds is lost.
        </ConfirmDialog>
      )}
    </>
  )
}

function PathForm(props: {
  directory: string
  check: (text: string) => string | undefined
  onGo: (path: string) => void
}): ReactNode {
  const { directory, check, onGo } = props
  const [text, setText] = useState(directory)
  const [error, setError] = useState<string>()
  const [shown, setShown] = useState(directory)
  // What was typed belongs to the directory that was open.
  if (shown !== directory) {
    setShown(directory)
    setText(directory)
    setError(undefined)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const path = check(text)
    if (path === undefined) setError('Enter an absolute path.')
    else onGo(path)
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <Group gap="xs" mb={4} align="flex-start">
        <TextInput
          size="xs"
          flex="1 1 16rem"
          maw={520}
          aria-label="Path of the directory"
          value={text}
          error={error}
          spellCheck={false}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value)
            setError(undefined)
          }}
        />
        <Button size="xs" type="submit" variant="default">
          Go
        </Button>
      </Group>
    </form>
  )
}

function countWords(shown: number, remaining: number): string {
  const known = `${shown} ${shown === 1 ? 'entry' : 'entries'}`
  return remaining > 0 ? `${known}, ${remaining} more` : known
}

/** Windows does not tell names apart by their letters' case. */
function sameName(a: string, b: string, windows: boolean): boolean {
  return windows ? a.toLowerCase() === b.toLowerCase() : a === b
}
