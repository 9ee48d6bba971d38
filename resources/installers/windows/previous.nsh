; The version that is there is moved into a corner of its folder before the new one is laid down: nothing of it
; gets among the new files, and it is put back as it was if those cannot all be written.

!define CORNER "$INSTDIR\previous"

; Call `act` for each name that the previous version laid down, in $1.
!macro EachOfContents act
  ${If} $Contents != ""
    StrCpy $0 1
    ${Do}
      ClearErrors
      ${WordFind} "$Contents" "|" "E+$0" $1
      ${If} ${Errors}
        ${ExitDo}
      ${EndIf}
      Call ${act}
      IntOp $0 $0 + 1
    ${LoopUntil} $Refused != ""
    ClearErrors
  ${EndIf}
!macroend

Function MoveAside
  ${If} ${FileExists} "$INSTDIR\$1"
    ClearErrors
    Rename "$INSTDIR\$1" "${CORNER}\$1" ; a folder with open files does not move
    ${If} ${Errors}
      StrCpy $Refused "$1"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function MoveBack
  ${If} ${FileExists} "${CORNER}\$1"
    RMDir /r "$INSTDIR\$1"
    Delete "$INSTDIR\$1"
    Rename "${CORNER}\$1" "$INSTDIR\$1"
  ${EndIf}
FunctionEnd

Function PutBack
  ${If} $SetAside == 1
    SetOutPath "$INSTDIR"
    StrCpy $Refused ""
    !insertmacro EachOfContents MoveBack
    RMDir "${CORNER}"
    StrCpy $SetAside ""
  ${EndIf}
FunctionEnd

; Ends what runs and sets the previous version aside; where that cannot be, says so and goes no further.
Function MakeRoom
  !ifdef ALL_USERS
    Call StopService
  !endif
  ${Do}
    Call EndRunning
    RMDir /r "${CORNER}"
    CreateDirectory "${CORNER}"
    StrCpy $SetAside 1
    StrCpy $Refused ""
    !insertmacro EachOfContents MoveAside
    ${If} $Refused == ""
      ${ExitDo}
    ${EndIf}
    StrCpy $2 $Refused
    Call PutBack
    StrCpy $Refused $2
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(StillOpen)" /SD IDCANCEL IDRETRY +3
    SetErrorLevel ${EXIT_OPEN}
    Abort "$(StillOpen)"
  ${Loop}
FunctionEnd

Function ForgetPrevious
  RMDir /r "${CORNER}"
  StrCpy $SetAside ""
FunctionEnd
