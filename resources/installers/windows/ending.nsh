; How it ends: well, or with the previous version as it was.

Function StartConsole
  !ifdef ALL_USERS
    Exec '"$WINDIR\explorer.exe" "$SMPROGRAMS\Punchdeck.lnk"' ; as the user, not as the administrator we are
  !else
    Exec '"$INSTDIR\punchdeck.exe"'
  !endif
FunctionEnd

Function .onInstSuccess
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/RUN" $R1
  ${IfNot} ${Errors}
    Call StartConsole
  ${EndIf}
FunctionEnd

Function .onInstFailed
  Call PutBack
  RMDir "$INSTDIR" ; if there is nothing in it
  !ifdef ALL_USERS
    Call StartServiceAgain
  !endif
FunctionEnd

; A link's key that has come to belong to another copy, or another program, stays.
Function un.RemoveLinks
  ReadRegStr $0 SHCTX "${LINK_KEY}\shell\open\command" ""
  ${If} $0 == '"$INSTDIR\punchdeck.exe" "%1"'
    DeleteRegKey SHCTX "${LINK_KEY}"
  ${EndIf}
FunctionEnd
