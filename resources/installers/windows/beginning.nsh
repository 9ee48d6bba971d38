; What is looked at before anything is shown or touched: language, Windows, another setup, a newer version.

; Look where this kind of setup installs; of the 64-bit registry, whatever the setup itself is.
!macro LookInTheRightPlace
  SetRegView 64
  !ifdef ALL_USERS
    SetShellVarContext all
  !else
    SetShellVarContext current
  !endif
!macroend

; The language of the user's Windows, unless the command line names one.
!macro ChooseLanguage parameters
  ${GetOptions} "${parameters}" "/LANG=" $R1
  ${Select} $R1
    ${Case} "en"
      StrCpy $LANGUAGE ${LANG_ENGLISH}
    ${Case} "fr"
      StrCpy $LANGUAGE ${LANG_FRENCH}
    ${Case} "ar"
      StrCpy $LANGUAGE ${LANG_ARABIC}
  ${EndSelect}
!macroend

Function .onInit
  !insertmacro LookInTheRightPlace
  ${GetParameters} $R0
  !insertmacro ChooseLanguage $R0

  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "PunchdeckSetup") p .r0 ?e'
  Pop $0
  ${If} $0 = 183 ; it is there already
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(OtherSetup)" /SD IDOK
    SetErrorLevel ${EXIT_OTHER}
    Quit
  ${EndIf}

  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "$(NeedsWindows)" /SD IDOK
    SetErrorLevel ${EXIT_WINDOWS}
    Quit
  ${EndIf}

  ReadRegStr $Installed SHCTX "${ENTRY}" "DisplayVersion"
  ReadRegStr $Contents SHCTX "${KEY}" "Contents"
  ReadRegStr $0 SHCTX "${KEY}" "Folder"
  ${If} $0 != ""
    StrCpy $INSTDIR $0 ; what is there is replaced where it is
  ${EndIf}

  ReadRegStr $0 SHCTX "${KEY}" "Order"
  ${VersionCompare} "$0" "${ORDER}" $1
  ${GetOptions} $R0 "/DOWNGRADE" $2
  ${If} $0 != ""
  ${AndIf} $1 = 1
  ${AndIf} ${Errors}
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(Newer)" /SD IDNO IDYES goes_back
    SetErrorLevel ${EXIT_NEWER}
    Quit
    goes_back:
  ${EndIf}

  !ifdef ALL_USERS
    Call ChooseService
  !endif
FunctionEnd

Function un.onInit
  !insertmacro LookInTheRightPlace
  ${GetParameters} $R0
  ReadRegStr $LANGUAGE SHCTX "${KEY}" "Language"
  !insertmacro ChooseLanguage $R0
  ClearErrors
  ${GetOptions} $R0 "/PURGE" $1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${DataSection}
  ${EndIf}
FunctionEnd

Function SkipWhereInstalled
  ${If} $Installed != ""
    Abort ; the page, not the setup
  ${EndIf}
FunctionEnd

Function OnUserAbort
  SetErrorLevel 1
FunctionEnd
