/** Data objects of guest operations. Field order as SOAP wants it. */
export const guestTypes = `
GuestAuthentication: interactiveSession boolean
NamePasswordAuthentication < GuestAuthentication: username string, password string
SAMLTokenAuthentication < GuestAuthentication: token string, username? string
GuestProgramSpec: programPath string, arguments string, workingDirectory? string, envVariables* string
GuestWindowsProgramSpec < GuestProgramSpec: startMinimized boolean
GuestProcessInfo: name string, pid long, owner string, cmdLine string, startTime dateTime, endTime? dateTime, exitCode? int
GuestFileAttributes: modificationTime? dateTime, accessTime? dateTime, symlinkTarget? string
GuestPosixFileAttributes < GuestFileAttributes: ownerId? int, groupId? int, permissions? long
GuestWindowsFileAttributes < GuestFileAttributes: hidden? boolean, readOnly? boolean, createTime? dateTime
GuestFileInfo: path string, type string, size long, attributes GuestFileAttributes
GuestListFileInfo: files* GuestFileInfo, remaining int
FileTransferInformation: attributes GuestFileAttributes, size long, url string
`

export const guestFaultTypes = `
NotADirectory < FileFault
NotAFile < FileFault
FileNotFound < FileFault
FileAlreadyExists < FileFault
DirectoryNotEmpty < FileFault
FileTooLarge < FileFault: datastore string, fileSize long, maxFileSize? long
GuestOperationsFault < VimFault
GuestOperationsUnavailable < GuestOperationsFault
InvalidGuestLogin < GuestOperationsFault
GuestPermissionDenied < GuestOperationsFault
GuestProcessNotFound < GuestOperationsFault: pid long
GuestComponentsOutOfDate < GuestOperationsFault
OperationNotSupportedByGuest < GuestOperationsFault
OperationDisabledByGuest < GuestOperationsFault
`
