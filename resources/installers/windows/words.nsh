; What people read that NSIS has no words for. Every line in each of the three languages.

LangString ConsolePart ${LANG_ENGLISH} "Punchdeck"
LangString ConsolePart ${LANG_FRENCH} "Punchdeck"
LangString ConsolePart ${LANG_ARABIC} "Punchdeck"

LangString ConsoleHint ${LANG_ENGLISH} "The console, and the edge beside it."
LangString ConsoleHint ${LANG_FRENCH} "La console, et le serveur à côté."
LangString ConsoleHint ${LANG_ARABIC} "وحدة التحكم، ومعها الخادم."

LangString ServicePart ${LANG_ENGLISH} "The edge as a service"
LangString ServicePart ${LANG_FRENCH} "Service du serveur"
LangString ServicePart ${LANG_ARABIC} "الخادم كخدمة"

LangString ServiceHint ${LANG_ENGLISH} "The edge runs from the start of this computer, whoever is signed in. For the one computer that the terminals report to."
LangString ServiceHint ${LANG_FRENCH} "Le serveur tourne dès le démarrage de cet ordinateur, quel que soit l'utilisateur. Pour l'unique ordinateur auquel les terminaux s'adressent."
LangString ServiceHint ${LANG_ARABIC} "يعمل الخادم منذ بدء تشغيل هذا الحاسوب أيًّا كان المستخدم. للحاسوب الوحيد الذي تتصل به الأجهزة."

LangString RemovedHint ${LANG_ENGLISH} "Takes the programs away."
LangString RemovedHint ${LANG_FRENCH} "Supprime les programmes."
LangString RemovedHint ${LANG_ARABIC} "يزيل البرامج."

LangString Hint ${LANG_ENGLISH} "Watch over attendance terminals"
LangString Hint ${LANG_FRENCH} "Surveiller les terminaux de pointage"
LangString Hint ${LANG_ARABIC} "متابعة أجهزة الحضور"

LangString StillOpen ${LANG_ENGLISH} "Punchdeck is still open ($Refused): perhaps for another user, or with work that is not done. Nothing was changed. Close it, then try again."
LangString StillOpen ${LANG_FRENCH} "Punchdeck est encore ouvert ($Refused) : peut-être pour un autre utilisateur, ou avec un travail en cours. Rien n'a été modifié. Fermez-le, puis réessayez."
LangString StillOpen ${LANG_ARABIC} "ما زال Punchdeck مفتوحًا ($Refused): ربما لدى مستخدم آخر أو لم ينتهِ عملٌ فيه. لم يُغيَّر شيء. أغلقه ثم أعد المحاولة."

LangString Newer ${LANG_ENGLISH} "Punchdeck $Installed is installed, which is newer than ${VERSION}. What the newer one has kept may be unreadable to the older one. Go back to ${VERSION} all the same?"
LangString Newer ${LANG_FRENCH} "Punchdeck $Installed est installé, plus récent que ${VERSION}. Ce que la version récente a enregistré peut être illisible pour l'ancienne. Revenir quand même à ${VERSION} ?"
LangString Newer ${LANG_ARABIC} "الإصدار المثبَّت من Punchdeck هو $Installed وهو أحدث من ${VERSION}. قد لا يستطيع الإصدار الأقدم قراءة ما حفظه الأحدث. هل تريد الرجوع إلى ${VERSION} مع ذلك؟"

LangString NeedsWindows ${LANG_ENGLISH} "Punchdeck needs 64-bit Windows 10, version 1809, or newer. Nothing was installed."
LangString NeedsWindows ${LANG_FRENCH} "Punchdeck nécessite Windows 10 64 bits, version 1809, ou plus récent. Rien n'a été installé."
LangString NeedsWindows ${LANG_ARABIC} "يحتاج Punchdeck إلى Windows 10 (64 بت)، الإصدار 1809 أو أحدث. لم يُثبَّت شيء."

LangString OtherSetup ${LANG_ENGLISH} "Another setup of Punchdeck is at work. Let it finish, then start this one again."
LangString OtherSetup ${LANG_FRENCH} "Une autre installation de Punchdeck est en cours. Laissez-la se terminer, puis relancez celle-ci."
LangString OtherSetup ${LANG_ARABIC} "هناك عملية تثبيت أخرى لـ Punchdeck قيد التنفيذ. انتظر حتى تنتهي ثم شغّل هذه من جديد."

!ifdef ALL_USERS
  LangString ServiceFailed ${LANG_ENGLISH} "The programs are in place, but Windows did not take the edge's service as asked. In a terminal opened as administrator, this says why:$\r$\n$\r$\n$\"$INSTDIR\punchdeck-edge.exe$\" service status"
  LangString ServiceFailed ${LANG_FRENCH} "Les programmes sont en place, mais Windows n'a pas accepté le service du serveur. Dans un terminal ouvert en administrateur, ceci dit pourquoi :$\r$\n$\r$\n$\"$INSTDIR\punchdeck-edge.exe$\" service status"
  LangString ServiceFailed ${LANG_ARABIC} "البرامج في مكانها، لكن Windows لم يقبل خدمة الخادم كما طُلب. السبب يظهر بهذا الأمر في نافذة أوامر مفتوحة كمسؤول:$\r$\n$\r$\n$\"$INSTDIR\punchdeck-edge.exe$\" service status"

  LangString DataPart ${LANG_ENGLISH} "Data of the edge: punches, people, keys"
  LangString DataPart ${LANG_FRENCH} "Données du serveur : pointages, personnes, clés"
  LangString DataPart ${LANG_ARABIC} "بيانات الخادم: التسجيلات والأشخاص والمفاتيح"

  LangString DataHint ${LANG_ENGLISH} "Removes everything that the edge has stored in ProgramData\Punchdeck. It cannot be brought back."
  LangString DataHint ${LANG_FRENCH} "Supprime tout ce que le serveur a enregistré dans ProgramData\Punchdeck. C'est irréversible."
  LangString DataHint ${LANG_ARABIC} "يحذف كل ما خزّنه الخادم في ProgramData\Punchdeck. لا يمكن استرجاعه."
!else
  LangString DataPart ${LANG_ENGLISH} "My settings and connections"
  LangString DataPart ${LANG_FRENCH} "Mes réglages et connexions"
  LangString DataPart ${LANG_ARABIC} "إعداداتي واتصالاتي"

  LangString DataHint ${LANG_ENGLISH} "Removes the connections, window and other settings of this user. The edge keeps all its data."
  LangString DataHint ${LANG_FRENCH} "Supprime les connexions, la fenêtre et les autres réglages de cet utilisateur. Le serveur garde toutes ses données."
  LangString DataHint ${LANG_ARABIC} "يحذف اتصالات هذا المستخدم ونافذته وإعداداته الأخرى. يحتفظ الخادم بجميع بياناته."
!endif
