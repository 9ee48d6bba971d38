; A copy that runs is asked to end before its files are touched. `un` is "un." for the uninstaller's own copy.

!define PATIENCE_MS 30000 ; for the console to do what it has begun
!define FREE_TRIES 40     ; and after that, for Windows to let go of its files
!define FREE_PAUSE_MS 250

!macro Running un
  Function ${un}AskToEnd
    ${If} ${FileExists} "$INSTDIR\punchdeck.exe"
      nsExec::Exec /TIMEOUT=${PATIENCE_MS} '"$INSTDIR\punchdeck.exe" --quit'
      Pop $0 ; what it answers is not asked: whether its files are free is what counts
    ${EndIf}
  FunctionEnd

  ; Sets $Refused to the name of the program that still runs, or to nothing.
  Function ${un}WaitUntilFree
    StrCpy $0 0
    ${Do}
      StrCpy $Refused ""
      FindFirst $1 $2 "$INSTDIR\*.exe"
      ${DoWhile} $2 != ""
        ${If} $2 != "uninstall.exe"
          ClearErrors
          FileOpen $3 "$INSTDIR\$2" a ; Windows refuses this of a program that runs
          ${If} ${Errors}
            StrCpy $Refused "$2"
          ${Else}
            FileClose $3
          ${EndIf}
        ${EndIf}
        FindNext $1 $2
      ${Loop}
      FindClose $1
      IntOp $0 $0 + 1
      ${If} $Refused == ""
      ${OrIf} $0 >= ${FREE_TRIES}
        ${ExitDo}
      ${EndIf}
      Sleep ${FREE_PAUSE_MS}
    ${Loop}
    ClearErrors
  FunctionEnd

  Function ${un}EndRunning
    ${Do}
      Call ${un}AskToEnd
      Call ${un}WaitUntilFree
      ${If} $Refused == ""
        ${ExitDo}
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(StillOpen)" /SD IDCANCEL IDRETRY +3
      SetErrorLevel ${EXIT_OPEN}
      Abort "$(StillOpen)"
    ${Loop}
  FunctionEnd
!macroend

!insertmacro Running ""
!insertmacro Running "un."
