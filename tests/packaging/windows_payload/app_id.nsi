; Names an application in a store of properties as the setup does in a shortcut, and writes what is read back
; to a file: Wine's shortcuts keep no such properties, its stores in memory do.

Unicode true
Target amd64-unicode
OutFile "${OUT}"
RequestExecutionLevel user
SilentInstall silent
!include LogicLib.nsh
!include "${SHORTCUT}"

Section
  System::Call 'propsys::PSCreateMemoryPropertyStore(g "${IID_IPropertyStore}", *p .r0) i .r1'
  !insertmacro NameApplication $0 "${APP_ID}"
  System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r3'
  System::Call '*${SYSSTRUCT_PROPVARIANT}p.r5'
  ${IPropertyStore::GetValue} $0 '($3,$5)'
  System::Call '*$5(&i2 .r6, &i6, w .r7)'
  FileOpen $8 "${READ_BACK}" w
  FileWrite $8 "$6 $7"
  FileClose $8
SectionEnd
