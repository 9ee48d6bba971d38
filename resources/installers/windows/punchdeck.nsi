; The setup of Punchdeck for Windows. build.py compiles it; what it gives stands in the list below.
;
; Two programs come of this script: one that any user installs for themselves, without being an administrator,
; and, with ALL_USERS, one for the whole computer, which can run the edge as a service.
;
; Its switches and exit codes are in README.md beside the folder.

!ifndef PAYLOAD | CONTENTS | REMOVALS | OUT | VERSION | FILE_VERSION | ORDER | SIZE_KB | APP_ID | SCHEME | LICENCE | ICON | BANNER
  !error "Compile this through build.py, which gives PAYLOAD, VERSION and the rest."
!endif

Unicode true
!ifdef TARGET
  Target ${TARGET}
!endif
SetCompressor /SOLID ${COMPRESSOR}
ManifestDPIAware true
ManifestSupportedOS Win10
ManifestLongPathAware true
CRCCheck force
AllowSkipFiles off

!define KEY "Software\Punchdeck"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Punchdeck"
!define LINK_KEY "Software\Classes\${SCHEME}"

!define EXIT_NEWER 3
!define EXIT_OPEN 4
!define EXIT_SERVICE 5
!define EXIT_WINDOWS 6
!define EXIT_OTHER 7

Name "Punchdeck"
OutFile "${OUT}"
BrandingText "Punchdeck ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!ifdef ALL_USERS
  RequestExecutionLevel admin
  InstallDir "$PROGRAMFILES64\Punchdeck"
!else
  RequestExecutionLevel user
  InstallDir "$LOCALAPPDATA\Programs\Punchdeck"
!endif

!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include x64.nsh
!include MUI2.nsh
!insertmacro GetParameters
!insertmacro GetOptions

Var Installed ; the version that is there, as people read it
Var Contents ; what that version laid at the top of its folder
Var SetAside ; "1" while that version lies in a corner of its folder
Var Refused ; what could not be taken hold of, because it is in use
!ifdef ALL_USERS
  Var InstalledService ; "1" where the edge's service is
!endif

!ifdef SIGN
  !uninstfinalize '${SIGN}' = 0
  !finalize '${SIGN}' = 0
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${BANNER}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_NOAUTOCLOSE
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION StartConsole
!define MUI_CUSTOMFUNCTION_ABORT OnUserAbort

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!ifdef ALL_USERS
  !insertmacro MUI_PAGE_COMPONENTS
!endif
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipWhereInstalled
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH

!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "Arabic"
!include words.nsh
!include version_resource.nsh

!include "${REMOVALS}"
!include shortcut.nsh

Section "$(ConsolePart)" ConsoleSection
  SectionIn RO
  Call MakeRoom

  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  WriteRegStr SHCTX "${KEY}" "Folder" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "Order" "${ORDER}"
  WriteRegStr SHCTX "${KEY}" "Contents" "${CONTENTS}"
  WriteRegStr SHCTX "${KEY}" "Language" "$LANGUAGE"

  WriteRegStr SHCTX "${LINK_KEY}" "" "URL:Punchdeck"
  WriteRegStr SHCTX "${LINK_KEY}" "URL Protocol" ""
  WriteRegStr SHCTX "${LINK_KEY}\DefaultIcon" "" "$INSTDIR\punchdeck.exe,0"
  WriteRegStr SHCTX "${LINK_KEY}\shell\open\command" "" '"$INSTDIR\punchdeck.exe" "%1"'

  !insertmacro MakeShortcut "$SMPROGRAMS\Punchdeck.lnk" "$INSTDIR\punchdeck.exe" "$(Hint)" "${APP_ID}"

  WriteRegStr SHCTX "${ENTRY}" "DisplayName" "Punchdeck"
  WriteRegStr SHCTX "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${ENTRY}" "DisplayIcon" "$INSTDIR\punchdeck.exe"
  WriteRegStr SHCTX "${ENTRY}" "Publisher" "Punchdeck"
  WriteRegStr SHCTX "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${ENTRY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${ENTRY}" "NoModify" 1
  WriteRegDWORD SHCTX "${ENTRY}" "NoRepair" 1

  Call ForgetPrevious
SectionEnd

!ifdef ALL_USERS
  Section /o "$(ServicePart)" ServiceSection
    Call SetUpService
  SectionEnd

  Section "-without the service"
    ${IfNot} ${SectionIsSelected} ${ServiceSection}
    ${AndIf} $InstalledService == 1
      Call TakeServiceAway
    ${EndIf}
  SectionEnd

  !insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
    !insertmacro MUI_DESCRIPTION_TEXT ${ConsoleSection} "$(ConsoleHint)"
    !insertmacro MUI_DESCRIPTION_TEXT ${ServiceSection} "$(ServiceHint)"
  !insertmacro MUI_FUNCTION_DESCRIPTION_END
!endif

Section "un.$(ConsolePart)" RemovedSection
  SectionIn RO
  !ifdef ALL_USERS
    Call un.TakeServiceAway
  !endif
  Call un.EndRunning

  !insertmacro RemovePayload
  RMDir /r "$INSTDIR\previous"
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP" ; a folder that somebody is in cannot be removed
  RMDir "$INSTDIR"

  Delete "$SMPROGRAMS\Punchdeck.lnk"
  Call un.RemoveLinks
SectionEnd

Section /o "un.$(DataPart)" DataSection
  !ifdef ALL_USERS
    RMDir /r "$APPDATA\Punchdeck" ; of all users: ProgramData
  !else
    RMDir /r "$LOCALAPPDATA\Punchdeck"
  !endif
SectionEnd

Section "-un.last" ; Windows lists it until there is nothing left to remove
  DeleteRegKey SHCTX "${ENTRY}"
  DeleteRegKey SHCTX "${KEY}"
SectionEnd

!insertmacro MUI_UNFUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${RemovedSection} "$(RemovedHint)"
  !insertmacro MUI_DESCRIPTION_TEXT ${DataSection} "$(DataHint)"
!insertmacro MUI_UNFUNCTION_DESCRIPTION_END

!include beginning.nsh
!include running.nsh
!include previous.nsh
!include service.nsh
!include ending.nsh
