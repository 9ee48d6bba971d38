; The edge as a service of Windows: the edge itself knows how. Only in the setup for all users.

!ifdef ALL_USERS

!define EDGE '"$INSTDIR\punchdeck-edge.exe" service'

Function ChooseService
  ReadRegStr $InstalledService SHCTX "${KEY}" "Service"
  ${If} $InstalledService == 1
    !insertmacro SelectSection ${ServiceSection}
  ${EndIf}
  ${GetParameters} $R0
  ${GetOptions} $R0 "/SERVICE=" $R1
  ${If} $R1 == 1
    !insertmacro SelectSection ${ServiceSection}
  ${ElseIf} $R1 == 0
  ${AndIf} $R1 != ""
    !insertmacro UnselectSection ${ServiceSection}
  ${EndIf}
FunctionEnd

Function StopService
  ${If} $InstalledService == 1
    nsExec::ExecToLog '${EDGE} stop'
    Pop $0 ; one that does not stop keeps its file: that is seen where the files are waited for
  ${EndIf}
FunctionEnd

Function StartServiceAgain
  ${If} $InstalledService == 1
    nsExec::ExecToLog '${EDGE} start'
    Pop $0
  ${EndIf}
FunctionEnd

Function SetUpService
  nsExec::ExecToLog '${EDGE} install --data "$APPDATA\Punchdeck"'
  Pop $0
  ${If} $0 == 0
    WriteRegStr SHCTX "${KEY}" "Service" 1
    nsExec::ExecToLog '${EDGE} start'
    Pop $0
  ${EndIf}
  ${If} $0 != 0
    SetErrorLevel ${EXIT_SERVICE}
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(ServiceFailed)" /SD IDOK
  ${EndIf}
FunctionEnd

!macro TakeServiceAway un
  Function ${un}TakeServiceAway
    ReadRegStr $0 SHCTX "${KEY}" "Service"
    ${If} $0 == 1
      nsExec::ExecToLog '${EDGE} stop'
      Pop $0
      nsExec::ExecToLog '${EDGE} uninstall'
      Pop $0
      ${If} $0 == 0
        DeleteRegValue SHCTX "${KEY}" "Service"
      ${Else}
        SetErrorLevel ${EXIT_SERVICE}
        MessageBox MB_OK|MB_ICONEXCLAMATION "$(ServiceFailed)" /SD IDOK
      ${EndIf}
    ${EndIf}
  FunctionEnd
!macroend

!insertmacro TakeServiceAway ""
!insertmacro TakeServiceAway "un."

!endif
