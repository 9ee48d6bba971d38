; A shortcut that Windows knows to be the program's own: its windows and messages are shown under it.

!include Win\COM.nsh
!include Win\Propkey.nsh

; Write the name into the properties that a register points to.
!macro NameApplication store app_id
  System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r3'
  System::Call '*(&w128 "${app_id}")p.r4' ; the characters themselves: "w" would be a pointer to them
  System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,p r4)p.r5'
  ${IPropertyStore::SetValue} ${store} '($3,$5)'
  ${IPropertyStore::Commit} ${store} ""
  System::Free $5
  System::Free $4
  System::Free $3
!macroend

!macro MakeShortcut link target hint app_id
  CreateShortcut "${link}" "${target}" "" "${target}" 0 SW_SHOWNORMAL "" "${hint}"
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("${link}",${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        !insertmacro NameApplication $2 "${app_id}"
        ${IUnknown::Release} $2 ""
        ${IPersistFile::Save} $1 '("${link}",1)'
      ${EndIf}
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
!macroend
