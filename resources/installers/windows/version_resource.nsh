; What Windows shows of the setup file itself.

VIProductVersion "${FILE_VERSION}"
VIFileVersion "${FILE_VERSION}"

!macro Described language description
  VIAddVersionKey /LANG=${language} "ProductName" "Punchdeck"
  VIAddVersionKey /LANG=${language} "CompanyName" "Punchdeck"
  VIAddVersionKey /LANG=${language} "FileDescription" "${description}"
  VIAddVersionKey /LANG=${language} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${language} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${language} "LegalCopyright" "Apache License 2.0"
  VIAddVersionKey /LANG=${language} "OriginalFilename" "${OUT_NAME}"
!macroend

!insertmacro Described ${LANG_ENGLISH} "Punchdeck Setup"
!insertmacro Described ${LANG_FRENCH} "Installation de Punchdeck"
!insertmacro Described ${LANG_ARABIC} "إعداد Punchdeck"
