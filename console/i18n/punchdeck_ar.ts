<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>AccessActions</name>
    <message>
        <source>The key is made</source>
        <translation>أُنشئ المفتاح</translation>
    </message>
    <message>
        <source>The key has a new secret</source>
        <translation>للمفتاح سر جديد</translation>
    </message>
    <message>
        <source>It is noted whose key that is</source>
        <translation>سُجّل صاحب المفتاح</translation>
    </message>
    <message>
        <source>{0}, last used {1}</source>
        <translation>{0}، آخر استعمال {1}</translation>
    </message>
    <message>
        <source>This console works with one of them, and will be shut out.</source>
        <translation>تعمل وحدة التحكم هذه بأحدها، وستُمنع من الدخول.</translation>
    </message>
    <message numerus="yes">
        <source>Revoke %n keys?</source>
        <translation>
            <numerusform>إبطال المفاتيح؟</numerusform>
            <numerusform>إبطال مفتاح واحد؟</numerusform>
            <numerusform>إبطال مفتاحين؟</numerusform>
            <numerusform>إبطال %Ln مفاتيح؟</numerusform>
            <numerusform>إبطال %Ln مفتاحًا؟</numerusform>
            <numerusform>إبطال %Ln مفتاح؟</numerusform>
        </translation>
    </message>
    <message>
        <source>Revoke {0}?</source>
        <translation>إبطال {0}؟</translation>
    </message>
    <message>
        <source>Whatever uses them is refused within two seconds. It cannot be taken back.</source>
        <translation>يُرفض كل ما يستعملها خلال ثانيتين. لا يمكن التراجع عن هذا.</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>إبطال</translation>
    </message>
    <message numerus="yes">
        <source>%n keys are revoked</source>
        <translation>
            <numerusform>لا مفتاح يُلغى</numerusform>
            <numerusform>أُلغي مفتاح واحد</numerusform>
            <numerusform>أُلغي مفتاحان</numerusform>
            <numerusform>أُلغيت %Ln مفاتيح</numerusform>
            <numerusform>أُلغي %Ln مفتاحًا</numerusform>
            <numerusform>أُلغي %Ln مفتاح</numerusform>
        </translation>
    </message>
    <message>
        <source>The person is added</source>
        <translation>أُضيف الشخص</translation>
    </message>
    <message>
        <source>The person is changed</source>
        <translation>عُدّل الشخص</translation>
    </message>
    <message>
        <source>Delete {0}?</source>
        <translation>حذف {0}؟</translation>
    </message>
    <message>
        <source>They are told of nothing any more.</source>
        <translation>لا يُبلَّغ بشيء بعد الآن.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>The person is deleted</source>
        <translation>حُذف الشخص</translation>
    </message>
    <message numerus="yes">
        <source>%n keys of theirs go on as nobody&apos;s.</source>
        <translation>
            <numerusform>لا مفاتيح له.</numerusform>
            <numerusform>مفتاح واحد له يستمر بلا صاحب.</numerusform>
            <numerusform>مفتاحان له يستمران بلا صاحب.</numerusform>
            <numerusform>%Ln من مفاتيحه تستمر بلا صاحب.</numerusform>
            <numerusform>%Ln من مفاتيحه تستمر بلا صاحب.</numerusform>
            <numerusform>%Ln من مفاتيحه تستمر بلا صاحب.</numerusform>
        </translation>
    </message>
    <message>
        <source>The key {0}</source>
        <translation>المفتاح {0}</translation>
    </message>
    <message>
        <source>It is shown this once. Put it where it is used, and nowhere else.</source>
        <translation>يُعرض هذه المرة فقط. ضعه حيث يُستعمل ولا تضعه في غيره.</translation>
    </message>
</context>
<context>
    <name>AccessWords</name>
    <message>
        <source>Viewer</source>
        <translation>مشاهد</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>مشغّل</translation>
    </message>
    <message>
        <source>Integrator</source>
        <translation>تكامل</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>مدير</translation>
    </message>
    <message>
        <source>Sees the fleet, punches, employees and alerts; changes nothing.</source>
        <translation>يرى الأسطول والتسجيلات والموظفين والتنبيهات، ولا يغيّر شيئًا.</translation>
    </message>
    <message>
        <source>Runs the fleet: terminals, sites, employees, commands, alerts.</source>
        <translation>يدير الأسطول: الأجهزة والمواقع والموظفين والأوامر والتنبيهات.</translation>
    </message>
    <message>
        <source>For other systems: reads everything, writes employees, runs webhooks.</source>
        <translation>للأنظمة الأخرى: يقرأ كل شيء ويكتب الموظفين ويدير خطافات الويب.</translation>
    </message>
    <message>
        <source>May do everything, also make keys and read the audit log.</source>
        <translation>يستطيع كل شيء، ومنه إنشاء المفاتيح وقراءة سجل التدقيق.</translation>
    </message>
    <message>
        <source>Ends soon</source>
        <translation>ينتهي قريبًا</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>صالح</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>منتهي الصلاحية</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>ملغى</translation>
    </message>
    <message>
        <source>in {0}</source>
        <translation>خلال {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n scopes</source>
        <translation>
            <numerusform>لا صلاحيات</numerusform>
            <numerusform>صلاحية واحدة</numerusform>
            <numerusform>صلاحيتان</numerusform>
            <numerusform>%Ln صلاحيات</numerusform>
            <numerusform>%Ln صلاحية</numerusform>
            <numerusform>%Ln صلاحية</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n networks</source>
        <translation>
            <numerusform>لا شبكات</numerusform>
            <numerusform>شبكة واحدة</numerusform>
            <numerusform>شبكتان</numerusform>
            <numerusform>%Ln شبكات</numerusform>
            <numerusform>%Ln شبكة</numerusform>
            <numerusform>%Ln شبكة</numerusform>
        </translation>
    </message>
    <message>
        <source>See terminals.</source>
        <translation>رؤية الأجهزة.</translation>
    </message>
    <message>
        <source>Let terminals in, change them, let them go.</source>
        <translation>قبول الأجهزة وتعديلها والتخلي عنها.</translation>
    </message>
    <message>
        <source>Take terminals away.</source>
        <translation>إزالة الأجهزة.</translation>
    </message>
    <message>
        <source>See sites.</source>
        <translation>رؤية المواقع.</translation>
    </message>
    <message>
        <source>Make and change sites.</source>
        <translation>إنشاء المواقع وتعديلها.</translation>
    </message>
    <message>
        <source>See punches.</source>
        <translation>رؤية التسجيلات.</translation>
    </message>
    <message>
        <source>Correct punches, read dead lines again.</source>
        <translation>تصحيح التسجيلات وإعادة قراءة الأسطر المرفوضة.</translation>
    </message>
    <message>
        <source>See employees.</source>
        <translation>رؤية الموظفين.</translation>
    </message>
    <message>
        <source>Change employees, and who is on which terminal.</source>
        <translation>تعديل الموظفين ومن هو على أي جهاز.</translation>
    </message>
    <message>
        <source>See commands.</source>
        <translation>رؤية الأوامر.</translation>
    </message>
    <message>
        <source>Send commands to terminals.</source>
        <translation>إرسال الأوامر إلى الأجهزة.</translation>
    </message>
    <message>
        <source>Send any text to terminals as a command.</source>
        <translation>إرسال أي نص إلى الأجهزة كأمر.</translation>
    </message>
    <message>
        <source>See alerts.</source>
        <translation>رؤية التنبيهات.</translation>
    </message>
    <message>
        <source>Take alerts on, silence them.</source>
        <translation>تولّي التنبيهات وإسكاتها.</translation>
    </message>
    <message>
        <source>Say who is told of alerts, and when.</source>
        <translation>تحديد من يُبلَّغ بالتنبيهات ومتى.</translation>
    </message>
    <message>
        <source>See jobs.</source>
        <translation>رؤية المهام.</translation>
    </message>
    <message>
        <source>Start and stop jobs.</source>
        <translation>بدء المهام وإيقافها.</translation>
    </message>
    <message>
        <source>Hear everything as it happens.</source>
        <translation>سماع كل شيء لحظة حدوثه.</translation>
    </message>
    <message>
        <source>Read what was told.</source>
        <translation>قراءة ما أُبلغ به.</translation>
    </message>
    <message>
        <source>See webhooks and deliveries.</source>
        <translation>رؤية خطافات الويب وعمليات التسليم.</translation>
    </message>
    <message>
        <source>Make and change webhooks.</source>
        <translation>إنشاء خطافات الويب وتعديلها.</translation>
    </message>
    <message>
        <source>Bring firmware to terminals.</source>
        <translation>إيصال البرامج الثابتة إلى الأجهزة.</translation>
    </message>
    <message>
        <source>See keys.</source>
        <translation>رؤية المفاتيح.</translation>
    </message>
    <message>
        <source>Make and revoke keys.</source>
        <translation>إنشاء المفاتيح وإلغاؤها.</translation>
    </message>
    <message>
        <source>Read the audit log.</source>
        <translation>قراءة سجل التدقيق.</translation>
    </message>
    <message>
        <source>Read fingerprints and faces.</source>
        <translation>قراءة البصمات والوجوه.</translation>
    </message>
    <message>
        <source>Write fingerprints and faces.</source>
        <translation>كتابة البصمات والوجوه.</translation>
    </message>
    <message>
        <source>Took an alert on</source>
        <translation>تولّى تنبيهًا</translation>
    </message>
    <message>
        <source>Assigned an alert</source>
        <translation>أسند تنبيهًا</translation>
    </message>
    <message>
        <source>Commented on an alert</source>
        <translation>علّق على تنبيه</translation>
    </message>
    <message>
        <source>Called an alert over</source>
        <translation>أعلن انتهاء تنبيه</translation>
    </message>
    <message>
        <source>Snoozed an alert</source>
        <translation>أجّل تنبيهًا</translation>
    </message>
    <message>
        <source>Changed a channel</source>
        <translation>غيّر قناة</translation>
    </message>
    <message>
        <source>Made a channel</source>
        <translation>أنشأ قناة</translation>
    </message>
    <message>
        <source>Deleted a channel</source>
        <translation>حذف قناة</translation>
    </message>
    <message>
        <source>Sent a command to many</source>
        <translation>أرسل أمرًا إلى عدة أجهزة</translation>
    </message>
    <message>
        <source>Cancelled a command</source>
        <translation>ألغى أمرًا</translation>
    </message>
    <message>
        <source>Sent a command</source>
        <translation>أرسل أمرًا</translation>
    </message>
    <message>
        <source>Let go of a dead line</source>
        <translation>تخلى عن سطر مرفوض</translation>
    </message>
    <message>
        <source>Read a dead line again</source>
        <translation>أعاد قراءة سطر مرفوض</translation>
    </message>
    <message>
        <source>Let go of dead lines</source>
        <translation>تخلى عن أسطر مرفوضة</translation>
    </message>
    <message>
        <source>Read dead lines again</source>
        <translation>أعاد قراءة أسطر مرفوضة</translation>
    </message>
    <message>
        <source>Let a terminal in</source>
        <translation>قبل جهازًا</translation>
    </message>
    <message>
        <source>Changed a terminal</source>
        <translation>عدّل جهازًا</translation>
    </message>
    <message>
        <source>Registered a terminal</source>
        <translation>سجّل جهازًا</translation>
    </message>
    <message>
        <source>Took a terminal away</source>
        <translation>أزال جهازًا</translation>
    </message>
    <message>
        <source>Turned a terminal away</source>
        <translation>رفض جهازًا</translation>
    </message>
    <message>
        <source>Replaced a terminal</source>
        <translation>استبدل جهازًا</translation>
    </message>
    <message>
        <source>Resumed a terminal</source>
        <translation>أعاد تفعيل جهاز</translation>
    </message>
    <message>
        <source>Suspended a terminal</source>
        <translation>علّق جهازًا</translation>
    </message>
    <message>
        <source>Changed an employee</source>
        <translation>عدّل موظفًا</translation>
    </message>
    <message>
        <source>Added an employee</source>
        <translation>أضاف موظفًا</translation>
    </message>
    <message>
        <source>Deleted an employee</source>
        <translation>حذف موظفًا</translation>
    </message>
    <message>
        <source>Asked for an enrolment</source>
        <translation>طلب تسجيلًا حيويًا</translation>
    </message>
    <message>
        <source>Deleted biometrics</source>
        <translation>حذف بيانات حيوية</translation>
    </message>
    <message>
        <source>Sent employees to terminals</source>
        <translation>أرسل موظفين إلى الأجهزة</translation>
    </message>
    <message>
        <source>Deleted a firmware</source>
        <translation>حذف برنامجًا ثابتًا</translation>
    </message>
    <message>
        <source>Uploaded a firmware</source>
        <translation>رفع برنامجًا ثابتًا</translation>
    </message>
    <message>
        <source>Cancelled a job</source>
        <translation>ألغى مهمة</translation>
    </message>
    <message>
        <source>Tried a job again</source>
        <translation>أعاد محاولة مهمة</translation>
    </message>
    <message>
        <source>Changed whose a key is</source>
        <translation>غيّر صاحب مفتاح</translation>
    </message>
    <message>
        <source>Made a key</source>
        <translation>أنشأ مفتاحًا</translation>
    </message>
    <message>
        <source>Revoked a key</source>
        <translation>ألغى مفتاحًا</translation>
    </message>
    <message>
        <source>Rotated a key</source>
        <translation>جدّد مفتاحًا</translation>
    </message>
    <message>
        <source>Changed a maintenance</source>
        <translation>غيّر صيانة</translation>
    </message>
    <message>
        <source>Planned a maintenance</source>
        <translation>خطّط لصيانة</translation>
    </message>
    <message>
        <source>Deleted a maintenance</source>
        <translation>حذف صيانة</translation>
    </message>
    <message>
        <source>Ended a maintenance</source>
        <translation>أنهى صيانة</translation>
    </message>
    <message>
        <source>Showed a message at terminals</source>
        <translation>عرض رسالة على الأجهزة</translation>
    </message>
    <message>
        <source>Took a message back</source>
        <translation>سحب رسالة</translation>
    </message>
    <message>
        <source>Changed a person</source>
        <translation>عدّل شخصًا</translation>
    </message>
    <message>
        <source>Added a person</source>
        <translation>أضاف شخصًا</translation>
    </message>
    <message>
        <source>Deleted a person</source>
        <translation>حذف شخصًا</translation>
    </message>
    <message>
        <source>Changed a policy</source>
        <translation>غيّر سياسة</translation>
    </message>
    <message>
        <source>Made a policy</source>
        <translation>أنشأ سياسة</translation>
    </message>
    <message>
        <source>Deleted a policy</source>
        <translation>حذف سياسة</translation>
    </message>
    <message>
        <source>Changed a rule</source>
        <translation>غيّر قاعدة</translation>
    </message>
    <message>
        <source>Made a rule</source>
        <translation>أنشأ قاعدة</translation>
    </message>
    <message>
        <source>Deleted a rule</source>
        <translation>حذف قاعدة</translation>
    </message>
    <message>
        <source>Changed a silence</source>
        <translation>غيّر إسكاتًا</translation>
    </message>
    <message>
        <source>Silenced alerts</source>
        <translation>أسكت تنبيهات</translation>
    </message>
    <message>
        <source>Ended a silence</source>
        <translation>أنهى إسكاتًا</translation>
    </message>
    <message>
        <source>Changed a site</source>
        <translation>عدّل موقعًا</translation>
    </message>
    <message>
        <source>Made a site</source>
        <translation>أنشأ موقعًا</translation>
    </message>
    <message>
        <source>Deleted a site</source>
        <translation>حذف موقعًا</translation>
    </message>
    <message>
        <source>Changed the tenant&apos;s settings</source>
        <translation>غيّر إعدادات المستأجر</translation>
    </message>
    <message>
        <source>Made a tenant</source>
        <translation>أنشأ مستأجرًا</translation>
    </message>
    <message>
        <source>Gave terminals a new address</source>
        <translation>أعطى الأجهزة عنوانًا جديدًا</translation>
    </message>
    <message>
        <source>Changed a webhook</source>
        <translation>عدّل خطاف ويب</translation>
    </message>
    <message>
        <source>Made a webhook</source>
        <translation>أنشأ خطاف ويب</translation>
    </message>
    <message>
        <source>Deleted a webhook</source>
        <translation>حذف خطاف ويب</translation>
    </message>
    <message>
        <source>Paused a webhook</source>
        <translation>أوقف خطاف ويب مؤقتًا</translation>
    </message>
    <message>
        <source>Resumed a webhook</source>
        <translation>استأنف خطاف ويب</translation>
    </message>
    <message>
        <source>Replayed a webhook</source>
        <translation>أعاد تشغيل خطاف ويب</translation>
    </message>
    <message>
        <source>Sent a delivery again</source>
        <translation>أعاد إرسال تسليم</translation>
    </message>
    <message>
        <source>Saw the secrets of a webhook</source>
        <translation>رأى أسرار خطاف ويب</translation>
    </message>
    <message>
        <source>Gave a webhook a new secret</source>
        <translation>أعطى خطاف ويب سرًا جديدًا</translation>
    </message>
    <message>
        <source>Changed a work code</source>
        <translation>غيّر رمز عمل</translation>
    </message>
    <message>
        <source>Made a work code</source>
        <translation>أنشأ رمز عمل</translation>
    </message>
    <message>
        <source>Deleted a work code</source>
        <translation>حذف رمز عمل</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}، {1}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message>
        <source>That was not done</source>
        <translation>لم يُنفَّذ ذلك</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>تنفيذ</translation>
    </message>
    <message>
        <source>The edge cannot be reached</source>
        <translation>تعذر الوصول إلى الخادم</translation>
    </message>
    <message>
        <source>Punchdeck can do it once the edge is back, within 24 hours, also after a restart.</source>
        <translation>يستطيع Punchdeck تنفيذه حين يعود الخادم، خلال 24 ساعة، حتى بعد إعادة التشغيل.</translation>
    </message>
    <message>
        <source>Do it when the edge is back</source>
        <translation>تنفيذه حين يعود الخادم</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>ترك الأمر</translation>
    </message>
    <message>
        <source>It cannot wait: the disk refuses</source>
        <translation>تعذر وضعه في الانتظار: القرص يرفض</translation>
    </message>
    <message>
        <source>It waits for the edge</source>
        <translation>ينتظر الخادم</translation>
    </message>
</context>
<context>
    <name>AddTerminalDialog</name>
    <message>
        <source>Add a terminal</source>
        <translation>إضافة جهاز</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>أي جهاز</translation>
    </message>
    <message>
        <source>On its menu</source>
        <translation>في قائمته</translation>
    </message>
    <message>
        <source>It calls</source>
        <translation>يتصل</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>الرقم التسلسلي</translation>
    </message>
    <message>
        <source>On a label at its back, and in its menu under System Info. Leave it empty to take the next one that calls.</source>
        <translation>على ملصق في ظهره، وفي قائمته تحت System Info. اتركه فارغًا لأخذ أول جهاز يتصل.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>What people call it: Main gate, Canteen…</source>
        <translation>ما يسميه الناس: البوابة الرئيسية، المقصف…</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>الموقع</translation>
    </message>
    <message>
        <source>No site yet</source>
        <translation>بلا موقع بعد</translation>
    </message>
    <message>
        <source>On the terminal, press and hold its menu key and sign in as administrator. Open Communication (COMM.), then Cloud Server Setting; on older ones it is called ADMS or Webserver Setting. Enter:</source>
        <translation>على الجهاز اضغط مفتاح القائمة مطولًا وادخل مديرًا. افتح Communication (COMM.) ثم Cloud Server Setting، وفي الأجهزة الأقدم اسمها ADMS أو Webserver Setting. أدخل:</translation>
    </message>
    <message>
        <source>Leave the menu with Esc until the clock is shown; some restart now. Where a name is not taken, enter the address in figures and switch “Enable Domain Name” off.</source>
        <translation>اخرج من القائمة بمفتاح Esc حتى تظهر الساعة، وبعض الأجهزة يعيد التشغيل عندئذ. إن لم يُقبل اسم فأدخل العنوان بالأرقام وعطّل «Enable Domain Name».</translation>
    </message>
    <message>
        <source>Punches that it kept</source>
        <translation>التسجيلات التي احتفظ بها</translation>
    </message>
    <message>
        <source>Take all of them</source>
        <translation>أخذها كلها</translation>
    </message>
    <message>
        <source>Only those from now on</source>
        <translation>ما يأتي من الآن فقط</translation>
    </message>
    <message>
        <source>Show it when this is closed</source>
        <translation>عرضه بعد إغلاق هذا</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>It is entered</source>
        <translation>أُدخلت</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>It could not be registered</source>
        <translation>تعذر تسجيله</translation>
    </message>
    <message>
        <source>It could not be let in</source>
        <translation>تعذر قبوله</translation>
    </message>
    <message>
        <source>Whether it has called cannot be seen now</source>
        <translation>لا يمكن الآن معرفة هل اتصل</translation>
    </message>
    <message>
        <source>Let it in</source>
        <translation>قبوله</translation>
    </message>
    <message>
        <source>{0} is here</source>
        <translation>{0} موجود</translation>
    </message>
    <message>
        <source>It called, and is served. Punch once: it is on the live page within a second.</source>
        <translation>اتصل وتُلبّى طلباته. سجّل الحضور مرة: يظهر في الصفحة المباشرة خلال ثانية.</translation>
    </message>
    <message>
        <source>{0} calls, and waits to be let in</source>
        <translation>{0} يتصل وينتظر القبول</translation>
    </message>
    <message>
        <source>Let it in if that is the number on its label.</source>
        <translation>اقبله إن كان هذا هو الرقم على ملصقه.</translation>
    </message>
    <message>
        <source>Waiting for {0} to call</source>
        <translation>بانتظار اتصال {0}</translation>
    </message>
    <message>
        <source>It calls within a minute of being set up. If it does not, look at its network (an address, a gateway), at the server address that was entered, and at the firewall before the edge.</source>
        <translation>يتصل خلال دقيقة من إعداده. إن لم يتصل فافحص شبكته (عنوان وبوابة) وعنوان الخادم المُدخل وجدار الحماية أمام الخادم.</translation>
    </message>
    <message>
        <source>Waiting for a terminal to call</source>
        <translation>بانتظار اتصال جهاز</translation>
    </message>
    <message>
        <source>It calls within a minute of being set up, and is shown here with its serial number.</source>
        <translation>يتصل خلال دقيقة من إعداده، ويُعرض هنا مع رقمه التسلسلي.</translation>
    </message>
</context>
<context>
    <name>AddressPage</name>
    <message>
        <source>As whoever runs the edge gave it to you: a name or figures, with a port if it has one.</source>
        <translation>كما أعطاك إياه القائم على الخادم: اسم أو أرقام، مع المنفذ إن وُجد.</translation>
    </message>
    <message>
        <source>An edge answers at {0}</source>
        <translation>يجيب خادم عند {0}</translation>
    </message>
    <message>
        <source>It shows the certificate that you trust.</source>
        <translation>يقدم الشهادة التي تثق بها.</translation>
    </message>
    <message>
        <source>An authority that this computer knows vouches for it.</source>
        <translation>تضمنه جهة يعرفها هذا الحاسوب.</translation>
    </message>
    <message>
        <source>It runs on this computer.</source>
        <translation>يعمل على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>It has no certificate: whoever is on the way can read along, also the key. Ask for an address with https:// unless the network is your own.</source>
        <translation>لا شهادة له: من كان على الطريق يستطيع قراءة كل شيء، حتى المفتاح. اطلب عنوانًا يبدأ بـ https:// ما لم تكن الشبكة شبكتك.</translation>
    </message>
</context>
<context>
    <name>AlertActions</name>
    <message>
        <source>Nobody is told of it again until then. It stays in the list until it is over.</source>
        <translation>لن يُبلَّغ به أحد مرة أخرى حتى ذلك الحين. يبقى في القائمة إلى أن ينتهي.</translation>
    </message>
    <message>
        <source>Take on {0}</source>
        <translation>تولّي {0}</translation>
    </message>
    <message>
        <source>Take on</source>
        <translation>تولّي</translation>
    </message>
    <message>
        <source>Taken on</source>
        <translation>تم تولّيه</translation>
    </message>
    <message>
        <source>Nobody is told of it until then; afterwards it is as new.</source>
        <translation>لن يُبلَّغ به أحد حتى ذلك الحين، ثم يعود كأنه جديد.</translation>
    </message>
    <message>
        <source>Snooze {0}</source>
        <translation>تأجيل {0}</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>تأجيل</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>مؤجَّل</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>أُسند</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>تعليق</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Write something.</source>
        <translation>اكتب شيئًا.</translation>
    </message>
    <message>
        <source>Comment added</source>
        <translation>أُضيف التعليق</translation>
    </message>
    <message>
        <source>It opens again if the edge still finds it so.</source>
        <translation>يُفتح من جديد إذا ظل الخادم يرصد المشكلة.</translation>
    </message>
    <message>
        <source>{0}: over</source>
        <translation>{0}: انتهى</translation>
    </message>
    <message>
        <source>It is over</source>
        <translation>انتهى الأمر</translation>
    </message>
    <message>
        <source>Say why it is over.</source>
        <translation>اذكر لماذا انتهى.</translation>
    </message>
    <message>
        <source>Noted as over</source>
        <translation>سُجّل أنه انتهى</translation>
    </message>
    <message>
        <source>Nobody is told of what fits until then, also of what recovers and fails again.</source>
        <translation>لن يُبلَّغ أحد بما يطابق ذلك حتى حينه، ولا بما يتعافى ثم يتعطل من جديد.</translation>
    </message>
    <message>
        <source>Silenced</source>
        <translation>مُسكَت</translation>
    </message>
    <message>
        <source>This alert</source>
        <translation>هذا التنبيه</translation>
    </message>
    <message numerus="yes">
        <source>These %n alerts</source>
        <translation>
            <numerusform>هذه التنبيهات</numerusform>
            <numerusform>هذا التنبيه</numerusform>
            <numerusform>هذان التنبيهان</numerusform>
            <numerusform>هذه التنبيهات الـ%Ln</numerusform>
            <numerusform>هذه التنبيهات الـ%Ln</numerusform>
            <numerusform>هذه التنبيهات الـ%Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Every alert about {0}</source>
        <translation>كل التنبيهات عن {0}</translation>
    </message>
    <message>
        <source>This terminal</source>
        <translation>هذا الجهاز</translation>
    </message>
    <message>
        <source>Every alert at {0}</source>
        <translation>كل التنبيهات في {0}</translation>
    </message>
    <message>
        <source>This site</source>
        <translation>هذا الموقع</translation>
    </message>
    <message>
        <source>{0}, wherever it happens</source>
        <translation>{0}، أينما حدث</translation>
    </message>
    <message>
        <source>This kind</source>
        <translation>هذا النوع</translation>
    </message>
</context>
<context>
    <name>AlertBar</name>
    <message>
        <source>Take on…</source>
        <translation>تولّي…</translation>
    </message>
    <message>
        <source>Snooze…</source>
        <translation>تأجيل…</translation>
    </message>
    <message>
        <source>Assign…</source>
        <translation>إسناد…</translation>
    </message>
    <message>
        <source>Silence…</source>
        <translation>إسكات…</translation>
    </message>
    <message>
        <source>Select only one again</source>
        <translation>تحديد واحد فقط من جديد</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>لا شيء محدد</numerusform>
            <numerusform>تنبيه واحد محدد</numerusform>
            <numerusform>تنبيهان محددان</numerusform>
            <numerusform>%Ln محددة</numerusform>
            <numerusform>%Ln محددًا</numerusform>
            <numerusform>%Ln محدد</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertHerald</name>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ولا غيرها</numerusform>
            <numerusform>وواحد آخر</numerusform>
            <numerusform>واثنان آخران</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new alerts</source>
        <translation>
            <numerusform>لا تنبيهات جديدة</numerusform>
            <numerusform>تنبيه جديد</numerusform>
            <numerusform>تنبيهان جديدان</numerusform>
            <numerusform>%Ln تنبيهات جديدة</numerusform>
            <numerusform>%Ln تنبيهًا جديدًا</numerusform>
            <numerusform>%Ln تنبيه جديد</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertLine</name>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
</context>
<context>
    <name>AlertReasons</name>
    <message>
        <source>It has been silent for longer than it may be.</source>
        <translation>صامت منذ مدة أطول من المسموح.</translation>
    </message>
    <message>
        <source>It is lost for a short while, again and again.</source>
        <translation>يضيع لوقت قصير مرة بعد مرة.</translation>
    </message>
    <message>
        <source>Its terminals went silent together: power, router or line rather than the terminals.</source>
        <translation>صمتت أجهزته معًا: الكهرباء أو الموجّه أو الخط، لا الأجهزة نفسها.</translation>
    </message>
    <message>
        <source>Several sites went at once: look at what they share.</source>
        <translation>انقطعت عدة مواقع في وقت واحد: انظر إلى ما هو مشترك بينها.</translation>
    </message>
    <message>
        <source>Its clock is further off than it may be.</source>
        <translation>ساعته منحرفة أكثر من المسموح.</translation>
    </message>
    <message>
        <source>Its memory is nearly full.</source>
        <translation>ذاكرته شبه ممتلئة.</translation>
    </message>
    <message>
        <source>It answers, but does not send its punches.</source>
        <translation>يجيب لكنه لا يرسل تسجيلاته.</translation>
    </message>
    <message>
        <source>Nobody punches there at an hour when people usually do.</source>
        <translation>لا أحد يسجّل هناك في ساعة اعتاد الناس التسجيل فيها.</translation>
    </message>
    <message>
        <source>Two terminals call under the same serial number.</source>
        <translation>جهازان يتصلان بالرقم التسلسلي نفسه.</translation>
    </message>
    <message>
        <source>It sends many lines that cannot be read.</source>
        <translation>يرسل أسطرًا كثيرة لا يمكن قراءتها.</translation>
    </message>
    <message>
        <source>What is sent there does not arrive.</source>
        <translation>ما يُرسل إليه لا يصل.</translation>
    </message>
    <message>
        <source>It did not carry out what it was told.</source>
        <translation>لم ينفّذ ما طُلب منه.</translation>
    </message>
    <message>
        <source>Its certificate ends soon.</source>
        <translation>شهادته تنتهي قريبًا.</translation>
    </message>
    <message>
        <source>The edge could not be reached.</source>
        <translation>تعذّر الوصول إلى الخادم.</translation>
    </message>
    <message>
        <source>The edge is short of room or time.</source>
        <translation>الخادم يعوزه المكان أو الوقت.</translation>
    </message>
    <message>
        <source>What is sent by this channel does not arrive.</source>
        <translation>ما يُرسل عبر هذه القناة لا يصل.</translation>
    </message>
    <message>
        <source>Another alert explains it.</source>
        <translation>يفسّره تنبيه آخر.</translation>
    </message>
</context>
<context>
    <name>AlertSheet</name>
    <message>
        <source>Last hour</source>
        <translation>الساعة الأخيرة</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>ما العمل</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>ما الذي حدث</translation>
    </message>
    <message>
        <source>Take on…</source>
        <translation>تولّي…</translation>
    </message>
    <message>
        <source>Snooze…</source>
        <translation>تأجيل…</translation>
    </message>
    <message>
        <source>Assign…</source>
        <translation>إسناد…</translation>
    </message>
    <message>
        <source>Silence…</source>
        <translation>إسكات…</translation>
    </message>
    <message>
        <source>Comment…</source>
        <translation>تعليق…</translation>
    </message>
    <message>
        <source>It is over…</source>
        <translation>انتهى الأمر…</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>منذ</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>منتهٍ</translation>
    </message>
    <message>
        <source>Taken on</source>
        <translation>تم تولّيه</translation>
    </message>
    <message>
        <source>Assigned to</source>
        <translation>مُسند إلى</translation>
    </message>
    <message>
        <source>Hushed</source>
        <translation>الإسكات</translation>
    </message>
    <message>
        <source>Punches due</source>
        <translation>التسجيلات المنتظرة</translation>
    </message>
    <message>
        <source>in the two hours after it opened</source>
        <translation>في الساعتين التاليتين لفتحه</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>فُتح</translation>
    </message>
    <message>
        <source>{0} times</source>
        <translation>{0} مرة</translation>
    </message>
    <message>
        <source>Part of</source>
        <translation>جزء من</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>الرابط</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>المكان</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ولا غيرها</numerusform>
            <numerusform>وواحد آخر</numerusform>
            <numerusform>واثنان آخران</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertShortlist</name>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>عرض الكل</numerusform>
            <numerusform>عرض الواحد</numerusform>
            <numerusform>عرض الاثنين</numerusform>
            <numerusform>عرض الكل (%Ln)</numerusform>
            <numerusform>عرض الكل (%Ln)</numerusform>
            <numerusform>عرض الكل (%Ln)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertTable</name>
    <message>
        <source>Alerts</source>
        <translation>التنبيهات</translation>
    </message>
</context>
<context>
    <name>AlertWords</name>
    <message>
        <source>Severity</source>
        <translation>الخطورة</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>التنبيه</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>الموقع</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>منذ</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Punches due</source>
        <translation>المنتظرة</translation>
    </message>
    <message>
        <source>With</source>
        <translation>المسؤول</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>حرج</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>تحذير</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>معلومة</translation>
    </message>
    <message numerus="yes">
        <source>%n critical</source>
        <translation>
            <numerusform>لا تنبيه حرج</numerusform>
            <numerusform>تنبيه حرج واحد</numerusform>
            <numerusform>تنبيهان حرجان</numerusform>
            <numerusform>%Ln حرجة</numerusform>
            <numerusform>%Ln حرجًا</numerusform>
            <numerusform>%Ln حرج</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>لا تحذيرات</numerusform>
            <numerusform>تحذير واحد</numerusform>
            <numerusform>تحذيران</numerusform>
            <numerusform>%Ln تحذيرات</numerusform>
            <numerusform>%Ln تحذيرًا</numerusform>
            <numerusform>%Ln تحذير</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n for information</source>
        <translation>
            <numerusform>لا شيء للعلم</numerusform>
            <numerusform>واحد للعلم</numerusform>
            <numerusform>اثنان للعلم</numerusform>
            <numerusform>%Ln للعلم</numerusform>
            <numerusform>%Ln للعلم</numerusform>
            <numerusform>%Ln للعلم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alerts</source>
        <translation>
            <numerusform>لا تنبيهات</numerusform>
            <numerusform>تنبيه واحد</numerusform>
            <numerusform>تنبيهان</numerusform>
            <numerusform>%Ln تنبيهات</numerusform>
            <numerusform>%Ln تنبيهًا</numerusform>
            <numerusform>%Ln تنبيه</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>مفتوح</translation>
    </message>
    <message>
        <source>Comes and goes</source>
        <translation>يتصل وينقطع</translation>
    </message>
    <message>
        <source>Seems over</source>
        <translation>يبدو منتهيًا</translation>
    </message>
    <message>
        <source>Part of it</source>
        <translation>جزء منه</translation>
    </message>
    <message>
        <source>Being watched</source>
        <translation>تحت المراقبة</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>منتهٍ</translation>
    </message>
    <message>
        <source>Terminal offline</source>
        <translation>جهاز غير متصل</translation>
    </message>
    <message>
        <source>Terminal comes and goes</source>
        <translation>جهاز يتصل وينقطع</translation>
    </message>
    <message>
        <source>Site offline</source>
        <translation>موقع غير متصل</translation>
    </message>
    <message>
        <source>Several sites offline</source>
        <translation>عدة مواقع غير متصلة</translation>
    </message>
    <message>
        <source>Clock wrong</source>
        <translation>الساعة غير صحيحة</translation>
    </message>
    <message>
        <source>Storage nearly full</source>
        <translation>التخزين شبه ممتلئ</translation>
    </message>
    <message>
        <source>Punches held back</source>
        <translation>تسجيلات محتجزة</translation>
    </message>
    <message>
        <source>Silent terminal</source>
        <translation>جهاز صامت</translation>
    </message>
    <message>
        <source>Serial number in use twice</source>
        <translation>رقم تسلسلي مستخدم مرتين</translation>
    </message>
    <message>
        <source>Unreadable lines</source>
        <translation>أسطر غير مقروءة</translation>
    </message>
    <message>
        <source>Webhook failing</source>
        <translation>خطاف ويب متعطل</translation>
    </message>
    <message>
        <source>Command failed</source>
        <translation>فشل أمر</translation>
    </message>
    <message>
        <source>Certificate soon over</source>
        <translation>شهادة على وشك الانتهاء</translation>
    </message>
    <message>
        <source>Edge not reached</source>
        <translation>تعذر الوصول إلى الخادم</translation>
    </message>
    <message>
        <source>Edge short of room or time</source>
        <translation>الخادم تنقصه المساحة أو الوقت</translation>
    </message>
    <message>
        <source>Channel failing</source>
        <translation>قناة متعطلة</translation>
    </message>
    <message>
        <source>you</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}، {1}</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>حتى {0}</translation>
    </message>
    <message>
        <source>Taken on by {0}</source>
        <translation>يتولاه {0}</translation>
    </message>
    <message>
        <source>Snoozed until {0}</source>
        <translation>مؤجَّل حتى {0}</translation>
    </message>
    <message>
        <source>In maintenance</source>
        <translation>في الصيانة</translation>
    </message>
    <message>
        <source>Silenced</source>
        <translation>مُسكَت</translation>
    </message>
    <message>
        <source>Noticed, and watched</source>
        <translation>رُصد وهو تحت المراقبة</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>فُتح</translation>
    </message>
    <message>
        <source>Explained by another alert</source>
        <translation>يفسّره تنبيه آخر</translation>
    </message>
    <message>
        <source>Taken on</source>
        <translation>تم تولّيه</translation>
    </message>
    <message>
        <source>Nobody has it any more</source>
        <translation>لم يعد يتولاه أحد</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>تُرك</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>مؤجَّل</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>أُسند</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>تعليق</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>أُبلغ به</translation>
    </message>
    <message>
        <source>Put right</source>
        <translation>عولج</translation>
    </message>
    <message>
        <source>Severity changed</source>
        <translation>تغيّرت الخطورة</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>أُسكت</translation>
    </message>
    <message>
        <source>Opened again</source>
        <translation>فُتح من جديد</translation>
    </message>
    <message>
        <source>{0} by {1}</source>
        <translation>{0} بواسطة {1}</translation>
    </message>
    <message>
        <source>in 2 hours</source>
        <translation>في ساعتين</translation>
    </message>
    <message numerus="yes">
        <source>went %n times in the last hour</source>
        <translation>
            <numerusform>لم ينقطع في الساعة الأخيرة</numerusform>
            <numerusform>انقطع مرة في الساعة الأخيرة</numerusform>
            <numerusform>انقطع مرتين في الساعة الأخيرة</numerusform>
            <numerusform>انقطع %Ln مرات في الساعة الأخيرة</numerusform>
            <numerusform>انقطع %Ln مرة في الساعة الأخيرة</numerusform>
            <numerusform>انقطع %Ln مرة في الساعة الأخيرة</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} were to be expected there in the two hours after it opened</source>
        <translation>كان يُنتظر هناك {0} في الساعتين التاليتين لفتحه</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>غير معروف</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>for {0}</source>
        <translation>منذ {0}</translation>
    </message>
    <message>
        <source>nobody has taken it on</source>
        <translation>لم يتولَّه أحد</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>assigned</source>
        <translation>مُسند</translation>
    </message>
    <message>
        <source>taken on</source>
        <translation>تم تولّيه</translation>
    </message>
</context>
<context>
    <name>AlertsPage</name>
    <message>
        <source>Filter, for example  {0}</source>
        <translation>تصفية، مثلًا  {0}</translation>
    </message>
    <message>
        <source>Filter the alerts</source>
        <translation>تصفية التنبيهات</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>مسح عامل التصفية</translation>
    </message>
    <message>
        <source>Keep this view…</source>
        <translation>حفظ هذا العرض…</translation>
    </message>
    <message>
        <source>Select one more, or one less</source>
        <translation>تحديد واحد إضافي أو إلغاء تحديد واحد</translation>
    </message>
    <message>
        <source>Take on…</source>
        <translation>تولّي…</translation>
    </message>
    <message>
        <source>acknowledge</source>
        <translation>إقرار</translation>
    </message>
    <message>
        <source>Snooze…</source>
        <translation>تأجيل…</translation>
    </message>
    <message>
        <source>Assign…</source>
        <translation>إسناد…</translation>
    </message>
    <message>
        <source>Silence…</source>
        <translation>إسكات…</translation>
    </message>
    <message>
        <source>Comment…</source>
        <translation>تعليق…</translation>
    </message>
    <message>
        <source>It is over…</source>
        <translation>انتهى الأمر…</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>نسخ الرابط</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>التنبيهات</translation>
    </message>
    <message>
        <source>Silences…</source>
        <translation>الإسكاتات…</translation>
    </message>
    <message>
        <source>Maintenance…</source>
        <translation>الصيانة…</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>لا شيء مطابق</translation>
    </message>
    <message>
        <source>No alert passes the filter.</source>
        <translation>لا تنبيه يجتاز عامل التصفية.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message>
        <source>Show only these, or all again</source>
        <translation>عرض هذه فقط، أو عرض الكل من جديد</translation>
    </message>
    <message>
        <source>as they were {0}</source>
        <translation>كما كانت {0}</translation>
    </message>
    <message>
        <source>No alerts here</source>
        <translation>لا تنبيهات هنا</translation>
    </message>
    <message>
        <source>This key may not read alerts, or the edge is older than they are.</source>
        <translation>هذا المفتاح لا يسمح بقراءة التنبيهات، أو أن الخادم أقدم منها.</translation>
    </message>
    <message>
        <source>Nothing needs you</source>
        <translation>لا شيء يحتاج إليك</translation>
    </message>
    <message>
        <source>No alert is open. What the edge finds wrong will stand here, worst first.</source>
        <translation>لا تنبيه مفتوح. سيظهر هنا كل خلل يرصده الخادم، الأسوأ أولًا.</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>جارٍ الاتصال</translation>
    </message>
    <message>
        <source>The edge at {0} has told of no alerts so far.</source>
        <translation>لم يُبلغ الخادم {0} عن أي تنبيه حتى الآن.</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>لا بيانات بعد</translation>
    </message>
    <message>
        <source>Only {0}</source>
        <translation>{0} فقط</translation>
    </message>
</context>
<context>
    <name>AskDialog</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>Asked</name>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>It stands in the audit log, with your key.</source>
        <translation>يُدوَّن في سجل التدقيق مع مفتاحك.</translation>
    </message>
    <message>
        <source>Fill in at least one of these.</source>
        <translation>املأ واحدًا على الأقل من هذه.</translation>
    </message>
    <message>
        <source>Say why: it cannot be undone.</source>
        <translation>اذكر السبب: لا يمكن التراجع عنه.</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>كما هو</translation>
    </message>
    <message>
        <source>On</source>
        <translation>مفعّل</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>معطّل</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>أقل من يوم</numerusform>
            <numerusform>يوم واحد</numerusform>
            <numerusform>يومان</numerusform>
            <numerusform>%Ln أيام</numerusform>
            <numerusform>%Ln يومًا</numerusform>
            <numerusform>%Ln يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>No file has been uploaded yet.</source>
        <translation>لم يُرفع أي ملف بعد.</translation>
    </message>
    <message>
        <source>Not Name=value: {0}</source>
        <translation>ليس بصيغة الاسم=القيمة: {0}</translation>
    </message>
    <message>
        <source>Fill it in.</source>
        <translation>املأه.</translation>
    </message>
    <message>
        <source>A number from {0} to {1}.</source>
        <translation>عدد من {0} إلى {1}.</translation>
    </message>
</context>
<context>
    <name>AssignDialog</name>
    <message>
        <source>Assign to</source>
        <translation>إسناد إلى</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>إسناد</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>لا أحد</translation>
    </message>
    <message>
        <source>There is nobody to give it to yet. People are added in the API: POST /v1/people.</source>
        <translation>لا يوجد أحد لإسناده إليه بعد. يُضاف الأشخاص عبر الواجهة البرمجية: POST /v1/people.</translation>
    </message>
</context>
<context>
    <name>AttemptCard</name>
    <message>
        <source>Not counted: the webhook took nothing at all then.</source>
        <translation>لم تُحتسب: لم يكن الخطاف يقبل شيئًا حينها.</translation>
    </message>
    <message>
        <source>What came back</source>
        <translation>ما عاد</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}. {1}</translation>
    </message>
</context>
<context>
    <name>AttendancePage</name>
    <message>
        <source>Employee: name or number</source>
        <translation>الموظف: الاسم أو الرقم</translation>
    </message>
    <message>
        <source>Employee</source>
        <translation>الموظف</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>الموقع</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>الحضور</translation>
    </message>
    <message>
        <source>Time there</source>
        <translation>الوقت هناك</translation>
    </message>
    <message>
        <source>Punch</source>
        <translation>تسجيل حضور</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>في الطريق</translation>
    </message>
    <message>
        <source>Its time</source>
        <translation>وقته</translation>
    </message>
    <message>
        <source>Work code</source>
        <translation>رمز العمل</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>المعرّف</translation>
    </message>
    <message>
        <source>All sites</source>
        <translation>كل المواقع</translation>
    </message>
    <message>
        <source>No punch of {0} in these days</source>
        <translation>لا تسجيل لـ {0} في هذه الأيام</translation>
    </message>
    <message>
        <source>Choose other days or another site, or write less of the name.</source>
        <translation>اختر أيامًا أخرى أو موقعًا آخر، أو اكتب جزءًا أقصر من الاسم.</translation>
    </message>
    <message>
        <source>No punches in these days</source>
        <translation>لا تسجيلات في هذه الأيام</translation>
    </message>
    <message>
        <source>Choose other days, or see under Devices whether the terminals are heard.</source>
        <translation>اختر أيامًا أخرى، أو انظر في «الأجهزة» هل يُسمع منها.</translation>
    </message>
    <message>
        <source>All punches of this employee</source>
        <translation>كل تسجيلات هذا الموظف</translation>
    </message>
    <message>
        <source>Go to its terminal</source>
        <translation>الانتقال إلى جهازه</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>{0} {1}, your time</source>
        <translation>{0} {1} بتوقيتك</translation>
    </message>
    <message>
        <source>Employee number</source>
        <translation>رقم الموظف</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>المنطقة</translation>
    </message>
    <message>
        <source>Time in UTC</source>
        <translation>الوقت بتوقيت UTC</translation>
    </message>
    <message>
        <source>Recognised by</source>
        <translation>طريقة التعرف</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>الرقم التسلسلي</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>الأيام</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} إلى {1}</translation>
    </message>
    <message>
        <source>Days begin in</source>
        <translation>تبدأ الأيام بتوقيت</translation>
    </message>
</context>
<context>
    <name>AuditList</name>
    <message>
        <source>Audit log</source>
        <translation>سجل التدقيق</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>ما فُعل</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>الفاعل</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>الجميع</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>كل شيء</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>خطافات الويب</translation>
    </message>
    <message>
        <source>Terminals</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>Employees</source>
        <translation>الموظفون</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>المواقع</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>التنبيهات</translation>
    </message>
    <message>
        <source>Silences</source>
        <translation>الإسكاتات</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>المهام</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>الفترة</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>أي وقت</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>آخر 24 ساعة</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>آخر 7 أيام</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>آخر 30 يومًا</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>آخر 90 يومًا</translation>
    </message>
    <message>
        <source>Looking it through…</source>
        <translation>جارٍ الفحص…</translation>
    </message>
    <message>
        <source>Could not be looked through</source>
        <translation>تعذر فحصه</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries from no. {0} on</source>
        <translation>
            <numerusform>لا قيود من رقم {0}</numerusform>
            <numerusform>قيد واحد من رقم {0}</numerusform>
            <numerusform>قيدان من رقم {0}</numerusform>
            <numerusform>%Ln قيود من رقم {0}</numerusform>
            <numerusform>%Ln قيدًا من رقم {0}</numerusform>
            <numerusform>%Ln قيد من رقم {0}</numerusform>
        </translation>
    </message>
    <message>
        <source>Unbroken</source>
        <translation>سليم</translation>
    </message>
    <message>
        <source>Broken at no. {0}</source>
        <translation>مكسور عند رقم {0}</translation>
    </message>
    <message>
        <source>When</source>
        <translation>متى</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>على ماذا</translation>
    </message>
    <message>
        <source>From</source>
        <translation>المصدر</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Id of who</source>
        <translation>معرّف الفاعل</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>البصمة الرقمية</translation>
    </message>
    <message>
        <source>Nothing was done</source>
        <translation>لم يُفعل شيء</translation>
    </message>
    <message>
        <source>Whatever is changed at the edge stands here from then on.</source>
        <translation>يُدوَّن هنا كل تغيير في الخادم من حين حدوثه.</translation>
    </message>
</context>
<context>
    <name>BlastPane</name>
    <message>
        <source>Wait for them</source>
        <translation>انتظارها</translation>
    </message>
    <message>
        <source>They fetch it when they are back.</source>
        <translation>تجلبه حين تعود.</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>استثناؤها</translation>
    </message>
    <message>
        <source>Only those that poll now get it.</source>
        <translation>لا يتلقاه إلا ما يسأل الآن.</translation>
    </message>
    <message>
        <source>Those that are offline</source>
        <translation>الأجهزة غير المتصلة</translation>
    </message>
    <message>
        <source>All at once</source>
        <translation>الكل دفعة واحدة</translation>
    </message>
    <message>
        <source>A few first</source>
        <translation>بضعة أجهزة أولًا</translation>
    </message>
    <message>
        <source>How it goes out</source>
        <translation>كيف يُرسل</translation>
    </message>
    <message>
        <source>Stop when more than so many percent fail</source>
        <translation>التوقف عندما يفشل أكثر من هذه النسبة</translation>
    </message>
    <message>
        <source>Terminals that are meant</source>
        <translation>الأجهزة المقصودة</translation>
    </message>
    <message>
        <source>Exactly this is sent</source>
        <translation>هذا ما يُرسل بالضبط</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>ما يؤول إليه</translation>
    </message>
    <message>
        <source>{0} at {1}</source>
        <translation>{0}، {1}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Write {0}, the number of terminals, to go on</source>
        <translation>اكتب {0}، وهو عدد الأجهزة، للمتابعة</translation>
    </message>
    <message numerus="yes">
        <source>%n fetch it within seconds.</source>
        <translation>
            <numerusform>لا جهاز يجلبه خلال ثوانٍ.</numerusform>
            <numerusform>جهاز واحد يجلبه خلال ثوانٍ.</numerusform>
            <numerusform>جهازان يجلبانه خلال ثوانٍ.</numerusform>
            <numerusform>%Ln أجهزة تجلبه خلال ثوانٍ.</numerusform>
            <numerusform>%Ln جهازًا تجلبه خلال ثوانٍ.</numerusform>
            <numerusform>%Ln جهاز تجلبه خلال ثوانٍ.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are offline, and wait until they are back.</source>
        <translation>
            <numerusform>لا شيء غير متصل.</numerusform>
            <numerusform>جهاز واحد غير متصل ويُنتظر حتى يعود.</numerusform>
            <numerusform>جهازان غير متصلين ويُنتظر حتى يعودا.</numerusform>
            <numerusform>%Ln أجهزة غير متصلة ويُنتظر حتى تعود.</numerusform>
            <numerusform>%Ln جهازًا غير متصل ويُنتظر حتى تعود.</numerusform>
            <numerusform>%Ln جهاز غير متصل ويُنتظر حتى تعود.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are offline, and are left out.</source>
        <translation>
            <numerusform>لا شيء غير متصل.</numerusform>
            <numerusform>جهاز واحد غير متصل ويُستثنى.</numerusform>
            <numerusform>جهازان غير متصلين ويُستثنيان.</numerusform>
            <numerusform>%Ln أجهزة غير متصلة وتُستثنى.</numerusform>
            <numerusform>%Ln جهازًا غير متصل وتُستثنى.</numerusform>
            <numerusform>%Ln جهاز غير متصل وتُستثنى.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot do it, and are left out.</source>
        <translation>
            <numerusform>كلها تستطيع.</numerusform>
            <numerusform>جهاز واحد لا يستطيع ويُستثنى.</numerusform>
            <numerusform>جهازان لا يستطيعان ويُستثنيان.</numerusform>
            <numerusform>%Ln أجهزة لا تستطيع وتُستثنى.</numerusform>
            <numerusform>%Ln جهازًا لا تستطيع وتُستثنى.</numerusform>
            <numerusform>%Ln جهاز لا تستطيع وتُستثنى.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>People punched at %n of them in the last five minutes.</source>
        <translation>
            <numerusform>لم يسجّل أحد عليها في الدقائق الخمس الأخيرة.</numerusform>
            <numerusform>سجّل أشخاص على جهاز منها في الدقائق الخمس الأخيرة.</numerusform>
            <numerusform>سجّل أشخاص على جهازين منها في الدقائق الخمس الأخيرة.</numerusform>
            <numerusform>سجّل أشخاص على %Ln منها في الدقائق الخمس الأخيرة.</numerusform>
            <numerusform>سجّل أشخاص على %Ln منها في الدقائق الخمس الأخيرة.</numerusform>
            <numerusform>سجّل أشخاص على %Ln منها في الدقائق الخمس الأخيرة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n clocks are off by more than a minute.</source>
        <translation>
            <numerusform>كل الساعات مضبوطة.</numerusform>
            <numerusform>ساعة واحدة فرقها أكثر من دقيقة.</numerusform>
            <numerusform>ساعتان فرقهما أكثر من دقيقة.</numerusform>
            <numerusform>%Ln ساعات فرقها أكثر من دقيقة.</numerusform>
            <numerusform>%Ln ساعة فرقها أكثر من دقيقة.</numerusform>
            <numerusform>%Ln ساعة فرقها أكثر من دقيقة.</numerusform>
        </translation>
    </message>
    <message>
        <source>Punches made before keep the time they were given.</source>
        <translation>تحتفظ التسجيلات السابقة بالوقت الذي أُعطي لها.</translation>
    </message>
    <message>
        <source>So it would go to nobody.</source>
        <translation>أي أنه لن يُرسل إلى أحد.</translation>
    </message>
    <message>
        <source>Each is away for about {0}: nobody can punch there.</source>
        <translation>يغيب كل منها نحو {0}: لا يستطيع أحد التسجيل عليه.</translation>
    </message>
    <message>
        <source>This cannot be taken back</source>
        <translation>لا يمكن التراجع عن هذا</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>لا أشخاص</numerusform>
            <numerusform>شخص واحد</numerusform>
            <numerusform>شخصان</numerusform>
            <numerusform>%Ln أشخاص</numerusform>
            <numerusform>%Ln شخصًا</numerusform>
            <numerusform>%Ln شخص</numerusform>
        </translation>
    </message>
    <message>
        <source>Lost there: {0}</source>
        <translation>يضيع هناك: {0}</translation>
    </message>
    <message>
        <source> and </source>
        <translation> و </translation>
    </message>
    <message numerus="yes">
        <source>%n have not said how many they hold.</source>
        <translation>
            <numerusform>كلها ذكرت ما لديها.</numerusform>
            <numerusform>جهاز واحد لم يذكر كم لديه.</numerusform>
            <numerusform>جهازان لم يذكرا كم لديهما.</numerusform>
            <numerusform>%Ln أجهزة لم تذكر كم لديها.</numerusform>
            <numerusform>%Ln جهازًا لم تذكر كم لديها.</numerusform>
            <numerusform>%Ln جهاز لم تذكر كم لديها.</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>{0}; each step waits for the one before.</source>
        <translation>{0}، وكل خطوة تنتظر التي قبلها.</translation>
    </message>
</context>
<context>
    <name>BodyView</name>
    <message>
        <source>Find</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Find in {0}</source>
        <translation>البحث في {0}</translation>
    </message>
    <message>
        <source>Copy {0}</source>
        <translation>نسخ {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>لا نتائج</numerusform>
            <numerusform>نتيجة واحدة</numerusform>
            <numerusform>نتيجتان</numerusform>
            <numerusform>%Ln نتائج</numerusform>
            <numerusform>%Ln نتيجة</numerusform>
            <numerusform>%Ln نتيجة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ColourRulesDialog</name>
    <message>
        <source>Colour rules</source>
        <translation>قواعد الألوان</translation>
    </message>
    <message>
        <source>Punches that pass a filter stand out in a colour and with a mark. Where several rules fit, the uppermost counts.</source>
        <translation>التسجيلات التي تجتاز عامل تصفية تبرز بلون وعلامة. إذا انطبقت عدة قواعد فالعليا هي المعتبرة.</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>استعمال هذه</translation>
    </message>
    <message>
        <source>One more rule</source>
        <translation>قاعدة أخرى</translation>
    </message>
</context>
<context>
    <name>CommandActions</name>
    <message>
        <source>{0}…</source>
        <translation>{0}…</translation>
    </message>
    <message>
        <source>{0} fetches it when it next polls.</source>
        <translation>يجلبه {0} حين يسأل في المرة القادمة.</translation>
    </message>
    <message>
        <source>{0} is offline: it waits.</source>
        <translation>{0} غير متصل: الأمر ينتظر.</translation>
    </message>
    <message>
        <source>{0}: queued</source>
        <translation>{0}: في الانتظار</translation>
    </message>
    <message>
        <source>{0}: {1}?</source>
        <translation>{0}: {1}؟</translation>
    </message>
    <message>
        <source>How it goes stands under Commands.</source>
        <translation>سيره مبيَّن في «الأوامر».</translation>
    </message>
    <message>
        <source>It goes on by itself</source>
        <translation>يستمر من تلقاء نفسه</translation>
    </message>
    <message>
        <source>Send a command…</source>
        <translation>إرسال أمر…</translation>
    </message>
    <message>
        <source>Restart its terminals…</source>
        <translation>إعادة تشغيل أجهزته…</translation>
    </message>
    <message>
        <source>Send them a command…</source>
        <translation>إرسال أمر إليها…</translation>
    </message>
    <message>
        <source>command</source>
        <translation>أمر</translation>
    </message>
</context>
<context>
    <name>CommandDialog</name>
    <message>
        <source>Send a command</source>
        <translation>إرسال أمر</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>To whom?</source>
        <translation>إلى من؟</translation>
    </message>
    <message>
        <source>What shall they do?</source>
        <translation>ماذا تفعل؟</translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation>ما سيحدث</translation>
    </message>
    <message>
        <source>Step {0} of {1}</source>
        <translation>الخطوة {0} من {1}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>CommandWords</name>
    <message>
        <source>File</source>
        <translation>ملف</translation>
    </message>
    <message>
        <source>View</source>
        <translation>عرض</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>انتقال</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>الموقع</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>Feed</source>
        <translation>البث</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>التنبيه</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>الاتصال</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>مساعدة</translation>
    </message>
    <message>
        <source>Esc</source>
        <comment>key</comment>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Enter</source>
        <comment>key</comment>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Space</source>
        <comment>key</comment>
        <translation>مسافة</translation>
    </message>
    <message>
        <source>Tab</source>
        <comment>key</comment>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Backspace</source>
        <comment>key</comment>
        <translation>Backspace</translation>
    </message>
    <message>
        <source>Del</source>
        <comment>key</comment>
        <translation>Del</translation>
    </message>
    <message>
        <source>Ins</source>
        <comment>key</comment>
        <translation>Ins</translation>
    </message>
    <message>
        <source>Home</source>
        <comment>key</comment>
        <translation>Home</translation>
    </message>
    <message>
        <source>End</source>
        <comment>key</comment>
        <translation>End</translation>
    </message>
    <message>
        <source>Page Up</source>
        <comment>key</comment>
        <translation>Page Up</translation>
    </message>
    <message>
        <source>Page Down</source>
        <comment>key</comment>
        <translation>Page Down</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <comment>key</comment>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Alt</source>
        <comment>key</comment>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Shift</source>
        <comment>key</comment>
        <translation>Shift</translation>
    </message>
    <message>
        <source>Meta</source>
        <comment>key</comment>
        <translation>Meta</translation>
    </message>
    <message>
        <source>{0} then {1}</source>
        <comment>keys</comment>
        <translation>{0} ثم {1}</translation>
    </message>
</context>
<context>
    <name>CommandsPage</name>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>How far</source>
        <translation>التقدم</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>صدر في</translation>
    </message>
    <message>
        <source>By</source>
        <translation>بواسطة</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>المهام</translation>
    </message>
    <message>
        <source>Terminal by terminal</source>
        <translation>جهازًا جهازًا</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>المعروض</translation>
    </message>
    <message>
        <source>Send a command…</source>
        <translation>إرسال أمر…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Retry what failed</source>
        <translation>إعادة محاولة ما فشل</translation>
    </message>
    <message>
        <source>Export what became of each…</source>
        <translation>تصدير ما آل إليه كل منها…</translation>
    </message>
    <message>
        <source>How it goes</source>
        <translation>كيف يسير</translation>
    </message>
    <message>
        <source>Restarts, settings and all else that is sent to terminals is followed here.</source>
        <translation>تُتابع هنا إعادات التشغيل والإعدادات وكل ما يُرسل إلى الأجهزة.</translation>
    </message>
    <message>
        <source>No commands yet</source>
        <translation>لا أوامر بعد</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>إلى من</translation>
    </message>
    <message>
        <source>Given (UTC)</source>
        <translation>صدر في (UTC)</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare sites</source>
        <translation>مقارنة المواقع</translation>
    </message>
    <message>
        <source>Asking the edge…</source>
        <translation>جارٍ سؤال الخادم…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Last 30 days, side by side</source>
        <translation>آخر 30 يومًا، جنبًا إلى جنب</translation>
    </message>
    <message>
        <source>This edge does not tell how its sites did.</source>
        <translation>هذا الخادم لا يبيّن كيف كانت مواقعه.</translation>
    </message>
    <message>
        <source>All on the same scales, each by its own days.</source>
        <translation>كلها بالمقاييس نفسها، ولكل منها أيامه.</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Write {0} to go on</source>
        <translation>اكتب {0} للمتابعة</translation>
    </message>
</context>
<context>
    <name>ConnectDialog</name>
    <message>
        <source>Connect to an edge</source>
        <translation>الاتصال بخادم</translation>
    </message>
    <message>
        <source>Remove this connection</source>
        <translation>إزالة هذا الاتصال</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>اختبار الاتصال</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>اتصال</translation>
    </message>
    <message>
        <source>New connection</source>
        <translation>اتصال جديد</translation>
    </message>
    <message>
        <source>The address is another one: enter the key for it.</source>
        <translation>العنوان مختلف: أدخل مفتاحه.</translation>
    </message>
    <message>
        <source>Enter the API key that you were given.</source>
        <translation>أدخل مفتاح الواجهة البرمجية الذي أُعطي لك.</translation>
    </message>
    <message>
        <source>Open anyway</source>
        <translation>فتح على أي حال</translation>
    </message>
    <message>
        <source>The connection cannot be kept on this computer</source>
        <translation>تعذر حفظ الاتصال على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>حُفظ</translation>
    </message>
    <message>
        <source>The connection cannot be removed</source>
        <translation>تعذرت إزالة الاتصال</translation>
    </message>
    <message>
        <source>Something went wrong inside Punchdeck</source>
        <translation>حدث خطأ داخل Punchdeck</translation>
    </message>
</context>
<context>
    <name>Connecting</name>
    <message>
        <source>This link leads nowhere</source>
        <translation>هذا الرابط لا يؤدي إلى شيء</translation>
    </message>
    <message>
        <source>No terminal reports to this edge yet</source>
        <translation>لا جهاز يرسل إلى هذا الخادم بعد</translation>
    </message>
    <message>
        <source>Punchdeck leads you through it: what to enter on its menu, and whether it calls.</source>
        <translation>يرشدك Punchdeck: ما يُدخل في قائمته، وهل يتصل.</translation>
    </message>
    <message>
        <source>Add a terminal…</source>
        <translation>إضافة جهاز…</translation>
    </message>
</context>
<context>
    <name>ConnectionWords</name>
    <message>
        <source>Live</source>
        <translation>مباشر</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>جارٍ الاتصال…</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>صامت</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}%</translation>
    </message>
    <message>
        <source>Catching up</source>
        <translation>جارٍ اللحاق بالجديد</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>It was never heard.</source>
        <translation>لم يُسمع منه قط.</translation>
    </message>
    <message>
        <source>Last heard at {0}; what you see is from then.</source>
        <translation>آخر اتصال {0}، وما تراه يعود إلى ذلك الوقت.</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>محدَّث</translation>
    </message>
    <message>
        <source>Synced {0}</source>
        <translation>تمت المزامنة {0}</translation>
    </message>
    <message>
        <source>Updated {0}</source>
        <translation>حُدّث {0}</translation>
    </message>
    <message>
        <source>trying now</source>
        <translation>جارٍ المحاولة</translation>
    </message>
    <message>
        <source>next try in {0}</source>
        <translation>المحاولة التالية بعد {0}</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>The connection cannot be kept on this computer</source>
        <translation>تعذر حفظ الاتصال على هذا الحاسوب</translation>
    </message>
    <message>
        <source>The link is of another edge</source>
        <translation>الرابط يخص خادمًا آخر</translation>
    </message>
    <message>
        <source>It leads to {0}. Connect to that edge, then open the link again.</source>
        <translation>يؤدي إلى {0}. اتصل بذلك الخادم ثم افتح الرابط من جديد.</translation>
    </message>
    <message>
        <source>There are: {0}.</source>
        <translation>الموجود: {0}.</translation>
    </message>
    <message>
        <source>There are none.</source>
        <translation>لا يوجد أي اتصال.</translation>
    </message>
    <message>
        <source>There is no connection named {0}</source>
        <translation>لا اتصال باسم {0}</translation>
    </message>
    <message>
        <source>Starting the demo</source>
        <translation>بدء العرض التجريبي</translation>
    </message>
    <message>
        <source>An edge and a fleet of simulated terminals are being started on this computer.</source>
        <translation>يجري تشغيل خادم وأسطول من الأجهزة المحاكاة على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Demo fleet</source>
        <translation>أسطول تجريبي</translation>
    </message>
    <message>
        <source>The demo did not start</source>
        <translation>لم يبدأ العرض التجريبي</translation>
    </message>
    <message>
        <source>Something went wrong inside Punchdeck</source>
        <translation>حدث خطأ داخل Punchdeck</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>Day and night</source>
        <translation>النهار والليل</translation>
    </message>
    <message>
        <source>Show the whole fleet (0)</source>
        <translation>عرض الأسطول كله (0)</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>تكبير (+)</translation>
    </message>
    <message>
        <source>Zoom out (−)</source>
        <translation>تصغير (−)</translation>
    </message>
</context>
<context>
    <name>DayEdit</name>
    <message>
        <source>d MMM yyyy</source>
        <translation>d MMM yyyy</translation>
    </message>
</context>
<context>
    <name>DeadLineDetail</name>
    <message>
        <source>The line</source>
        <translation>السطر</translation>
    </message>
    <message>
        <source>Its bytes</source>
        <translation>بايتاته</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Came as</source>
        <translation>وردت بصفة</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>السطر</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>الرمز</translation>
    </message>
    <message>
        <source>First came</source>
        <translation>أول مرة</translation>
    </message>
    <message>
        <source>Last came</source>
        <translation>آخر مرة</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>عدد المرات</translation>
    </message>
    <message>
        <source>By</source>
        <translation>بواسطة</translation>
    </message>
    <message>
        <source>Punch</source>
        <translation>تسجيل حضور</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>المعرّف</translation>
    </message>
    <message>
        <source>It could not be read</source>
        <translation>تعذرت قراءته</translation>
    </message>
    <message>
        <source>It was read after all</source>
        <translation>قُرئ في النهاية</translation>
    </message>
    <message>
        <source>It was let go of</source>
        <translation>تم التخلي عنه</translation>
    </message>
</context>
<context>
    <name>DeadLinesPage</name>
    <message>
        <source>Which lines</source>
        <translation>أي أسطر</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>مفتوحة</translation>
    </message>
    <message>
        <source>Read after all</source>
        <translation>قُرئ في النهاية</translation>
    </message>
    <message>
        <source>Let go of</source>
        <translation>متخلى عنه</translation>
    </message>
    <message>
        <source>Dead lines</source>
        <translation>الأسطر المرفوضة</translation>
    </message>
    <message>
        <source>What came</source>
        <translation>ما ورد</translation>
    </message>
    <message>
        <source>Why it could not be read</source>
        <translation>لماذا تعذرت قراءته</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>Last came</source>
        <translation>آخر مرة</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>عدد المرات</translation>
    </message>
    <message>
        <source>First came</source>
        <translation>أول مرة</translation>
    </message>
    <message>
        <source>Everything could be read</source>
        <translation>قُرئ كل شيء</translation>
    </message>
    <message>
        <source>What a terminal sends and nobody understands stands here, and holds up nothing.</source>
        <translation>ما يرسله جهاز ولا يفهمه أحد يوضع هنا ولا يعطّل شيئًا.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>بلا</translation>
    </message>
    <message>
        <source>No line has come to that.</source>
        <translation>لم يصل أي سطر إلى ذلك.</translation>
    </message>
    <message>
        <source>Dead line</source>
        <translation>سطر مرفوض</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>قراءة من جديد</translation>
    </message>
    <message>
        <source>Let go of…</source>
        <translation>التخلي عنه…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>الرقم التسلسلي</translation>
    </message>
    <message>
        <source>Came as</source>
        <translation>وردت بصفة</translation>
    </message>
    <message>
        <source>In hexadecimal</source>
        <translation>بالست عشري</translation>
    </message>
    <message numerus="yes">
        <source>Read %n lines again?</source>
        <translation>
            <numerusform>قراءة الأسطر من جديد؟</numerusform>
            <numerusform>قراءة سطر من جديد؟</numerusform>
            <numerusform>قراءة سطرين من جديد؟</numerusform>
            <numerusform>قراءة %Ln أسطر من جديد؟</numerusform>
            <numerusform>قراءة %Ln سطرًا من جديد؟</numerusform>
            <numerusform>قراءة %Ln سطر من جديد؟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines could be read</source>
        <translation>
            <numerusform>لم يُقرأ أي سطر</numerusform>
            <numerusform>قُرئ سطر واحد</numerusform>
            <numerusform>قُرئ سطران</numerusform>
            <numerusform>قُرئت %Ln أسطر</numerusform>
            <numerusform>قُرئ %Ln سطرًا</numerusform>
            <numerusform>قُرئ %Ln سطر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still not: {0}</source>
        <translation>
            <numerusform>لا شيء باقٍ: {0}</numerusform>
            <numerusform>واحد لم يُقرأ بعد: {0}</numerusform>
            <numerusform>اثنان لم يُقرآ بعد: {0}</numerusform>
            <numerusform>%Ln لم تُقرأ بعد: {0}</numerusform>
            <numerusform>%Ln لم تُقرأ بعد: {0}</numerusform>
            <numerusform>%Ln لم تُقرأ بعد: {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Let go of %n lines?</source>
        <translation>
            <numerusform>التخلي عن لا شيء؟</numerusform>
            <numerusform>التخلي عن سطر واحد؟</numerusform>
            <numerusform>التخلي عن سطرين؟</numerusform>
            <numerusform>التخلي عن %n أسطر؟</numerusform>
            <numerusform>التخلي عن %n سطرًا؟</numerusform>
            <numerusform>التخلي عن %n سطر؟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>لا أسطر</numerusform>
            <numerusform>سطر واحد</numerusform>
            <numerusform>سطران</numerusform>
            <numerusform>%Ln أسطر</numerusform>
            <numerusform>%Ln سطرًا</numerusform>
            <numerusform>%Ln سطر</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeliveriesList</name>
    <message>
        <source>Deliveries</source>
        <translation>عمليات التسليم</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>التسليم</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>خطاف الويب</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Every state</source>
        <translation>كل حالة</translation>
    </message>
    <message>
        <source>Failed, tries again</source>
        <translation>فشل، وتُعاد المحاولة</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>منتظر</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>سُلّم</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>تُرك</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>أُلغي</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>الحدث</translation>
    </message>
    <message>
        <source>Every event</source>
        <translation>كل حدث</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>الفترة</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>أي وقت</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>الساعة الأخيرة</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>آخر 24 ساعة</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>آخر 7 أيام</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>أُبلغ به</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>المحاولات</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>الجواب</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>المدة</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>المعرّف</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>الخطأ</translation>
    </message>
    <message>
        <source>Took, ms</source>
        <translation>المدة، م.ث</translation>
    </message>
    <message>
        <source>Id of the event</source>
        <translation>معرّف الحدث</translation>
    </message>
    <message>
        <source>No webhooks yet</source>
        <translation>لا خطافات ويب بعد</translation>
    </message>
    <message>
        <source>Deliveries stand here once there is one.</source>
        <translation>تظهر عمليات التسليم هنا حين توجد.</translation>
    </message>
    <message>
        <source>No deliveries</source>
        <translation>لا عمليات تسليم</translation>
    </message>
    <message>
        <source>Of this webhook there are none of that kind. They are kept for 14 days, or 30 if given up.</source>
        <translation>لا شيء من هذا النوع لهذا الخطاف. تُحفظ 14 يومًا، أو 30 إن تُركت.</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>إعادة الإرسال</translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation>نسخ بصيغة cURL</translation>
    </message>
    <message>
        <source>Copy as cURL, with its signatures</source>
        <translation>نسخ بصيغة cURL مع توقيعاته</translation>
    </message>
</context>
<context>
    <name>DeliveryDetail</name>
    <message>
        <source>Attempts</source>
        <translation>المحاولات</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>المتن</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>الترويسات</translation>
    </message>
    <message>
        <source>The event is no longer kept.</source>
        <translation>لم يعد الحدث محفوظًا.</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>أُبلغ به</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>المحاولة التالية</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>المدة</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>التسليم</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>الحدث</translation>
    </message>
    <message>
        <source>Sent again as</source>
        <translation>أُعيد إرساله باسم</translation>
    </message>
    <message>
        <source>Its attempts could not be fetched</source>
        <translation>تعذر جلب محاولاته</translation>
    </message>
    <message numerus="yes">
        <source>and %n earlier ones</source>
        <translation>
            <numerusform>ولا أقدم منها</numerusform>
            <numerusform>وواحدة أقدم</numerusform>
            <numerusform>واثنتان أقدم</numerusform>
            <numerusform>و%Ln أقدم</numerusform>
            <numerusform>و%Ln أقدم</numerusform>
            <numerusform>و%Ln أقدم</numerusform>
        </translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>إعادة الإرسال</translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation>نسخ بصيغة cURL</translation>
    </message>
    <message>
        <source>Check its signature…</source>
        <translation>التحقق من توقيعه…</translation>
    </message>
</context>
<context>
    <name>DemoCommands</name>
    <message>
        <source>Demo</source>
        <translation>عرض تجريبي</translation>
    </message>
    <message>
        <source>The line of {0} is cut: it goes dark in half a minute</source>
        <translation>قُطع خط {0}: سينقطع خلال نصف دقيقة</translation>
    </message>
    <message>
        <source>The line of {0} is mended: it comes back with what it kept</source>
        <translation>أُصلح خط {0}: سيعود ومعه ما احتفظ به</translation>
    </message>
    <message>
        <source>Cut the line of the selected site</source>
        <translation>قطع خط الموقع المحدد</translation>
    </message>
    <message>
        <source>Mend the line of the selected site</source>
        <translation>إصلاح خط الموقع المحدد</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Sounds and tray</source>
        <translation>الأصوات والشريط</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>القفل</translation>
    </message>
    <message>
        <source>Closing the window leaves Punchdeck in the tray</source>
        <translation>إغلاق النافذة يُبقي Punchdeck في شريط النظام</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>DeviceCommands</name>
    <message>
        <source>Filter the terminals</source>
        <translation>تصفية الأجهزة</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>مسح عامل التصفية</translation>
    </message>
    <message>
        <source>Group by site</source>
        <translation>تجميع حسب الموقع</translation>
    </message>
    <message>
        <source>Fold all groups</source>
        <translation>طي كل المجموعات</translation>
    </message>
    <message>
        <source>Unfold all groups</source>
        <translation>بسط كل المجموعات</translation>
    </message>
    <message>
        <source>Choose columns and order</source>
        <translation>اختيار الأعمدة وترتيبها</translation>
    </message>
    <message>
        <source>sort</source>
        <translation>ترتيب</translation>
    </message>
    <message>
        <source>Copy the serial number</source>
        <translation>نسخ الرقم التسلسلي</translation>
    </message>
    <message>
        <source>Show the terminal&apos;s site on the map</source>
        <translation>عرض موقع الجهاز على الخريطة</translation>
    </message>
    <message>
        <source>Show the terminal&apos;s last punch in the feed</source>
        <translation>عرض آخر تسجيل للجهاز في البث</translation>
    </message>
    <message>
        <source>Mark the terminal, or unmark it</source>
        <translation>تعليم الجهاز أو إلغاء تعليمه</translation>
    </message>
    <message>
        <source>Mark all up to here</source>
        <translation>تعليم الكل حتى هنا</translation>
    </message>
    <message>
        <source>Mark all that are shown</source>
        <translation>تعليم كل المعروض</translation>
    </message>
    <message>
        <source>Unmark all</source>
        <translation>إلغاء كل التعليم</translation>
    </message>
    <message>
        <source>Keep this view…</source>
        <translation>حفظ هذا العرض…</translation>
    </message>
    <message>
        <source>Restart…</source>
        <translation>إعادة التشغيل…</translation>
    </message>
    <message>
        <source>Set the clock…</source>
        <translation>ضبط الساعة…</translation>
    </message>
    <message>
        <source>Send a command…</source>
        <translation>إرسال أمر…</translation>
    </message>
</context>
<context>
    <name>DeviceMenus</name>
    <message>
        <source>Copy the name</source>
        <translation>نسخ الاسم</translation>
    </message>
    <message>
        <source>Copy the serial number</source>
        <translation>نسخ الرقم التسلسلي</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>نسخ العنوان</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>عرض على الخريطة</translation>
    </message>
    <message>
        <source>Show its last punch in the feed</source>
        <translation>عرض آخر تسجيل له في البث</translation>
    </message>
    <message>
        <source>Only {0}</source>
        <translation>{0} فقط</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>بسط</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>طي</translation>
    </message>
    <message>
        <source>Fold all groups</source>
        <translation>طي كل المجموعات</translation>
    </message>
    <message>
        <source>Unfold all groups</source>
        <translation>بسط كل المجموعات</translation>
    </message>
    <message>
        <source>Select {0}</source>
        <translation>تحديد {0}</translation>
    </message>
</context>
<context>
    <name>DeviceSheet</name>
    <message>
        <source>Why this status</source>
        <translation>سبب هذه الحالة</translation>
    </message>
    <message>
        <source>Last requests and our answers</source>
        <translation>آخر الطلبات وردودنا</translation>
    </message>
    <message>
        <source>Came and went</source>
        <translation>الاتصال والانقطاع</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>In devices</source>
        <translation>في الأجهزة</translation>
    </message>
    <message>
        <source>On map</source>
        <translation>على الخريطة</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>الأمر</translation>
    </message>
    <message>
        <source>heard {0}</source>
        <translation>آخر اتصال {0}</translation>
    </message>
    <message>
        <source>We do not hear the edge, so what it last said may not be true any more.</source>
        <translation>لا نسمع الخادم، فقد لا يكون آخر ما قاله صحيحًا الآن.</translation>
    </message>
    <message>
        <source>Silent for {0}; it counts as offline after {1}.</source>
        <translation>صامت منذ {0}، ويُعد غير متصل بعد {1}.</translation>
    </message>
    <message>
        <source>Silent for {0}.</source>
        <translation>صامت منذ {0}.</translation>
    </message>
    <message>
        <source>It has called, and nobody has approved it yet. It keeps its records.</source>
        <translation>اتصل ولم يوافق عليه أحد بعد. يحتفظ بتسجيلاته.</translation>
    </message>
    <message>
        <source>It has never called. Enter this server&apos;s address in its network settings.</source>
        <translation>لم يتصل قط. أدخل عنوان هذا الخادم في إعدادات شبكته.</translation>
    </message>
    <message>
        <source>Somebody has suspended it: nothing of it is taken until it is resumed.</source>
        <translation>أوقفه أحدهم: لا يُقبل منه شيء حتى يُستأنف.</translation>
    </message>
    <message>
        <source>Heard {0} ago; it counts as offline after {1} of silence.</source>
        <translation>آخر اتصال قبل {0}، ويُعد غير متصل بعد صمت {1}.</translation>
    </message>
    <message>
        <source>Heard {0} ago.</source>
        <translation>آخر اتصال قبل {0}.</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}.</translation>
    </message>
    <message>
        <source>It usually calls every {0}.</source>
        <translation>يتصل عادةً كل {0}.</translation>
    </message>
    <message>
        <source>Two terminals call under this serial number, so its punches may come from either. Find the one that does not belong here and disconnect it.</source>
        <translation>يتصل جهازان بهذا الرقم التسلسلي، فقد تأتي تسجيلاته من أي منهما. ابحث عن الجهاز الدخيل وافصله.</translation>
    </message>
    <message>
        <source>Health: {0}.</source>
        <translation>السلامة: {0}.</translation>
    </message>
    <message>
        <source>ever</source>
        <translation>طوال الوقت</translation>
    </message>
    <message>
        <source>Last punch {0}: {1}.</source>
        <translation>آخر تسجيل حضور {0}: {1}.</translation>
    </message>
    <message>
        <source>Last punch {0}: {1}, {2}.</source>
        <translation>آخر تسجيل حضور {0}: {1}، {2}.</translation>
    </message>
    <message>
        <source>Last punch {0}.</source>
        <translation>آخر تسجيل حضور {0}.</translation>
    </message>
    <message>
        <source>No punch of it is known.</source>
        <translation>لا يُعرف له أي تسجيل حضور.</translation>
    </message>
    <message>
        <source>Asking the edge…</source>
        <translation>جارٍ سؤال الخادم…</translation>
    </message>
    <message>
        <source>None since the edge was started.</source>
        <translation>لا شيء منذ تشغيل الخادم.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>مقبول</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>مرفوض</translation>
    </message>
    <message>
        <source>{0} received, answered in {1} ms</source>
        <translation>استُلم {0}، وأُجيب خلال {1} م.ث</translation>
    </message>
    <message>
        <source>came online</source>
        <translation>عاد إلى الاتصال</translation>
    </message>
    <message>
        <source>went offline</source>
        <translation>انقطع اتصاله</translation>
    </message>
    <message>
        <source>comes and goes</source>
        <translation>يتصل وينقطع</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>سُجّل</translation>
    </message>
    <message>
        <source>clock is right again</source>
        <translation>عادت الساعة صحيحة</translation>
    </message>
    <message>
        <source>another device appeared</source>
        <translation>ظهر جهاز آخر</translation>
    </message>
    <message>
        <source>its own</source>
        <translation>خاصة به</translation>
    </message>
    <message>
        <source>of its site</source>
        <translation>من موقعه</translation>
    </message>
    <message>
        <source>of the account</source>
        <translation>من الحساب</translation>
    </message>
    <message>
        <source>a guess</source>
        <translation>تخمين</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>الرقم التسلسلي</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>الطراز</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>البرنامج الثابت</translation>
    </message>
    <message>
        <source>Push protocol</source>
        <translation>بروتوكول الدفع</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>المنطقة الزمنية</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Fingerprints</source>
        <translation>بصمات الأصابع</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>الوجوه</translation>
    </message>
    <message>
        <source>Punches held</source>
        <translation>التسجيلات المحفوظة</translation>
    </message>
    <message>
        <source>Commands waiting</source>
        <translation>أوامر منتظرة</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
    <message>
        <source>The edge could not be asked: {0}</source>
        <translation>تعذر سؤال الخادم: {0}</translation>
    </message>
</context>
<context>
    <name>DeviceTable</name>
    <message>
        <source>Terminals</source>
        <translation>الأجهزة</translation>
    </message>
</context>
<context>
    <name>DeviceWords</name>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>الموقع</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>آخر اتصال</translation>
    </message>
    <message>
        <source>Last punch</source>
        <translation>آخر تسجيل</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>الرقم التسلسلي</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>الطراز</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Fingerprints</source>
        <translation>بصمات الأصابع</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>الوجوه</translation>
    </message>
    <message>
        <source>Punches held</source>
        <translation>التسجيلات المحفوظة</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>الساعة</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>البرنامج الثابت</translation>
    </message>
    <message>
        <source>Push protocol</source>
        <translation>بروتوكول الدفع</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>منتظرة</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>غير معروف</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>سُجّل</translation>
    </message>
    <message>
        <source>Nothing is taken in until somebody approves.</source>
        <translation>لا يُقبل شيء قبل الموافقة.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>مطوي</translation>
    </message>
    <message>
        <source>open</source>
        <translation>مفتوح</translation>
    </message>
    <message>
        <source>Silent for {0}</source>
        <translation>صامت منذ {0}</translation>
    </message>
    <message>
        <source>Comes and goes</source>
        <translation>يتصل وينقطع</translation>
    </message>
    <message>
        <source>Has never called</source>
        <translation>لم يتصل قط</translation>
    </message>
    <message>
        <source>Nobody has approved it yet</source>
        <translation>لم يوافق عليه أحد بعد</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}، {1}</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Filter, for example  {0}</source>
        <translation>تصفية، مثلًا  {0}</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>مسح عامل التصفية</translation>
    </message>
    <message>
        <source>Group by site</source>
        <translation>تجميع حسب الموقع</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>الأعمدة</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>لا شيء مطابق</translation>
    </message>
    <message>
        <source>No terminal passes the filter.</source>
        <translation>لا جهاز يجتاز عامل التصفية.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message numerus="yes">
        <source>Set %n clocks…</source>
        <translation>
            <numerusform>ضبط الساعات…</numerusform>
            <numerusform>ضبط ساعة واحدة…</numerusform>
            <numerusform>ضبط ساعتين…</numerusform>
            <numerusform>ضبط %Ln ساعات…</numerusform>
            <numerusform>ضبط %Ln ساعة…</numerusform>
            <numerusform>ضبط %Ln ساعة…</numerusform>
        </translation>
    </message>
    <message>
        <source>They are off by more than a minute</source>
        <translation>فرقها أكثر من دقيقة</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for approval</source>
        <translation>
            <numerusform>لا شيء بانتظار الموافقة</numerusform>
            <numerusform>جهاز واحد بانتظار الموافقة</numerusform>
            <numerusform>جهازان بانتظار الموافقة</numerusform>
            <numerusform>%Ln أجهزة بانتظار الموافقة</numerusform>
            <numerusform>%Ln جهازًا بانتظار الموافقة</numerusform>
            <numerusform>%Ln جهاز بانتظار الموافقة</numerusform>
        </translation>
    </message>
    <message>
        <source>Show only these, or all again</source>
        <translation>عرض هذه فقط، أو عرض الكل من جديد</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>جارٍ الاتصال</translation>
    </message>
    <message>
        <source>The edge at {0} has not been heard so far.</source>
        <translation>لم يُسمع من الخادم {0} حتى الآن.</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>لا بيانات بعد</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>ترتيب حسب</translation>
    </message>
    <message>
        <source>Columns as they were at first</source>
        <translation>الأعمدة كما كانت في البداية</translation>
    </message>
</context>
<context>
    <name>DiagnosticsDialog</name>
    <message>
        <source>Diagnostics</source>
        <translation>التشخيص</translation>
    </message>
    <message>
        <source>One file for whoever helps you. It holds no keys, PINs or names; look at each part before you save it. Nothing is sent.</source>
        <translation>ملف واحد لمن يساعدك. لا يحتوي على مفاتيح ولا رموز سرية ولا أسماء، فانظر في كل جزء قبل حفظه. لا يُرسل شيء.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>الملفات</translation>
    </message>
    <message>
        <source>What the file holds</source>
        <translation>ما يحتويه الملف</translation>
    </message>
    <message>
        <source>With a picture of the window. Names can be seen in it.</source>
        <translation>مع صورة للنافذة. قد تظهر فيها أسماء.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>حفظ…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>DiffPane</name>
    <message>
        <source>What differs</source>
        <translation>ما يختلف</translation>
    </message>
    <message>
        <source>Push differences</source>
        <translation>إرسال الفروق</translation>
    </message>
    <message>
        <source>Write the edge&apos;s records to the terminals; nobody is removed</source>
        <translation>كتابة بيانات الخادم على الأجهزة، ولا يُزال أحد</translation>
    </message>
    <message>
        <source>Read from the terminal</source>
        <translation>القراءة من الجهاز</translation>
    </message>
    <message>
        <source>Make the edge hold what the terminals hold</source>
        <translation>جعل الخادم يحتوي على ما في الأجهزة</translation>
    </message>
    <message>
        <source>Enrol…</source>
        <translation>تسجيل البصمة…</translation>
    </message>
    <message>
        <source>Remove extras…</source>
        <translation>إزالة الزائد…</translation>
    </message>
    <message>
        <source>Delete from the terminals whom the edge does not know</source>
        <translation>حذف من لا يعرفهم الخادم من الأجهزة</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>الفروق</translation>
    </message>
    <message>
        <source>Nobody is on it, nor shall be.</source>
        <translation>لا أحد عليه ولا ينبغي أن يكون.</translation>
    </message>
    <message numerus="yes">
        <source>Push %Ln differences</source>
        <translation>
            <numerusform>إرسال الفروق</numerusform>
            <numerusform>إرسال فرق واحد</numerusform>
            <numerusform>إرسال فرقين</numerusform>
            <numerusform>إرسال %Ln فروق</numerusform>
            <numerusform>إرسال %Ln فرقًا</numerusform>
            <numerusform>إرسال %Ln فرق</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read %Ln from terminals…</source>
        <translation>
            <numerusform>القراءة من الأجهزة…</numerusform>
            <numerusform>قراءة واحد من الأجهزة…</numerusform>
            <numerusform>قراءة اثنين من الأجهزة…</numerusform>
            <numerusform>قراءة %Ln من الأجهزة…</numerusform>
            <numerusform>قراءة %Ln من الأجهزة…</numerusform>
            <numerusform>قراءة %Ln من الأجهزة…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln extras…</source>
        <translation>
            <numerusform>إزالة الزائد…</numerusform>
            <numerusform>إزالة زائد واحد…</numerusform>
            <numerusform>إزالة زائدين…</numerusform>
            <numerusform>إزالة %Ln زائدة…</numerusform>
            <numerusform>إزالة %Ln زائدًا…</numerusform>
            <numerusform>إزالة %Ln زائد…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enrol %Ln people…</source>
        <translation>
            <numerusform>تسجيل الأشخاص…</numerusform>
            <numerusform>تسجيل شخص واحد…</numerusform>
            <numerusform>تسجيل شخصين…</numerusform>
            <numerusform>تسجيل %Ln أشخاص…</numerusform>
            <numerusform>تسجيل %Ln شخصًا…</numerusform>
            <numerusform>تسجيل %Ln شخص…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>ولا غيرها</numerusform>
            <numerusform>وواحد آخر</numerusform>
            <numerusform>واثنان آخران</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation>{0} على {1}</translation>
    </message>
</context>
<context>
    <name>DiscardDialog</name>
    <message>
        <source>What stands there is deleted for good. Who did it, when and why stays: no way back.</source>
        <translation>ما فيه يُحذف نهائيًا. يبقى من فعل ذلك ومتى ولماذا؛ لا رجعة فيه.</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>التخلي</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Say why, for whoever looks for them.</source>
        <translation>اذكر السبب لمن يبحث عنها.</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>Page {0} of {1}</source>
        <translation>الصفحة {0} من {1}</translation>
    </message>
</context>
<context>
    <name>EmployeeActions</name>
    <message>
        <source>The employee is made</source>
        <translation>أُنشئ الموظف</translation>
    </message>
    <message>
        <source>The employee is changed</source>
        <translation>عُدّل الموظف</translation>
    </message>
    <message>
        <source>Terminals are told what differs</source>
        <translation>تُبلَّغ الأجهزة بما يختلف</translation>
    </message>
    <message numerus="yes">
        <source>Write %Ln people to their terminals once more?</source>
        <translation>
            <numerusform>كتابة الأشخاص على أجهزتهم مرة أخرى؟</numerusform>
            <numerusform>كتابة شخص واحد على أجهزته مرة أخرى؟</numerusform>
            <numerusform>كتابة شخصين على أجهزتهما مرة أخرى؟</numerusform>
            <numerusform>كتابة %Ln أشخاص على أجهزتهم مرة أخرى؟</numerusform>
            <numerusform>كتابة %Ln شخصًا على أجهزتهم مرة أخرى؟</numerusform>
            <numerusform>كتابة %Ln شخص على أجهزتهم مرة أخرى؟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln employees?</source>
        <translation>
            <numerusform>حذف الموظفين؟</numerusform>
            <numerusform>حذف موظف واحد؟</numerusform>
            <numerusform>حذف موظفين اثنين؟</numerusform>
            <numerusform>حذف %Ln موظفين؟</numerusform>
            <numerusform>حذف %Ln موظفًا؟</numerusform>
            <numerusform>حذف %Ln موظف؟</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message numerus="yes">
        <source>%Ln employees are deleted</source>
        <translation>
            <numerusform>لم يُحذف أحد</numerusform>
            <numerusform>حُذف موظف واحد</numerusform>
            <numerusform>حُذف موظفان</numerusform>
            <numerusform>حُذف %Ln موظفين</numerusform>
            <numerusform>حُذف %Ln موظفًا</numerusform>
            <numerusform>حُذف %Ln موظف</numerusform>
        </translation>
    </message>
    <message>
        <source>Terminals that hold them lose them; those that are offline, later.</source>
        <translation>يُحذفون من الأجهزة التي تحملهم؛ ومن غير المتصلة لاحقًا.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Lost for good: {0}. Whoever comes back enrols again.</source>
        <translation>يضيع نهائيًا: {0}. من يعود يُسجَّل من جديد.</translation>
    </message>
    <message>
        <source>Their punches stay.</source>
        <translation>تبقى تسجيلاتهم.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>لا مزيد</numerusform>
            <numerusform>واحد آخر</numerusform>
            <numerusform>اثنان آخران</numerusform>
            <numerusform>%Ln أخرى</numerusform>
            <numerusform>%Ln أخرى</numerusform>
            <numerusform>%Ln أخرى</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmployeeDetail</name>
    <message>
        <source>Edit…</source>
        <translation>تعديل…</translation>
    </message>
    <message>
        <source>Enrol…</source>
        <translation>تسجيل البصمة…</translation>
    </message>
    <message>
        <source>In the matrix</source>
        <translation>في المصفوفة</translation>
    </message>
    <message>
        <source>Recognised by</source>
        <translation>طريقة التعرف</translation>
    </message>
    <message>
        <source>Terminals</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Out of sync</source>
        <translation>غير متزامن</translation>
    </message>
    <message>
        <source>As wanted on {0} of {1}</source>
        <translation>كما ينبغي على {0} من {1}</translation>
    </message>
    <message>
        <source>Employee id</source>
        <translation>معرّف الموظف</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>الرقم على الجهاز</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>البطاقة</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>القسم</translation>
    </message>
    <message>
        <source>Privilege</source>
        <translation>الصلاحية</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>نشط</translation>
    </message>
    <message>
        <source>No: terminals lose the person</source>
        <translation>لا: تفقد الأجهزة الشخص</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>حتى</translation>
    </message>
    <message>
        <source>Shall be at</source>
        <translation>ينبغي أن يكون في</translation>
    </message>
    <message>
        <source>Nowhere yet</source>
        <translation>ليس في أي مكان بعد</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>نعم</translation>
    </message>
    <message>
        <source>No</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>Fingers</source>
        <translation>الأصابع</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>الوجوه</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message>
        <source>Palms</source>
        <translation>راحات اليد</translation>
    </message>
    <message numerus="yes">
        <source>tried %Ln times</source>
        <translation>
            <numerusform>لم يُجرَّب</numerusform>
            <numerusform>جُرّب مرة</numerusform>
            <numerusform>جُرّب مرتين</numerusform>
            <numerusform>جُرّب %Ln مرات</numerusform>
            <numerusform>جُرّب %Ln مرة</numerusform>
            <numerusform>جُرّب %Ln مرة</numerusform>
        </translation>
    </message>
    <message>
        <source>On no terminal. Put the person at a site, or on a terminal.</source>
        <translation>ليس على أي جهاز. ضع الشخص في موقع أو على جهاز.</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>ولا غيرها</numerusform>
            <numerusform>وواحد آخر</numerusform>
            <numerusform>واثنان آخران</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmployeeDialog</name>
    <message>
        <source>New employee</source>
        <translation>موظف جديد</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>تعديل {0}</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>إنشاء</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Your own, in all systems.</source>
        <translation>معرّفه عندكم، واحد في كل الأنظمة.</translation>
    </message>
    <message>
        <source>Employee id</source>
        <translation>معرّف الموظف</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>الرقم على الجهاز</translation>
    </message>
    <message>
        <source>What terminals call the person.</source>
        <translation>ما تسمي به الأجهزة الشخص.</translation>
    </message>
    <message>
        <source>chosen for you</source>
        <translation>يُختار لك</translation>
    </message>
    <message>
        <source>Card number</source>
        <translation>رقم البطاقة</translation>
    </message>
    <message>
        <source>Decimal, as printed.</source>
        <translation>عشري كما هو مطبوع.</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>القسم</translation>
    </message>
    <message>
        <source>Privilege</source>
        <translation>الصلاحية</translation>
    </message>
    <message>
        <source>Active: terminals hold the person</source>
        <translation>نشط: الشخص على الأجهزة</translation>
    </message>
    <message>
        <source>Shall be at</source>
        <translation>ينبغي أن يكون في</translation>
    </message>
    <message>
        <source>Give it an id of yours.</source>
        <translation>أعطه معرّفًا من عندك.</translation>
    </message>
    <message>
        <source>64 characters at most.</source>
        <translation>64 حرفًا على الأكثر.</translation>
    </message>
    <message>
        <source>1 to 24 letters and digits.</source>
        <translation>من حرف إلى 24 حرفًا ورقمًا.</translation>
    </message>
    <message>
        <source>Digits only, 20 at most.</source>
        <translation>أرقام فقط، 20 على الأكثر.</translation>
    </message>
</context>
<context>
    <name>EmployeeImportDialog</name>
    <message>
        <source>Import employees</source>
        <translation>استيراد موظفين</translation>
    </message>
    <message>
        <source>A table (CSV) with a line of headings. Whoever is there already is changed; an empty cell leaves what was there. Nobody is removed.</source>
        <translation>جدول (CSV) فيه سطر عناوين. من كان موجودًا يُعدَّل، والخلية الفارغة تُبقي ما كان. لا يُزال أحد.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>استيراد</translation>
    </message>
    <message>
        <source>Headings that are understood</source>
        <translation>العناوين المفهومة</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>اختيار ملف…</translation>
    </message>
    <message>
        <source>What became of each line</source>
        <translation>ما آل إليه كل سطر</translation>
    </message>
    <message>
        <source>Tables (*.csv *.txt)</source>
        <translation>جداول (*.csv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>كل الملفات (*)</translation>
    </message>
    <message>
        <source>It is larger than 10 MB. Split it.</source>
        <translation>أكبر من 10 ميغابايت. قسّمه.</translation>
    </message>
    <message>
        <source>{0} cannot be read</source>
        <translation>تعذرت قراءة {0}</translation>
    </message>
    <message numerus="yes">
        <source>{0}: %Ln lines</source>
        <translation>
            <numerusform>{0}: لا أسطر</numerusform>
            <numerusform>{0}: سطر واحد</numerusform>
            <numerusform>{0}: سطران</numerusform>
            <numerusform>{0}: %Ln أسطر</numerusform>
            <numerusform>{0}: %Ln سطرًا</numerusform>
            <numerusform>{0}: %Ln سطر</numerusform>
        </translation>
    </message>
    <message>
        <source>That was not done</source>
        <translation>لم يُنفَّذ ذلك</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>made</source>
        <translation>أُنشئ</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>عُدّل</translation>
    </message>
    <message>
        <source>Line {0} · {1} · {2}</source>
        <translation>السطر {0} · {1} · {2}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln made</source>
        <translation>
            <numerusform>لم يُنشأ شيء</numerusform>
            <numerusform>أُنشئ واحد</numerusform>
            <numerusform>أُنشئ اثنان</numerusform>
            <numerusform>أُنشئت %Ln</numerusform>
            <numerusform>أُنشئت %Ln</numerusform>
            <numerusform>أُنشئت %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>لم يُعدَّل شيء</numerusform>
            <numerusform>عُدّل واحد</numerusform>
            <numerusform>عُدّل اثنان</numerusform>
            <numerusform>عُدّلت %Ln</numerusform>
            <numerusform>عُدّلت %Ln</numerusform>
            <numerusform>عُدّلت %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>لم يفشل شيء</numerusform>
            <numerusform>فشل واحد</numerusform>
            <numerusform>فشل اثنان</numerusform>
            <numerusform>فشلت %Ln</numerusform>
            <numerusform>فشلت %Ln</numerusform>
            <numerusform>فشلت %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Mend the lines and import them again.</source>
        <translation>صحّح الأسطر واستوردها من جديد.</translation>
    </message>
    <message>
        <source>{0} of {1} lines</source>
        <translation>{0} من {1} سطر</translation>
    </message>
    <message>
        <source>It goes on at the edge if you close this.</source>
        <translation>يستمر في الخادم إن أغلقت هذا.</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
</context>
<context>
    <name>EmployeeWords</name>
    <message>
        <source>There</source>
        <translation>موجود</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>منتظر</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>ناقص</translation>
    </message>
    <message>
        <source>Extra</source>
        <translation>زائد</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>مختلف</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>فشل</translation>
    </message>
    <message>
        <source>Not meant to be there</source>
        <translation>لا ينبغي أن يكون هناك</translation>
    </message>
    <message>
        <source>The terminal holds the person as the edge wants it.</source>
        <translation>الشخص على الجهاز كما يريده الخادم.</translation>
    </message>
    <message>
        <source>On its way, or waiting until the terminal calls.</source>
        <translation>في الطريق، أو ينتظر اتصال الجهاز.</translation>
    </message>
    <message>
        <source>In the edge but not on the terminal, though the terminal is heard.</source>
        <translation>في الخادم وليس على الجهاز مع أن الجهاز مسموع.</translation>
    </message>
    <message>
        <source>On the terminal, though the edge does not want it there.</source>
        <translation>على الجهاز مع أن الخادم لا يريده هناك.</translation>
    </message>
    <message>
        <source>On the terminal, but with another name, card or privilege.</source>
        <translation>على الجهاز لكن باسم أو بطاقة أو صلاحية أخرى.</translation>
    </message>
    <message>
        <source>The terminal refused, and the edge has given up for now.</source>
        <translation>رفض الجهاز، وتوقف الخادم عن المحاولة الآن.</translation>
    </message>
    <message>
        <source>Nobody wants the person there.</source>
        <translation>لا أحد يريد الشخص هناك.</translation>
    </message>
    <message>
        <source>User</source>
        <translation>مستخدم</translation>
    </message>
    <message>
        <source>Enroller</source>
        <translation>مسجِّل بصمات</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>مدير</translation>
    </message>
    <message>
        <source>Super administrator</source>
        <translation>مدير أعلى</translation>
    </message>
    <message numerus="yes">
        <source>%Ln fingers</source>
        <translation>
            <numerusform>لا أصابع</numerusform>
            <numerusform>إصبع واحد</numerusform>
            <numerusform>إصبعان</numerusform>
            <numerusform>%Ln أصابع</numerusform>
            <numerusform>%Ln إصبعًا</numerusform>
            <numerusform>%Ln إصبع</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces</source>
        <translation>
            <numerusform>لا وجوه</numerusform>
            <numerusform>وجه واحد</numerusform>
            <numerusform>وجهان</numerusform>
            <numerusform>%Ln وجوه</numerusform>
            <numerusform>%Ln وجهًا</numerusform>
            <numerusform>%Ln وجه</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln palms</source>
        <translation>
            <numerusform>لا راحات يد</numerusform>
            <numerusform>راحة يد واحدة</numerusform>
            <numerusform>راحتا يد</numerusform>
            <numerusform>%Ln راحات يد</numerusform>
            <numerusform>%Ln راحة يد</numerusform>
            <numerusform>%Ln راحة يد</numerusform>
        </translation>
    </message>
    <message>
        <source>None</source>
        <translation>بلا</translation>
    </message>
    <message>
        <source>Nowhere</source>
        <translation>لا مكان</translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>لم يفشل شيء</numerusform>
            <numerusform>فشل واحد</numerusform>
            <numerusform>فشل اثنان</numerusform>
            <numerusform>فشلت %Ln</numerusform>
            <numerusform>فشلت %Ln</numerusform>
            <numerusform>فشلت %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>لا شيء منتظر</numerusform>
            <numerusform>واحد منتظر</numerusform>
            <numerusform>اثنان منتظران</numerusform>
            <numerusform>%Ln منتظرة</numerusform>
            <numerusform>%Ln منتظرًا</numerusform>
            <numerusform>%Ln منتظر</numerusform>
        </translation>
    </message>
    <message>
        <source>In sync</source>
        <translation>متزامن</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>أُزيل</translation>
    </message>
    <message>
        <source>Could not be written</source>
        <translation>تعذرت كتابته</translation>
    </message>
    <message>
        <source>Could not be removed</source>
        <translation>تعذرت إزالته</translation>
    </message>
    <message>
        <source>Waits to be written</source>
        <translation>ينتظر الكتابة</translation>
    </message>
    <message>
        <source>Waits to be removed</source>
        <translation>ينتظر الإزالة</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}، {1}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>بطاقة</translation>
    </message>
    <message>
        <source>Privilege</source>
        <translation>الصلاحية</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>{0}: {1} at the edge, {2} on the terminal</source>
        <translation>{0}: {1} في الخادم، {2} على الجهاز</translation>
    </message>
    <message>
        <source>In the edge but not on the terminal, since {0}</source>
        <translation>في الخادم وليس على الجهاز منذ {0}</translation>
    </message>
    <message>
        <source>In the edge but not on the terminal yet</source>
        <translation>في الخادم وليس على الجهاز بعد</translation>
    </message>
    <message>
        <source>Waits to be removed from the terminal</source>
        <translation>ينتظر إزالته من الجهاز</translation>
    </message>
    <message>
        <source>Waits to be written once more</source>
        <translation>ينتظر كتابته مرة أخرى</translation>
    </message>
    <message>
        <source>On the terminal, but nobody the edge knows; it is left alone</source>
        <translation>على الجهاز لكن لا يعرفه الخادم، ويُترك وشأنه</translation>
    </message>
    <message>
        <source>On the terminal, but the edge does not want it there any more</source>
        <translation>على الجهاز لكن الخادم لم يعد يريده هناك</translation>
    </message>
    <message>
        <source>Could not be removed, {0}</source>
        <translation>تعذرت إزالته، {0}</translation>
    </message>
    <message>
        <source>Could not be written, {0}</source>
        <translation>تعذرت كتابته، {0}</translation>
    </message>
    <message>
        <source>On the terminal. Biometrics: {0}</source>
        <translation>على الجهاز. القياسات الحيوية: {0}</translation>
    </message>
</context>
<context>
    <name>EmployeesPage</name>
    <message>
        <source>Employees</source>
        <translation>الموظفون</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Employee id</source>
        <translation>معرّف الموظف</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>الرقم على الجهاز</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>بطاقة</translation>
    </message>
    <message>
        <source>Biometrics</source>
        <translation>القياسات الحيوية</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>المكان</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>المزامنة</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message>
        <source>Privilege</source>
        <translation>الصلاحية</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>طريقة العرض</translation>
    </message>
    <message>
        <source>List</source>
        <translation>قائمة</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>مصفوفة</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>الموقع</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>أي منهم</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Out of sync</source>
        <translation>غير متزامن</translation>
    </message>
    <message>
        <source>Failed on a terminal</source>
        <translation>فشل على جهاز</translation>
    </message>
    <message>
        <source>Not enrolled</source>
        <translation>غير مسجَّل</translation>
    </message>
    <message>
        <source>Not active</source>
        <translation>غير نشط</translation>
    </message>
    <message>
        <source>Only people with differences</source>
        <translation>من لديهم فروق فقط</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>استيراد…</translation>
    </message>
    <message>
        <source>New employee…</source>
        <translation>موظف جديد…</translation>
    </message>
    <message>
        <source>Enrol…</source>
        <translation>تسجيل البصمة…</translation>
    </message>
    <message>
        <source>Push differences</source>
        <translation>إرسال الفروق</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>تعديل…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>حذف…</translation>
    </message>
    <message>
        <source>Employee</source>
        <translation>الموظف</translation>
    </message>
    <message>
        <source>Nobody matches</source>
        <translation>لا أحد مطابق</translation>
    </message>
    <message>
        <source>Search for something else, or choose another site.</source>
        <translation>ابحث عن شيء آخر أو اختر موقعًا آخر.</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>لا أحد بعد</translation>
    </message>
    <message>
        <source>Make employees or import them. Who stands on terminals already is seen in the matrix.</source>
        <translation>أنشئ موظفين أو استوردهم. من هم على الأجهزة فعلًا يظهرون في المصفوفة.</translation>
    </message>
    <message>
        <source>List or matrix</source>
        <translation>قائمة أو مصفوفة</translation>
    </message>
    <message>
        <source>Import employees…</source>
        <translation>استيراد موظفين…</translation>
    </message>
    <message>
        <source>All sites</source>
        <translation>كل المواقع</translation>
    </message>
    <message>
        <source>not active</source>
        <translation>غير نشط</translation>
    </message>
    <message>
        <source>On a terminal</source>
        <translation>على جهاز</translation>
    </message>
    <message>
        <source>Nowhere yet</source>
        <translation>ليس في أي مكان بعد</translation>
    </message>
</context>
<context>
    <name>EndpointDetail</name>
    <message>
        <source>How it does</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>How it is set</source>
        <translation>الضبط</translation>
    </message>
    <message>
        <source>Told of</source>
        <translation>يُبلَّغ بـ</translation>
    </message>
    <message>
        <source>{0}, the oldest for {1}</source>
        <translation>{0}، أقدمها منذ {1}</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>منتظر</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>تُرك</translation>
    </message>
    <message>
        <source>Last taken</source>
        <translation>آخر ما قُبل</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>يقبل</translation>
    </message>
    <message>
        <source>Tried next</source>
        <translation>المحاولة التالية</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الترتيب</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>يُحفظ لمدة</translation>
    </message>
    <message>
        <source>Signed with</source>
        <translation>موقَّع بـ</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>الأسرار</translation>
    </message>
    <message numerus="yes">
        <source>%n, while a rotation overlaps</source>
        <translation>
            <numerusform>لا شيء أثناء التدوير</numerusform>
            <numerusform>واحد أثناء التدوير</numerusform>
            <numerusform>اثنان أثناء التدوير</numerusform>
            <numerusform>%Ln أثناء التدوير</numerusform>
            <numerusform>%Ln أثناء التدوير</numerusform>
            <numerusform>%Ln أثناء التدوير</numerusform>
        </translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>الترويسات</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>أُنشئ</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>المعرّف</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>عمليات التسليم</translation>
    </message>
    <message>
        <source>Send a test…</source>
        <translation>إرسال اختبار…</translation>
    </message>
    <message>
        <source>Try now…</source>
        <translation>المحاولة الآن…</translation>
    </message>
    <message>
        <source>Deliver again…</source>
        <translation>التسليم من جديد…</translation>
    </message>
    <message>
        <source>Pause…</source>
        <translation>إيقاف مؤقت…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>تعديل…</translation>
    </message>
    <message>
        <source>New secret…</source>
        <translation>سر جديد…</translation>
    </message>
</context>
<context>
    <name>EndpointDialog</name>
    <message>
        <source>New webhook</source>
        <translation>خطاف ويب جديد</translation>
    </message>
    <message>
        <source>Edit webhook</source>
        <translation>تعديل خطاف الويب</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>إنشاء</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>It is told of everything from now on. Its secret is shown once it is made.</source>
        <translation>يُبلَّغ بكل شيء من الآن. يُعرض سره حين يُنشأ.</translation>
    </message>
    <message>
        <source>What waits already is sent to the new address too.</source>
        <translation>وما ينتظر الآن يُرسل أيضًا إلى العنوان الجديد.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Like https://hr.example.com/in</source>
        <translation>مثل https://hr.example.com/in</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>For people; may be empty.</source>
        <translation>للقراء، ويمكن أن يكون فارغًا.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الترتيب</translation>
    </message>
    <message>
        <source>Kept while it takes nothing</source>
        <translation>يُحفظ ما دام لا يقبل شيئًا</translation>
    </message>
    <message>
        <source>Signed with</source>
        <translation>موقَّع بـ</translation>
    </message>
    <message>
        <source>One a line, like Authorization: Bearer …</source>
        <translation>واحدة في كل سطر، مثل Authorization: Bearer …</translation>
    </message>
    <message>
        <source>Sent now: {0}. Leave this empty to keep them.</source>
        <translation>المرسل الآن: {0}. اتركه فارغًا للإبقاء عليه.</translation>
    </message>
    <message>
        <source>Headers of your own</source>
        <translation>ترويسات خاصة بك</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>الأحداث</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Also those that later versions add.</source>
        <translation>وكذلك ما تضيفه الإصدارات اللاحقة.</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>هذه فقط</translation>
    </message>
    <message>
        <source>What is ticked below.</source>
        <translation>ما هو معلَّم أدناه.</translation>
    </message>
    <message>
        <source>Write a whole address like https://hr.example.com/in</source>
        <translation>اكتب عنوانًا كاملًا مثل https://hr.example.com/in</translation>
    </message>
    <message>
        <source>Choose at least one event.</source>
        <translation>اختر حدثًا واحدًا على الأقل.</translation>
    </message>
    <message>
        <source>This is no header: {0}</source>
        <translation>هذه ليست ترويسة: {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>أقل من ساعة</numerusform>
            <numerusform>ساعة واحدة</numerusform>
            <numerusform>ساعتان</numerusform>
            <numerusform>%Ln ساعات</numerusform>
            <numerusform>%Ln ساعة</numerusform>
            <numerusform>%Ln ساعة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>أقل من يوم</numerusform>
            <numerusform>يوم واحد</numerusform>
            <numerusform>يومان</numerusform>
            <numerusform>%Ln أيام</numerusform>
            <numerusform>%Ln يومًا</numerusform>
            <numerusform>%Ln يوم</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EndpointsList</name>
    <message>
        <source>Endpoints</source>
        <translation>الوجهات</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>خطاف الويب</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>منتظر</translation>
    </message>
    <message>
        <source>Below: how old the oldest one is</source>
        <translation>أسفله: عمر الأقدم</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>تُرك</translation>
    </message>
    <message>
        <source>Last taken</source>
        <translation>آخر ما قُبل</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>يقبل</translation>
    </message>
    <message>
        <source>Told of</source>
        <translation>يُبلَّغ بـ</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>أُنشئ</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الترتيب</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>A webhook tells your own systems of every punch, alert and command as it happens.</source>
        <translation>يبلغ خطاف الويب أنظمتك بكل تسجيل وتنبيه وأمر لحظة حدوثه.</translation>
    </message>
    <message>
        <source>Nobody is told of anything by POST yet.</source>
        <translation>لا أحد يُبلَّغ بشيء عبر POST بعد.</translation>
    </message>
    <message>
        <source>No webhooks yet</source>
        <translation>لا خطافات ويب بعد</translation>
    </message>
    <message>
        <source>New webhook…</source>
        <translation>خطاف ويب جديد…</translation>
    </message>
    <message>
        <source>Check a signature…</source>
        <translation>التحقق من توقيع…</translation>
    </message>
    <message>
        <source>Its deliveries</source>
        <translation>عمليات تسليمه</translation>
    </message>
    <message>
        <source>Send a test event…</source>
        <translation>إرسال حدث اختبار…</translation>
    </message>
    <message>
        <source>Deliver again what failed…</source>
        <translation>إعادة تسليم ما فشل…</translation>
    </message>
    <message>
        <source>Try again now…</source>
        <translation>المحاولة من جديد الآن…</translation>
    </message>
    <message>
        <source>Pause…</source>
        <translation>إيقاف مؤقت…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>تعديل…</translation>
    </message>
    <message>
        <source>New secret…</source>
        <translation>سر جديد…</translation>
    </message>
    <message>
        <source>Show the secret…</source>
        <translation>إظهار السر…</translation>
    </message>
    <message>
        <source>Check a signature of it…</source>
        <translation>التحقق من أحد توقيعاته…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>حذف…</translation>
    </message>
</context>
<context>
    <name>EnrolDialog</name>
    <message numerus="yes">
        <source>Enrol %Ln people</source>
        <translation>
            <numerusform>تسجيل الأشخاص</numerusform>
            <numerusform>تسجيل شخص واحد</numerusform>
            <numerusform>تسجيل شخصين</numerusform>
            <numerusform>تسجيل %Ln أشخاص</numerusform>
            <numerusform>تسجيل %Ln شخصًا</numerusform>
            <numerusform>تسجيل %Ln شخص</numerusform>
        </translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>تسجيل</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>Finger</source>
        <translation>الإصبع</translation>
    </message>
    <message>
        <source>Try the failed ones again</source>
        <translation>إعادة محاولة ما فشل</translation>
    </message>
    <message>
        <source>Each person stands before each of these terminals while it asks for it.</source>
        <translation>يقف كل شخص أمام كل من هذه الأجهزة حين يطلبه.</translation>
    </message>
    <message>
        <source>Name and card</source>
        <translation>الاسم والبطاقة</translation>
    </message>
    <message>
        <source>Terminals hold the person; what was enrolled elsewhere is shared with them.</source>
        <translation>الشخص على الأجهزة، وما سُجّل في غيرها يُشارَك معها.</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>الوجه</translation>
    </message>
    <message>
        <source>Palm</source>
        <translation>راحة اليد</translation>
    </message>
    <message>
        <source>Card at the reader</source>
        <translation>البطاقة عند القارئ</translation>
    </message>
    <message>
        <source>Left little finger</source>
        <translation>الخنصر الأيسر</translation>
    </message>
    <message>
        <source>Left ring finger</source>
        <translation>البنصر الأيسر</translation>
    </message>
    <message>
        <source>Left middle finger</source>
        <translation>الوسطى اليسرى</translation>
    </message>
    <message>
        <source>Left forefinger</source>
        <translation>السبابة اليسرى</translation>
    </message>
    <message>
        <source>Left thumb</source>
        <translation>الإبهام الأيسر</translation>
    </message>
    <message>
        <source>Right thumb</source>
        <translation>الإبهام الأيمن</translation>
    </message>
    <message>
        <source>Right forefinger</source>
        <translation>السبابة اليمنى</translation>
    </message>
    <message>
        <source>Right middle finger</source>
        <translation>الوسطى اليمنى</translation>
    </message>
    <message>
        <source>Right ring finger</source>
        <translation>البنصر الأيمن</translation>
    </message>
    <message>
        <source>Right little finger</source>
        <translation>الخنصر الأيمن</translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation>{0} على {1}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>لا أشخاص</numerusform>
            <numerusform>شخص واحد</numerusform>
            <numerusform>شخصان</numerusform>
            <numerusform>%Ln أشخاص</numerusform>
            <numerusform>%Ln شخصًا</numerusform>
            <numerusform>%Ln شخص</numerusform>
        </translation>
    </message>
    <message>
        <source>That is too many at once: choose fewer people or terminals.</source>
        <translation>هذا كثير دفعة واحدة: اختر أشخاصًا أو أجهزة أقل.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are offline and are told when they call.</source>
        <translation>
            <numerusform>كلها متصلة.</numerusform>
            <numerusform>واحد منها غير متصل ويُبلَّغ حين يتصل.</numerusform>
            <numerusform>اثنان منها غير متصلين ويُبلَّغان حين يتصلان.</numerusform>
            <numerusform>%Ln منها غير متصلة وتُبلَّغ حين تتصل.</numerusform>
            <numerusform>%Ln منها غير متصلة وتُبلَّغ حين تتصل.</numerusform>
            <numerusform>%Ln منها غير متصلة وتُبلَّغ حين تتصل.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people are not active and are left out.</source>
        <translation>
            <numerusform>كلهم نشطون.</numerusform>
            <numerusform>شخص واحد غير نشط ويُستثنى.</numerusform>
            <numerusform>شخصان غير نشطين ويُستثنيان.</numerusform>
            <numerusform>%Ln أشخاص غير نشطين ويُستثنون.</numerusform>
            <numerusform>%Ln شخصًا غير نشطين ويُستثنون.</numerusform>
            <numerusform>%Ln شخص غير نشطين ويُستثنون.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose sites or terminals</source>
        <translation>اختر مواقع أو أجهزة</translation>
    </message>
    <message>
        <source>That was not done</source>
        <translation>لم يُنفَّذ ذلك</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>How far it is cannot be asked now</source>
        <translation>لا يمكن السؤال عن التقدم الآن</translation>
    </message>
    <message>
        <source>{0} of {1} are there</source>
        <translation>{0} من {1} هناك</translation>
    </message>
    <message>
        <source>You may close this: it goes on at the edge.</source>
        <translation>يمكنك إغلاق هذا: يستمر في الخادم.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>لم يفشل شيء</numerusform>
            <numerusform>فشل واحد</numerusform>
            <numerusform>فشل اثنان</numerusform>
            <numerusform>فشلت %Ln</numerusform>
            <numerusform>فشلت %Ln</numerusform>
            <numerusform>فشلت %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>On which terminals</source>
        <translation>على أي أجهزة</translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>لا شيء منتظر</numerusform>
            <numerusform>واحد منتظر</numerusform>
            <numerusform>اثنان منتظران</numerusform>
            <numerusform>%Ln منتظرة</numerusform>
            <numerusform>%Ln منتظرًا</numerusform>
            <numerusform>%Ln منتظر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting until it calls</source>
        <translation>
            <numerusform>لا شيء ينتظر اتصاله</numerusform>
            <numerusform>واحد ينتظر اتصاله</numerusform>
            <numerusform>اثنان ينتظران اتصاله</numerusform>
            <numerusform>%Ln تنتظر اتصاله</numerusform>
            <numerusform>%Ln تنتظر اتصاله</numerusform>
            <numerusform>%Ln تنتظر اتصاله</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EntryDetail</name>
    <message>
        <source>What changed</source>
        <translation>ما تغيّر</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>الدليل</translation>
    </message>
    <message>
        <source>When</source>
        <translation>متى</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>من</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>على ماذا</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>البرنامج</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>البصمة الرقمية</translation>
    </message>
    <message>
        <source>The one before</source>
        <translation>الذي قبله</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Export</source>
        <translation>تصدير</translation>
    </message>
    <message>
        <source>Export {0}</source>
        <translation>تصدير {0}</translation>
    </message>
    <message>
        <source>There is nothing to export</source>
        <translation>لا شيء للتصدير</translation>
    </message>
    <message>
        <source>The export was cancelled</source>
        <translation>أُلغي التصدير</translation>
    </message>
    <message>
        <source>No file was written.</source>
        <translation>لم يُكتب أي ملف.</translation>
    </message>
    <message>
        <source>There are too many rows for this kind of file. Filter them, or export as CSV.</source>
        <translation>الأسطر أكثر مما يتسع له هذا النوع من الملفات. صفّها، أو صدّرها بصيغة CSV.</translation>
    </message>
    <message>
        <source>{0} was not written</source>
        <translation>لم يُكتب {0}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>مفتوح</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>فتح المجلد</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>لا أسطر</numerusform>
            <numerusform>سطر واحد</numerusform>
            <numerusform>سطران</numerusform>
            <numerusform>%Ln أسطر</numerusform>
            <numerusform>%Ln سطرًا</numerusform>
            <numerusform>%Ln سطر</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} is written</source>
        <translation>كُتب {0}</translation>
    </message>
    <message>
        <source>Collecting what is to be exported</source>
        <translation>جارٍ جمع ما سيُصدَّر</translation>
    </message>
    <message>
        <source>About this file</source>
        <translation>حول هذا الملف</translation>
    </message>
    <message>
        <source>Exporting {0}</source>
        <translation>جارٍ تصدير {0}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Spreadsheet (*.xlsx)</source>
        <translation>جدول بيانات (*.xlsx)</translation>
    </message>
    <message>
        <source>Text with separators (*.csv)</source>
        <translation>نص بفواصل (*.csv)</translation>
    </message>
    <message>
        <source>Document to print (*.pdf)</source>
        <translation>مستند للطباعة (*.pdf)</translation>
    </message>
</context>
<context>
    <name>ExtendDialog</name>
    <message>
        <source>Silence until later</source>
        <translation>تمديد الإسكات</translation>
    </message>
    <message>
        <source>Hold on</source>
        <translation>تمديد</translation>
    </message>
    <message>
        <source>From now for</source>
        <translation>من الآن لمدة</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Copy {0}</source>
        <translation>نسخ {0}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
</context>
<context>
    <name>FeedBar</name>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>تصدير…</translation>
    </message>
    <message>
        <source>Select only one again</source>
        <translation>تحديد واحد فقط من جديد</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>لا شيء محدد</numerusform>
            <numerusform>واحد محدد</numerusform>
            <numerusform>اثنان محددان</numerusform>
            <numerusform>%Ln محددة</numerusform>
            <numerusform>%Ln محددًا</numerusform>
            <numerusform>%Ln محدد</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FeedFills</name>
    <message>
        <source>The missing punches were not fetched</source>
        <translation>لم تُجلب التسجيلات الناقصة</translation>
    </message>
    <message>
        <source>The gap is kept here no longer</source>
        <translation>لم تعد الفجوة محفوظة هنا</translation>
    </message>
    <message>
        <source>Nothing was punched meanwhile.</source>
        <translation>لم يسجّل أحد في هذه الأثناء.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln missing punches were put in</source>
        <translation>
            <numerusform>لم تُضف تسجيلات ناقصة</numerusform>
            <numerusform>أُضيف تسجيل ناقص</numerusform>
            <numerusform>أُضيف تسجيلان ناقصان</numerusform>
            <numerusform>أُضيفت %Ln تسجيلات ناقصة</numerusform>
            <numerusform>أُضيف %Ln تسجيلًا ناقصًا</numerusform>
            <numerusform>أُضيف %Ln تسجيل ناقص</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FeedPage</name>
    <message>
        <source>Filter, for example  {0}</source>
        <translation>تصفية، مثلًا  {0}</translation>
    </message>
    <message>
        <source>Pause the feed</source>
        <translation>إيقاف البث مؤقتًا</translation>
    </message>
    <message>
        <source>To the newest punch</source>
        <translation>إلى أحدث تسجيل</translation>
    </message>
    <message>
        <source>resume</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Filter the feed</source>
        <translation>تصفية البث</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>مسح عامل التصفية</translation>
    </message>
    <message>
        <source>Keep this view…</source>
        <translation>حفظ هذا العرض…</translation>
    </message>
    <message>
        <source>Select one more, or one less</source>
        <translation>تحديد واحد إضافي أو إلغاء تحديد واحد</translation>
    </message>
    <message>
        <source>Colour rules…</source>
        <translation>قواعد الألوان…</translation>
    </message>
    <message>
        <source>highlight</source>
        <translation>إبراز</translation>
    </message>
    <message>
        <source>Copy the selected rows</source>
        <translation>نسخ الأسطر المحددة</translation>
    </message>
    <message>
        <source>Show the terminal of the selected row</source>
        <translation>عرض جهاز السطر المحدد</translation>
    </message>
    <message>
        <source>Punches in each of the last 60 minutes</source>
        <translation>التسجيلات في كل دقيقة من الستين الأخيرة</translation>
    </message>
    <message>
        <source>Live feed</source>
        <translation>البث المباشر</translation>
    </message>
    <message>
        <source>In a window of its own</source>
        <translation>في نافذة مستقلة</translation>
    </message>
    <message>
        <source>No punches yet</source>
        <translation>لا تسجيلات بعد</translation>
    </message>
    <message>
        <source>Every punch appears here the moment a terminal hands it over.</source>
        <translation>يظهر هنا كل تسجيل حضور لحظة يسلّمه الجهاز.</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>لا شيء مطابق</translation>
    </message>
    <message>
        <source>No punch that is kept here passes the filter. New ones that do appear by themselves.</source>
        <translation>لا تسجيل محفوظ هنا يجتاز عامل التصفية. ستظهر التسجيلات الجديدة المطابقة من تلقاء نفسها.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new, and what you see is kept no longer. Resume (End)</source>
        <translation>
            <numerusform>لا جديد، وما تراه لم يعد محفوظًا. استئناف (End)</numerusform>
            <numerusform>تسجيل جديد، وما تراه لم يعد محفوظًا. استئناف (End)</numerusform>
            <numerusform>تسجيلان جديدان، وما تراه لم يعد محفوظًا. استئناف (End)</numerusform>
            <numerusform>%Ln جديدة، وما تراه لم يعد محفوظًا. استئناف (End)</numerusform>
            <numerusform>%Ln جديدًا، وما تراه لم يعد محفوظًا. استئناف (End)</numerusform>
            <numerusform>%Ln جديد، وما تراه لم يعد محفوظًا. استئناف (End)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new, resume (End)</source>
        <translation>
            <numerusform>لا جديد، استئناف (End)</numerusform>
            <numerusform>تسجيل جديد، استئناف (End)</numerusform>
            <numerusform>تسجيلان جديدان، استئناف (End)</numerusform>
            <numerusform>%Ln جديدة، استئناف (End)</numerusform>
            <numerusform>%Ln جديدًا، استئناف (End)</numerusform>
            <numerusform>%Ln جديد، استئناف (End)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln punches a minute</source>
        <translation>
            <numerusform>لا تسجيلات في الدقيقة</numerusform>
            <numerusform>تسجيل واحد في الدقيقة</numerusform>
            <numerusform>تسجيلان في الدقيقة</numerusform>
            <numerusform>%Ln تسجيلات في الدقيقة</numerusform>
            <numerusform>%Ln تسجيلًا في الدقيقة</numerusform>
            <numerusform>%Ln تسجيل في الدقيقة</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Only {0}</source>
        <translation>{0} فقط</translation>
    </message>
    <message>
        <source>employee {0}</source>
        <translation>الموظف {0}</translation>
    </message>
    <message>
        <source>Show {0}</source>
        <translation>عرض {0}</translation>
    </message>
    <message>
        <source>Fetch what is missing</source>
        <translation>جلب الناقص</translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln rows</source>
        <translation>
            <numerusform>نسخ الأسطر</numerusform>
            <numerusform>نسخ سطر واحد</numerusform>
            <numerusform>نسخ سطرين</numerusform>
            <numerusform>نسخ %Ln أسطر</numerusform>
            <numerusform>نسخ %Ln سطرًا</numerusform>
            <numerusform>نسخ %Ln سطر</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy the row</source>
        <translation>نسخ السطر</translation>
    </message>
</context>
<context>
    <name>FeedTable</name>
    <message>
        <source>Punches, oldest first</source>
        <translation>التسجيلات، الأقدم أولًا</translation>
    </message>
</context>
<context>
    <name>FeedWords</name>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>التأخر</translation>
    </message>
    <message>
        <source>Employee</source>
        <translation>الموظف</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Recognised by</source>
        <translation>طريقة التعرف</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>الموقع</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>ملاحظات</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>متأخر</translation>
    </message>
    <message>
        <source>Clock wrong</source>
        <translation>الساعة غير صحيحة</translation>
    </message>
    <message>
        <source>Hour left out</source>
        <translation>ساعة محذوفة</translation>
    </message>
    <message>
        <source>Hour came twice</source>
        <translation>ساعة تكررت</translation>
    </message>
    <message>
        <source>Zone guessed</source>
        <translation>منطقة مخمَّنة</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>مكرر</translation>
    </message>
    <message>
        <source>Everything told meanwhile is at the edge; only this window has not heard it.</source>
        <translation>كل ما قيل في هذه الأثناء موجود في الخادم، وهذه النافذة وحدها لم تسمعه.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>{0}, your time</source>
        <translation>{0} بتوقيتك</translation>
    </message>
    <message>
        <source>Fetch it</source>
        <translation>جلب</translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation>جارٍ الجلب…</translation>
    </message>
    <message>
        <source>Gap: the stream lost something here</source>
        <translation>فجوة: فقد البث شيئًا هنا</translation>
    </message>
    <message>
        <source>Gap: the stream lost what was told before {0}</source>
        <translation>فجوة: فقد البث ما قيل قبل {0}</translation>
    </message>
    <message>
        <source>Gap: the stream lost what was told between {0} and {1}</source>
        <translation>فجوة: فقد البث ما قيل بين {0} و{1}</translation>
    </message>
    <message>
        <source>At the terminal: {0} ({1})</source>
        <translation>عند الجهاز: {0} ({1})</translation>
    </message>
    <message>
        <source>Your time: {0}</source>
        <translation>بتوقيتك: {0}</translation>
    </message>
    <message>
        <source>Received: {0}, your time</source>
        <translation>استُلم: {0} بتوقيتك</translation>
    </message>
    <message>
        <source>Arrived {0} before its own time: the terminal&apos;s clock is ahead</source>
        <translation>وصل قبل وقته بـ {0}: ساعة الجهاز متقدمة</translation>
    </message>
    <message>
        <source>Arrived {0} after it was made</source>
        <translation>وصل بعد إجرائه بـ {0}</translation>
    </message>
    <message>
        <source>the same person did the same at this terminal less than a minute away</source>
        <translation>فعل الشخص نفسه الشيء نفسه عند هذا الجهاز بفارق أقل من دقيقة</translation>
    </message>
</context>
<context>
    <name>FilterBox</name>
    <message>
        <source>Filter</source>
        <translation>عامل التصفية</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>مسح عامل التصفية</translation>
    </message>
    <message>
        <source>The filter can be read.</source>
        <translation>عامل التصفية مفهوم.</translation>
    </message>
    <message>
        <source>The filter is not finished.</source>
        <translation>عامل التصفية غير مكتمل.</translation>
    </message>
    <message>
        <source>The filter cannot be read; what was shown before stays.</source>
        <translation>عامل التصفية غير مفهوم، ويبقى ما كان معروضًا.</translation>
    </message>
    <message>
        <source>At character {0}: {1}</source>
        <translation>عند الحرف {0}: {1}</translation>
    </message>
</context>
<context>
    <name>Fingerprint</name>
    <message>
        <source>Fingerprint, SHA-256</source>
        <translation>البصمة، SHA-256</translation>
    </message>
</context>
<context>
    <name>FirstRunDialog</name>
    <message>
        <source>Welcome to Punchdeck</source>
        <translation>مرحبًا بك في Punchdeck</translation>
    </message>
    <message>
        <source>It watches over the terminals that report to an edge, a server of your own.</source>
        <translation>يراقب الأجهزة التي ترسل إلى خادم طرف خاص بك.</translation>
    </message>
    <message>
        <source>Connect to a running edge</source>
        <translation>الاتصال بخادم يعمل</translation>
    </message>
    <message>
        <source>You need its address and the key that you were given for it.</source>
        <translation>تحتاج إلى عنوانه وإلى المفتاح الذي أُعطي لك.</translation>
    </message>
    <message>
        <source>Look around in the demo</source>
        <translation>التجول في العرض التجريبي</translation>
    </message>
    <message>
        <source>An edge and a fleet of simulated terminals run on this computer until you leave. Nothing of it is kept.</source>
        <translation>يعمل خادم وأسطول من الأجهزة المحاكاة على هذا الحاسوب حتى تغادر. لا يُحفظ شيء منه.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>بدء</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>المفتاح</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Start the demo</source>
        <translation>بدء العرض التجريبي</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>Check the key</source>
        <translation>التحقق من المفتاح</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>اتصال</translation>
    </message>
    <message>
        <source>Enter the API key that you were given.</source>
        <translation>أدخل مفتاح الواجهة البرمجية الذي أُعطي لك.</translation>
    </message>
    <message>
        <source>The connection cannot be kept on this computer</source>
        <translation>تعذر حفظ الاتصال على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Something went wrong inside Punchdeck</source>
        <translation>حدث خطأ داخل Punchdeck</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>Start the demo</source>
        <translation>بدء العرض التجريبي</translation>
    </message>
    <message>
        <source>Your first connection</source>
        <translation>اتصالك الأول</translation>
    </message>
    <message>
        <source>Punchdeck watches over an edge: the server that your terminals report to. Enter its address and the key that you were given for it.</source>
        <translation>يراقب Punchdeck خادم الطرف: الخادم الذي ترسل إليه أجهزتك. أدخل عنوانه والمفتاح الذي أُعطي لك.</translation>
    </message>
    <message>
        <source>No edge yet?</source>
        <translation>لا خادم لديك بعد؟</translation>
    </message>
    <message>
        <source>Look around in a fleet of simulated terminals that runs on this computer.</source>
        <translation>تجوّل في أسطول من الأجهزة المحاكاة يعمل على هذا الحاسوب.</translation>
    </message>
</context>
<context>
    <name>FirstTerminal</name>
    <message>
        <source>Connect the first terminal</source>
        <translation>ربط الجهاز الأول</translation>
    </message>
    <message>
        <source>Add a terminal…</source>
        <translation>إضافة جهاز…</translation>
    </message>
    <message>
        <source>On the terminal, open its menu for communication, then cloud server (ADMS), and enter:</source>
        <translation>على الجهاز افتح قائمة الاتصالات ثم الخادم السحابي (ADMS) وأدخل:</translation>
    </message>
    <message>
        <source>Within a minute it is listed here as waiting: approve it, and choose its site.</source>
        <translation>خلال دقيقة يُدرج هنا منتظرًا: وافق عليه واختر موقعه.</translation>
    </message>
    <message>
        <source>Punch once. It is on the live page within a second.</source>
        <translation>سجّل الحضور مرة. يظهر في الصفحة المباشرة خلال ثانية.</translation>
    </message>
    <message>
        <source>No terminal at hand? A command shows a simulated fleet of 14 sites:</source>
        <translation>لا جهاز في متناولك؟ يعرض أمر واحد أسطولًا محاكى من 14 موقعًا:</translation>
    </message>
</context>
<context>
    <name>FleetFigures</name>
    <message>
        <source>Terminals online</source>
        <translation>الأجهزة المتصلة</translation>
    </message>
    <message>
        <source>Punches in the last hour</source>
        <translation>التسجيلات، آخر ساعة</translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>بانتظار الموافقة</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>المواقع</translation>
    </message>
    <message>
        <source>Terminals</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message>
        <source>All of them</source>
        <translation>كلها</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>Punches, last known hour</source>
        <translation>التسجيلات، آخر ساعة معروفة</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>لا شيء بعد</translation>
    </message>
    <message>
        <source>{0} since {1}</source>
        <translation>{0} منذ {1}</translation>
    </message>
    <message>
        <source>{0} in the last 24 hours</source>
        <translation>{0} في آخر 24 ساعة</translation>
    </message>
    <message>
        <source>New terminals show up here</source>
        <translation>تظهر الأجهزة الجديدة هنا</translation>
    </message>
    <message>
        <source>See who it is</source>
        <translation>اعرف أيها</translation>
    </message>
    <message>
        <source>Approve or refuse</source>
        <translation>الموافقة أو الرفض</translation>
    </message>
    <message numerus="yes">
        <source>%n not on the map yet</source>
        <translation>
            <numerusform>الكل على الخريطة</numerusform>
            <numerusform>موقع ليس على الخريطة بعد</numerusform>
            <numerusform>موقعان ليسا على الخريطة بعد</numerusform>
            <numerusform>%Ln ليست على الخريطة بعد</numerusform>
            <numerusform>%Ln ليست على الخريطة بعد</numerusform>
            <numerusform>%Ln ليست على الخريطة بعد</numerusform>
        </translation>
    </message>
    <message>
        <source>All on the map</source>
        <translation>كلها على الخريطة</translation>
    </message>
</context>
<context>
    <name>FleetSheets</name>
    <message>
        <source>Terminals</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>About</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>فُتح</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>منتهٍ</translation>
    </message>
    <message>
        <source>Taken on by</source>
        <translation>يتولاه</translation>
    </message>
    <message>
        <source>Taken on</source>
        <translation>تم تولّيه</translation>
    </message>
    <message>
        <source>Assigned to</source>
        <translation>مُسند إلى</translation>
    </message>
    <message>
        <source>Part of</source>
        <translation>جزء من</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>المعرّف</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>التنبيهات</translation>
    </message>
    <message>
        <source>Time at the terminal</source>
        <translation>الوقت عند الجهاز</translation>
    </message>
    <message>
        <source>Ahead of UTC</source>
        <translation>التقدم على UTC</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>استُلم</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>التأخر</translation>
    </message>
    <message>
        <source>Employee</source>
        <translation>الموظف</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Recognised by</source>
        <translation>طريقة التعرف</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>الرقم التسلسلي</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>الموقع</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>ملاحظات</translation>
    </message>
    <message>
        <source>Work code</source>
        <translation>رمز العمل</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>الفجوات</translation>
    </message>
    <message numerus="yes">
        <source>%n times the stream lost something</source>
        <translation>
            <numerusform>لم يفقد البث شيئًا</numerusform>
            <numerusform>فقد البث شيئًا مرة</numerusform>
            <numerusform>فقد البث شيئًا مرتين</numerusform>
            <numerusform>فقد البث شيئًا %Ln مرات</numerusform>
            <numerusform>فقد البث شيئًا %Ln مرة</numerusform>
            <numerusform>فقد البث شيئًا %Ln مرة</numerusform>
        </translation>
    </message>
    <message>
        <source>Punches</source>
        <translation>التسجيلات</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Punches in 24 hours</source>
        <translation>التسجيلات في 24 ساعة</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>المواقع</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>الأسطول</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>عامل التصفية</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>أُعد في</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>الأوقات</translation>
    </message>
    <message>
        <source>{0}, but for those at a terminal</source>
        <translation>{0}، عدا أوقات الأجهزة</translation>
    </message>
</context>
<context>
    <name>HandoverWords</name>
    <message>
        <source>From {0} to {1}</source>
        <translation>من {0} إلى {1}</translation>
    </message>
    <message numerus="yes">
        <source>Still open: %Ln</source>
        <translation>
            <numerusform>ما زالت مفتوحة: %Ln</numerusform>
            <numerusform>ما زالت مفتوحة: %Ln</numerusform>
            <numerusform>ما زالت مفتوحة: %Ln</numerusform>
            <numerusform>ما زالت مفتوحة: %Ln</numerusform>
            <numerusform>ما زالت مفتوحة: %Ln</numerusform>
            <numerusform>ما زالت مفتوحة: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Over in this shift: %Ln</source>
        <translation>
            <numerusform>انتهت في هذه النوبة: %Ln</numerusform>
            <numerusform>انتهت في هذه النوبة: %Ln</numerusform>
            <numerusform>انتهت في هذه النوبة: %Ln</numerusform>
            <numerusform>انتهت في هذه النوبة: %Ln</numerusform>
            <numerusform>انتهت في هذه النوبة: %Ln</numerusform>
            <numerusform>انتهت في هذه النوبة: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Silenced: %Ln</source>
        <translation>
            <numerusform>مُسكتة: %Ln</numerusform>
            <numerusform>مُسكتة: %Ln</numerusform>
            <numerusform>مُسكتة: %Ln</numerusform>
            <numerusform>مُسكتة: %Ln</numerusform>
            <numerusform>مُسكتة: %Ln</numerusform>
            <numerusform>مُسكتة: %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>• until {0}, by {1}. {2}</source>
        <translation>• حتى {0}، بواسطة {1}. {2}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>To be watched</source>
        <translation>ينبغي مراقبته</translation>
    </message>
    <message>
        <source>given to {0}</source>
        <translation>أُسند إلى {0}</translation>
    </message>
    <message>
        <source>nobody has taken it on</source>
        <translation>لم يتولَّه أحد</translation>
    </message>
    <message>
        <source>• {0}: {1}, for {2}; {3}</source>
        <translation>• {0}: {1}، منذ {2}، {3}</translation>
    </message>
    <message>
        <source>• {0}, after {1}</source>
        <translation>• {0}، بعد {1}</translation>
    </message>
    <message>
        <source>{0}; seen to by {1}</source>
        <translation>{0}، يتابعه {1}</translation>
    </message>
    <message numerus="yes">
        <source>• {0}: {1}, %Ln times, last at {2}</source>
        <translation>
            <numerusform>• {0}: {1}، %Ln مرة، آخرها {2}</numerusform>
            <numerusform>• {0}: {1}، مرة، {2}</numerusform>
            <numerusform>• {0}: {1}، مرتين، آخرهما {2}</numerusform>
            <numerusform>• {0}: {1}، %Ln مرات، آخرها {2}</numerusform>
            <numerusform>• {0}: {1}، %Ln مرة، آخرها {2}</numerusform>
            <numerusform>• {0}: {1}، %Ln مرة، آخرها {2}</numerusform>
        </translation>
    </message>
    <message>
        <source>• {0}: {1} at {2}</source>
        <translation>• {0}: {1} في {2}</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>command</source>
        <translation>أمر</translation>
    </message>
    <message>
        <source>job</source>
        <translation>مهمة</translation>
    </message>
    <message>
        <source>terminal</source>
        <translation>جهاز</translation>
    </message>
    <message>
        <source>employee</source>
        <translation>موظف</translation>
    </message>
    <message>
        <source>site</source>
        <translation>موقع</translation>
    </message>
    <message>
        <source>webhook</source>
        <translation>خطاف ويب</translation>
    </message>
    <message>
        <source>alert rule</source>
        <translation>قاعدة تنبيه</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>قناة</translation>
    </message>
    <message>
        <source>key</source>
        <translation>مفتاح</translation>
    </message>
    <message>
        <source>person</source>
        <translation>شخص</translation>
    </message>
    <message>
        <source>policy</source>
        <translation>سياسة</translation>
    </message>
    <message>
        <source>message</source>
        <translation>رسالة</translation>
    </message>
    <message>
        <source>maintenance</source>
        <translation>صيانة</translation>
    </message>
    <message>
        <source>firmware</source>
        <translation>برنامج ثابت</translation>
    </message>
    <message>
        <source>dead lines</source>
        <translation>أسطر مرفوضة</translation>
    </message>
    <message>
        <source>work code</source>
        <translation>رمز عمل</translation>
    </message>
    <message>
        <source>{0} made</source>
        <translation>{0}: إنشاء</translation>
    </message>
    <message>
        <source>{0} changed</source>
        <translation>{0}: تعديل</translation>
    </message>
    <message>
        <source>{0} deleted</source>
        <translation>{0}: حذف</translation>
    </message>
    <message>
        <source>{0} sent</source>
        <translation>{0}: إرسال</translation>
    </message>
    <message>
        <source>{0} cancelled</source>
        <translation>{0}: إلغاء</translation>
    </message>
    <message>
        <source>{0} ended</source>
        <translation>{0}: إنهاء</translation>
    </message>
    <message>
        <source>{0} approved</source>
        <translation>{0}: موافقة</translation>
    </message>
    <message>
        <source>{0} refused</source>
        <translation>رفض {0}</translation>
    </message>
    <message>
        <source>{0} replaced</source>
        <translation>{0}: استبدال</translation>
    </message>
    <message>
        <source>{0} sent to terminals</source>
        <translation>{0}: إرسال إلى الأجهزة</translation>
    </message>
    <message>
        <source>{0} switched on</source>
        <translation>{0}: تفعيل</translation>
    </message>
    <message>
        <source>{0} switched off</source>
        <translation>{0}: تعطيل</translation>
    </message>
    <message>
        <source>{0}: deliveries sent again</source>
        <translation>{0}: إعادة عمليات التسليم</translation>
    </message>
    <message>
        <source>{0} revoked</source>
        <translation>{0}: سحب الصلاحية</translation>
    </message>
    <message>
        <source>{0} read again</source>
        <translation>{0}: إعادة قراءة</translation>
    </message>
    <message>
        <source>{0} discarded</source>
        <translation>{0}: تخلٍّ</translation>
    </message>
</context>
<context>
    <name>HeldActs</name>
    <message>
        <source>Undo what is about to be done</source>
        <translation>التراجع عما سيُنفَّذ</translation>
    </message>
    <message>
        <source>take back</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Taken back: nothing was changed</source>
        <translation>تم التراجع: لم يتغير شيء</translation>
    </message>
    <message>
        <source>It was not done: {0}</source>
        <translation>لم يُنفَّذ ذلك: {0}</translation>
    </message>
</context>
<context>
    <name>HistoryCharts</name>
    <message>
        <source>Online, % of each day</source>
        <translation>متصل، % من كل يوم</translation>
    </message>
    <message>
        <source>Punches in each hour</source>
        <translation>التسجيلات في كل ساعة</translation>
    </message>
    <message>
        <source>From punch to receipt, seconds</source>
        <translation>من التسجيل إلى الاستلام، بالثواني</translation>
    </message>
</context>
<context>
    <name>HoldDialog</name>
    <message>
        <source>1 hour</source>
        <translation>ساعة واحدة</translation>
    </message>
    <message>
        <source>4 hours</source>
        <translation>4 ساعات</translation>
    </message>
    <message>
        <source>8 hours</source>
        <translation>8 ساعات</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>يوم واحد</translation>
    </message>
    <message>
        <source>Until it is over</source>
        <translation>حتى ينتهي</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>المدة</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Say why nobody is to be told of it again.</source>
        <translation>اذكر لماذا لا يُبلَّغ به أحد مجددًا.</translation>
    </message>
</context>
<context>
    <name>HoverCard</name>
    <message>
        <source>Local time</source>
        <translation>التوقيت المحلي</translation>
    </message>
    <message>
        <source>Last punch</source>
        <translation>آخر تسجيل حضور</translation>
    </message>
    <message numerus="yes">
        <source>Punches, last %n hours</source>
        <translation>
            <numerusform>التسجيلات</numerusform>
            <numerusform>التسجيلات، آخر ساعة</numerusform>
            <numerusform>التسجيلات، آخر ساعتين</numerusform>
            <numerusform>التسجيلات، آخر %Ln ساعات</numerusform>
            <numerusform>التسجيلات، آخر %Ln ساعة</numerusform>
            <numerusform>التسجيلات، آخر %Ln ساعة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Hushing</name>
    <message>
        <source>Silences…</source>
        <translation>الإسكاتات…</translation>
    </message>
    <message>
        <source>Maintenance…</source>
        <translation>الصيانة…</translation>
    </message>
    <message>
        <source>Silence what the filter shows…</source>
        <translation>إسكات ما يعرضه عامل التصفية…</translation>
    </message>
    <message>
        <source>A silence ends in {0}</source>
        <translation>ينتهي إسكات بعد {0}</translation>
    </message>
    <message numerus="yes">
        <source>{0}. %n alerts that it hides are told then.</source>
        <translation>
            <numerusform>{0}. لا تنبيه يخفيه.</numerusform>
            <numerusform>{0}. يُبلَّغ حينها بالتنبيه الذي يخفيه.</numerusform>
            <numerusform>{0}. يُبلَّغ حينها بالتنبيهين اللذين يخفيهما.</numerusform>
            <numerusform>{0}. يُبلَّغ حينها بـ %Ln تنبيهات يخفيها.</numerusform>
            <numerusform>{0}. يُبلَّغ حينها بـ %Ln تنبيهًا يخفيها.</numerusform>
            <numerusform>{0}. يُبلَّغ حينها بـ %Ln تنبيه يخفيها.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>لوحة التفاصيل</translation>
    </message>
    <message>
        <source>Close the inspector</source>
        <translation>إغلاق لوحة التفاصيل</translation>
    </message>
    <message>
        <source>In a window of its own</source>
        <translation>في نافذة مستقلة</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>لا شيء محدد</translation>
    </message>
    <message>
        <source>Select a site, a terminal, a punch or an alert to see everything about it here.</source>
        <translation>حدد موقعًا أو جهازًا أو تسجيل حضور أو تنبيهًا لترى هنا كل ما يخصه.</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>الموقع</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>Punch</source>
        <translation>تسجيل حضور</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>التنبيه</translation>
    </message>
</context>
<context>
    <name>JobActions</name>
    <message>
        <source>Terminals that have not fetched it never will. Those that have fetched it still carry it out.</source>
        <translation>الأجهزة التي لم تجلبه لن تجلبه أبدًا. والتي جلبته تنفّذه رغم ذلك.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>أُلغي</translation>
    </message>
    <message>
        <source>Cancel “{0}”?</source>
        <translation>إلغاء «{0}»؟</translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n jobs?</source>
        <translation>
            <numerusform>إلغاء المهام؟</numerusform>
            <numerusform>إلغاء مهمة واحدة؟</numerusform>
            <numerusform>إلغاء مهمتين؟</numerusform>
            <numerusform>إلغاء %Ln مهام؟</numerusform>
            <numerusform>إلغاء %Ln مهمة؟</numerusform>
            <numerusform>إلغاء %Ln مهمة؟</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>إلغاؤها</translation>
    </message>
    <message numerus="yes">
        <source>%n terminals were spared.</source>
        <translation>
            <numerusform>لم يُعفَ أي جهاز.</numerusform>
            <numerusform>أُعفي جهاز واحد.</numerusform>
            <numerusform>أُعفي جهازان.</numerusform>
            <numerusform>أُعفيت %Ln أجهزة.</numerusform>
            <numerusform>أُعفي %Ln جهازًا.</numerusform>
            <numerusform>أُعفي %Ln جهاز.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were too late: they had answered already.</source>
        <translation>
            <numerusform>لم يتأخر شيء.</numerusform>
            <numerusform>تأخر واحد: كان قد أُجيب عنه.</numerusform>
            <numerusform>تأخر اثنان: كان قد أُجيب عنهما.</numerusform>
            <numerusform>تأخرت %Ln: كان قد أُجيب عنها.</numerusform>
            <numerusform>تأخرت %Ln: كان قد أُجيب عنها.</numerusform>
            <numerusform>تأخرت %Ln: كان قد أُجيب عنها.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were too late: they have fetched it already.</source>
        <translation>
            <numerusform>لم يتأخر شيء.</numerusform>
            <numerusform>تأخر واحد: كان قد جُلب.</numerusform>
            <numerusform>تأخر اثنان: كانا قد جُلبا.</numerusform>
            <numerusform>تأخرت %Ln: كانت قد جُلبت.</numerusform>
            <numerusform>تأخرت %Ln: كانت قد جُلبت.</numerusform>
            <numerusform>تأخرت %Ln: كانت قد جُلبت.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try “{0}” again?</source>
        <translation>إعادة محاولة «{0}»؟</translation>
    </message>
    <message numerus="yes">
        <source>%n terminals</source>
        <translation>
            <numerusform>لا أجهزة</numerusform>
            <numerusform>جهاز واحد</numerusform>
            <numerusform>جهازان</numerusform>
            <numerusform>%Ln أجهزة</numerusform>
            <numerusform>%Ln جهازًا</numerusform>
            <numerusform>%Ln جهاز</numerusform>
        </translation>
    </message>
    <message>
        <source>Tried again</source>
        <translation>أُعيدت المحاولة</translation>
    </message>
    <message numerus="yes">
        <source>%n taken back.</source>
        <translation>
            <numerusform>لم يُسحب شيء.</numerusform>
            <numerusform>سُحب أمر واحد.</numerusform>
            <numerusform>سُحب أمران.</numerusform>
            <numerusform>سُحبت %Ln أوامر.</numerusform>
            <numerusform>سُحب %Ln أمرًا.</numerusform>
            <numerusform>سُحب %Ln أمر.</numerusform>
        </translation>
    </message>
    <message>
        <source>Commands taken back</source>
        <translation>سُحبت الأوامر</translation>
    </message>
    <message numerus="yes">
        <source>Take %n commands back?</source>
        <translation>
            <numerusform>سحب الأوامر؟</numerusform>
            <numerusform>سحب أمر واحد؟</numerusform>
            <numerusform>سحب أمرين؟</numerusform>
            <numerusform>سحب %Ln أوامر؟</numerusform>
            <numerusform>سحب %Ln أمرًا؟</numerusform>
            <numerusform>سحب %Ln أمر؟</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobDetail</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Retry what failed</source>
        <translation>إعادة محاولة ما فشل</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>تصدير…</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>إلى من</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>صدر في</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>انتهى في</translation>
    </message>
    <message>
        <source>By</source>
        <translation>بواسطة</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>المعاملات</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
</context>
<context>
    <name>JobPanel</name>
    <message>
        <source>Terminals</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>لحظة</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>صدر في</translation>
    </message>
    <message>
        <source>Fetched</source>
        <translation>جُلب</translation>
    </message>
    <message>
        <source>Times sent</source>
        <translation>عدد مرات الإرسال</translation>
    </message>
    <message>
        <source>Its answer</source>
        <translation>جوابه</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>ما آل إليه</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>الرقم التسلسلي</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>الموقع</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Given (UTC)</source>
        <translation>صدر في (UTC)</translation>
    </message>
    <message>
        <source>Ended (UTC)</source>
        <translation>انتهى في (UTC)</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>الأمر</translation>
    </message>
</context>
<context>
    <name>KeyDetail</name>
    <message>
        <source>New secret…</source>
        <translation>سر جديد…</translation>
    </message>
    <message>
        <source>Whose it is…</source>
        <translation>صاحبه…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>إلغاء…</translation>
    </message>
    <message>
        <source>What it may do</source>
        <translation>ما يُسمح به</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>المفتاح</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>الدور</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>المواقع</translation>
    </message>
    <message>
        <source>Only from</source>
        <translation>من هذه فقط</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>صاحبه</translation>
    </message>
    <message>
        <source>{0}, from {1}</source>
        <translation>{0}، من {1}</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>آخر استعمال</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>الانتهاء</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>أُنشئ</translation>
    </message>
    <message>
        <source>The server</source>
        <translation>الخادم</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>أنشأه</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>المعرّف</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>New key</source>
        <translation>مفتاح جديد</translation>
    </message>
    <message>
        <source>One for each program and each person: so the audit log says who did it, and one can be revoked without the others.</source>
        <translation>واحد لكل برنامج ولكل شخص: ليبيّن سجل التدقيق من فعل، ويمكن إلغاء واحد دون غيره.</translation>
    </message>
    <message>
        <source>Make the key</source>
        <translation>إنشاء المفتاح</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>What it is for, like Payroll import</source>
        <translation>الغرض منه، مثل استيراد الرواتب</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>الدور</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>الانتهاء</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>أبدًا</translation>
    </message>
    <message>
        <source>In a day</source>
        <translation>بعد يوم</translation>
    </message>
    <message>
        <source>In 30 days</source>
        <translation>بعد 30 يومًا</translation>
    </message>
    <message>
        <source>In 90 days</source>
        <translation>بعد 90 يومًا</translation>
    </message>
    <message>
        <source>In a year</source>
        <translation>بعد سنة</translation>
    </message>
    <message>
        <source>Whose it is</source>
        <translation>لمن هو</translation>
    </message>
    <message>
        <source>Nobody&apos;s in particular</source>
        <translation>ليس لأحد بعينه</translation>
    </message>
    <message>
        <source>Works only from</source>
        <translation>يعمل من هذه فقط</translation>
    </message>
    <message>
        <source>Addresses or networks with commas; empty: from anywhere</source>
        <translation>عناوين أو شبكات بينها فواصل، فارغ: من أي مكان</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>الصلاحيات</translation>
    </message>
    <message>
        <source>All of the role</source>
        <translation>كل صلاحيات الدور</translation>
    </message>
    <message>
        <source>These alone</source>
        <translation>هذه وحدها</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>هذه فقط</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>المواقع</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Give it a name to know it by.</source>
        <translation>أعطه اسمًا تعرفه به.</translation>
    </message>
    <message>
        <source>Tick at least one.</source>
        <translation>علّم واحدة على الأقل.</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>then</source>
        <comment>keys</comment>
        <translation>ثم</translation>
    </message>
    <message>
        <source>then another key, or wait</source>
        <translation>ثم مفتاحًا آخر، أو انتظر</translation>
    </message>
    <message>
        <source>Press the new keys. Esc leaves it as it is.</source>
        <translation>اضغط المفاتيح الجديدة. مفتاح Esc يُبقيها كما هي.</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>بلا مفاتيح</translation>
    </message>
</context>
<context>
    <name>KeyPage</name>
    <message>
        <source>Whoever runs the edge makes one for you. The first one stands in the file admin.key of its data folder.</source>
        <translation>ينشئه لك القائم على الخادم. يوجد الأول في الملف admin.key في مجلد بياناته.</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>الحساب</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>الدور</translation>
    </message>
    <message>
        <source>May change</source>
        <translation>يمكنه تعديل</translation>
    </message>
    <message>
        <source>terminals</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>employees</source>
        <translation>الموظفين</translation>
    </message>
    <message>
        <source>sites</source>
        <translation>المواقع</translation>
    </message>
    <message>
        <source>alerts</source>
        <translation>التنبيهات</translation>
    </message>
    <message>
        <source>webhooks</source>
        <translation>خطافات الويب</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>nothing: it is for looking</source>
        <translation>لا شيء: هو للاطلاع</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
</context>
<context>
    <name>KeysEditor</name>
    <message>
        <source>Change keyboard shortcuts</source>
        <translation>تغيير اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>البحث عن أمر أو مفتاح</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>بلا مفاتيح</translation>
    </message>
    <message>
        <source>As it came</source>
        <translation>كما كان في الأصل</translation>
    </message>
    <message>
        <source>All as they came</source>
        <translation>كلها كما كانت في الأصل</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Nothing is called “{0}”, and no such keys are used.</source>
        <translation>لا شيء باسم «{0}»، ولا تُستعمل مفاتيح كهذه.</translation>
    </message>
    <message>
        <source>On the page {0}</source>
        <translation>في صفحة {0}</translation>
    </message>
    <message>
        <source>changed, came without keys</source>
        <translation>تغيّر، وكان في الأصل بلا مفاتيح</translation>
    </message>
    <message>
        <source>changed, came with {0}</source>
        <translation>تغيّر، وكان في الأصل {0}</translation>
    </message>
    <message>
        <source>It is needed to move about in the window. Hold Ctrl or Alt beside it.</source>
        <translation>يُستعمل للتنقل في النافذة. اضغط معه Ctrl أو Alt.</translation>
    </message>
    <message>
        <source>{0} cannot be used</source>
        <translation>لا يمكن استعمال {0}</translation>
    </message>
    <message>
        <source>{0} is used already</source>
        <translation>{0} مستعمل من قبل</translation>
    </message>
    <message>
        <source>Use it here instead</source>
        <translation>استعمالها هنا بدلًا من ذلك</translation>
    </message>
    <message>
        <source>Press others</source>
        <translation>ضغط غيرها</translation>
    </message>
    <message numerus="yes">
        <source>By %n commands, among them {0} and {1}.</source>
        <translation>
            <numerusform>بواسطة {0} و{1}.</numerusform>
            <numerusform>بواسطة {0} و{1}.</numerusform>
            <numerusform>بواسطة أمرين: {0} و{1}.</numerusform>
            <numerusform>بواسطة %Ln أوامر منها {0} و{1}.</numerusform>
            <numerusform>بواسطة %Ln أمرًا منها {0} و{1}.</numerusform>
            <numerusform>بواسطة %Ln أمر منها {0} و{1}.</numerusform>
        </translation>
    </message>
    <message>
        <source>By {0} and {1}.</source>
        <translation>بواسطة {0} و{1}.</translation>
    </message>
    <message>
        <source>By {0}.</source>
        <translation>بواسطة {0}.</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>«{0}»</translation>
    </message>
    <message>
        <source>“{0}” on the page {1}</source>
        <translation>«{0}» في صفحة {1}</translation>
    </message>
    <message>
        <source>“{0}” is {1} now</source>
        <translation>«{0}» الآن {1}</translation>
    </message>
    <message>
        <source>“{0}” has no keys now</source>
        <translation>لم تعد لـ«{0}» مفاتيح</translation>
    </message>
    <message>
        <source>“{0}” is as it came</source>
        <translation>«{0}» كما كان في الأصل</translation>
    </message>
    <message>
        <source>All keys are as they came</source>
        <translation>كل المفاتيح كما كانت في الأصل</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
</context>
<context>
    <name>KeysList</name>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>المفتاح</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>الدور</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>صاحبه</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>آخر استعمال</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>أُنشئ</translation>
    </message>
    <message>
        <source>by the server</source>
        <translation>بواسطة الخادم</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>الصلاحيات</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>الانتهاء</translation>
    </message>
    <message>
        <source>Last used from</source>
        <translation>آخر استعمال من</translation>
    </message>
    <message>
        <source>New key…</source>
        <translation>مفتاح جديد…</translation>
    </message>
    <message>
        <source>New secret…</source>
        <translation>سر جديد…</translation>
    </message>
    <message>
        <source>Whose it is…</source>
        <translation>صاحبه…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>إلغاء…</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>سجل التدقيق</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>Language of this computer</source>
        <translation>لغة هذا الحاسوب</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Shown; click to hide</source>
        <translation>معروض، انقر للإخفاء</translation>
    </message>
    <message>
        <source>Hidden; click to show</source>
        <translation>مخفي، انقر للعرض</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>Nothing here yet</source>
        <translation>لا شيء هنا بعد</translation>
    </message>
    <message>
        <source>Filter, for example  {0}</source>
        <translation>تصفية، مثلًا  {0}</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>الأعمدة</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>المحاولة من جديد</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>لا شيء مطابق</translation>
    </message>
    <message>
        <source>No row passes the filter.</source>
        <translation>لا سطر يجتاز عامل التصفية.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>مسح عامل التصفية</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message>
        <source>{0} and more</source>
        <translation>{0} وأكثر</translation>
    </message>
    <message>
        <source>This key may not read it</source>
        <translation>هذا المفتاح لا يسمح بقراءته</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>لحظة</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>لا بيانات بعد</translation>
    </message>
    <message>
        <source>This could not be fetched anew</source>
        <translation>تعذر جلب هذا من جديد</translation>
    </message>
    <message>
        <source>as it was {0}</source>
        <translation>كما كان {0}</translation>
    </message>
</context>
<context>
    <name>LivePane</name>
    <message>
        <source>Cancel the rest</source>
        <translation>إلغاء الباقي</translation>
    </message>
    <message>
        <source>Retry what failed</source>
        <translation>إعادة محاولة ما فشل</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>تصدير…</translation>
    </message>
    <message numerus="yes">
        <source>%n terminals have done it.</source>
        <translation>
            <numerusform>لم ينفّذه أي جهاز.</numerusform>
            <numerusform>نفّذه جهاز واحد.</numerusform>
            <numerusform>نفّذه جهازان.</numerusform>
            <numerusform>نفّذته %Ln أجهزة.</numerusform>
            <numerusform>نفّذه %Ln جهازًا.</numerusform>
            <numerusform>نفّذه %Ln جهاز.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terminals have not done it</source>
        <translation>
            <numerusform>نفّذته كل الأجهزة</numerusform>
            <numerusform>جهاز واحد لم ينفّذه</numerusform>
            <numerusform>جهازان لم ينفّذاه</numerusform>
            <numerusform>%Ln أجهزة لم تنفّذه</numerusform>
            <numerusform>%Ln جهازًا لم تنفّذه</numerusform>
            <numerusform>%Ln جهاز لم تنفّذه</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>أُلغي</translation>
    </message>
    <message>
        <source>That was not done</source>
        <translation>لم يُنفَّذ ذلك</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>الأمر</translation>
    </message>
</context>
<context>
    <name>LockChoice</name>
    <message>
        <source>Lock when nobody has used the console for</source>
        <translation>القفل عندما لا يستعمل أحد وحدة التحكم مدة</translation>
    </message>
    <message>
        <source> min</source>
        <translation> د</translation>
    </message>
    <message>
        <source>Minutes until the console locks itself</source>
        <translation>الدقائق قبل أن تقفل وحدة التحكم نفسها</translation>
    </message>
    <message>
        <source>Remove the PIN</source>
        <translation>إزالة الرمز السري</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>القفل الآن</translation>
    </message>
    <message>
        <source>Change the PIN…</source>
        <translation>تغيير الرمز السري…</translation>
    </message>
    <message>
        <source>Choose a PIN…</source>
        <translation>اختيار رمز سري…</translation>
    </message>
    <message>
        <source>The console also locks when it starts.</source>
        <translation>تُقفل وحدة التحكم أيضًا عند بدء التشغيل.</translation>
    </message>
    <message>
        <source>With a PIN the console can be locked while you are away.</source>
        <translation>بالرمز السري يمكن قفل وحدة التحكم أثناء غيابك.</translation>
    </message>
</context>
<context>
    <name>LockDesk</name>
    <message>
        <source>Lock now</source>
        <translation>القفل الآن</translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>Locked</source>
        <translation>مقفل</translation>
    </message>
    <message>
        <source>Punchdeck is locked</source>
        <translation>Punchdeck مقفل</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>الرمز السري</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>فتح القفل</translation>
    </message>
    <message>
        <source>I do not know the PIN</source>
        <translation>لا أعرف الرمز السري</translation>
    </message>
    <message>
        <source>Go on without the PIN?</source>
        <translation>المتابعة بلا رمز سري؟</translation>
    </message>
    <message>
        <source>The PIN is removed, and so are the keys of all connections on this computer. You need a key to connect again. Nothing changes on the edge.</source>
        <translation>يُزال الرمز السري ومعه مفاتيح كل الاتصالات على هذا الحاسوب. تحتاج إلى مفتاح للاتصال من جديد. لا يتغير شيء في الخادم.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Remove the PIN and the keys</source>
        <translation>إزالة الرمز السري والمفاتيح</translation>
    </message>
    <message numerus="yes">
        <source>This is not the PIN. Try again in %n s.</source>
        <translation>
            <numerusform>ليس هذا هو الرمز السري. حاول الآن.</numerusform>
            <numerusform>ليس هذا هو الرمز السري. حاول بعد %Ln ث.</numerusform>
            <numerusform>ليس هذا هو الرمز السري. حاول بعد %Ln ث.</numerusform>
            <numerusform>ليس هذا هو الرمز السري. حاول بعد %Ln ث.</numerusform>
            <numerusform>ليس هذا هو الرمز السري. حاول بعد %Ln ث.</numerusform>
            <numerusform>ليس هذا هو الرمز السري. حاول بعد %Ln ث.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is not the PIN.</source>
        <translation>ليس هذا هو الرمز السري.</translation>
    </message>
</context>
<context>
    <name>LogsDialog</name>
    <message>
        <source>Logs</source>
        <translation>السجلات</translation>
    </message>
    <message>
        <source>Which log</source>
        <translation>أي سجل</translation>
    </message>
    <message>
        <source>The log</source>
        <translation>السجل</translation>
    </message>
    <message>
        <source>Copy without names</source>
        <translation>نسخ بلا أسماء</translation>
    </message>
    <message>
        <source>Keys, names, numbers and addresses are left out of the copy.</source>
        <translation>تُستثنى المفاتيح والأسماء والأرقام والعناوين من النسخة.</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>فتح المجلد</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>لا شيء فيه.</translation>
    </message>
    <message>
        <source>Copied, without names</source>
        <translation>نُسخ بلا أسماء</translation>
    </message>
</context>
<context>
    <name>MaintenanceList</name>
    <message>
        <source>Maintenance</source>
        <translation>الصيانة</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>When</source>
        <translation>متى</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>تشمل</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>من</translation>
    </message>
    <message>
        <source>New maintenance…</source>
        <translation>صيانة جديدة…</translation>
    </message>
    <message>
        <source>End this turn</source>
        <translation>إنهاء هذه المرة</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>تعديل…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>حذف…</translation>
    </message>
    <message>
        <source>No maintenance is planned</source>
        <translation>لا صيانة مخططة</translation>
    </message>
    <message>
        <source>Plan work on terminals, once or again and again: nobody is woken for it then.</source>
        <translation>خطط لأعمال على الأجهزة، مرة أو مرارًا: لا يُوقَظ أحد بسببها حينها.</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>تم التخطيط</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>تم التعديل</translation>
    </message>
    <message>
        <source>End the maintenance that is on?</source>
        <translation>إنهاء الصيانة الجارية؟</translation>
    </message>
    <message>
        <source>End now</source>
        <translation>إنهاء الآن</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>انتهى في</translation>
    </message>
    <message>
        <source>What is still wrong then is told. Turns to come stay.</source>
        <translation>يُبلَّغ حينها بما لا يزال معطلًا. وتبقى المرات القادمة.</translation>
    </message>
    <message>
        <source>Delete this maintenance?</source>
        <translation>حذف هذه الصيانة؟</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>تم الحذف</translation>
    </message>
    <message>
        <source>Its past turns count as time that was not spared: uptime may look worse. To keep what was, end it instead.</source>
        <translation>تُحسب مراتها الماضية وقتًا غير معفى: قد يبدو التوفر أسوأ. للإبقاء على ما كان، أنهِها بدل ذلك.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>webhooks hear of it</source>
        <translation>تُبلَّغ خطافات الويب</translation>
    </message>
    <message>
        <source>nobody hears of it</source>
        <translation>لا يُبلَّغ أحد</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Map</source>
        <translation>الخريطة</translation>
    </message>
    <message>
        <source>Show the whole fleet</source>
        <translation>عرض الأسطول كله</translation>
    </message>
    <message>
        <source>Day and night</source>
        <translation>النهار والليل</translation>
    </message>
    <message>
        <source>Find a site</source>
        <translation>البحث عن موقع</translation>
    </message>
    <message>
        <source>Select {0}</source>
        <translation>تحديد {0}</translation>
    </message>
    <message>
        <source>Its terminals</source>
        <translation>أجهزته</translation>
    </message>
    <message>
        <source>Place it elsewhere</source>
        <translation>وضعه في مكان آخر</translation>
    </message>
    <message>
        <source>Place {0} on the map</source>
        <translation>وضع {0} على الخريطة</translation>
    </message>
    <message>
        <source>Move {0}?</source>
        <translation>نقل {0}؟</translation>
    </message>
    <message>
        <source>It stands about {0} km from here on the map so far.</source>
        <translation>يقع حتى الآن على الخريطة على بعد نحو {0} كم من هنا.</translation>
    </message>
    <message>
        <source>Move it here</source>
        <translation>نقله إلى هنا</translation>
    </message>
    <message>
        <source>{0} stands there now</source>
        <translation>{0} هناك الآن</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Click where {0} stands, or aim with the arrow keys and press Enter. Esc gives up.</source>
        <translation>انقر حيث يقع {0}، أو صوّب بمفاتيح الأسهم واضغط ⁦Enter⁩. المفتاح ⁦Esc⁩ للتراجع.</translation>
    </message>
    <message>
        <source>Drop {0} where it stands. Esc gives up.</source>
        <translation>أفلت {0} حيث يقع. Esc للتراجع.</translation>
    </message>
    <message>
        <source>Map of sites</source>
        <translation>خريطة المواقع</translation>
    </message>
    <message>
        <source>selected: {0}</source>
        <translation>المحدد: {0}</translation>
    </message>
</context>
<context>
    <name>MatrixActions</name>
    <message numerus="yes">
        <source>Push what differs of %Ln people?</source>
        <translation>
            <numerusform>إرسال ما يختلف؟</numerusform>
            <numerusform>إرسال ما يختلف لشخص واحد؟</numerusform>
            <numerusform>إرسال ما يختلف لشخصين؟</numerusform>
            <numerusform>إرسال ما يختلف لـ %Ln أشخاص؟</numerusform>
            <numerusform>إرسال ما يختلف لـ %Ln شخصًا؟</numerusform>
            <numerusform>إرسال ما يختلف لـ %Ln شخص؟</numerusform>
        </translation>
    </message>
    <message>
        <source>Terminals get the record of the edge. People whom the edge does not know stay.</source>
        <translation>تتلقى الأجهزة بيانات الخادم. ويبقى من لا يعرفهم الخادم.</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>Terminals are told</source>
        <translation>تُبلَّغ الأجهزة</translation>
    </message>
    <message>
        <source>Those that are offline take it when they call.</source>
        <translation>غير المتصلة تأخذه حين تتصل.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people become employees, on these terminals.</source>
        <translation>
            <numerusform>لا يصبح أحد موظفًا.</numerusform>
            <numerusform>يصبح شخص واحد موظفًا على هذه الأجهزة.</numerusform>
            <numerusform>يصبح شخصان موظفين على هذه الأجهزة.</numerusform>
            <numerusform>يصبح %Ln أشخاص موظفين على هذه الأجهزة.</numerusform>
            <numerusform>يصبح %Ln شخصًا موظفين على هذه الأجهزة.</numerusform>
            <numerusform>يصبح %Ln شخص موظفين على هذه الأجهزة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln employees are changed, and so on all of their terminals.</source>
        <translation>
            <numerusform>لا يُعدَّل أحد.</numerusform>
            <numerusform>يُعدَّل موظف واحد، ومعه كل أجهزته.</numerusform>
            <numerusform>يُعدَّل موظفان، ومعهما كل أجهزتهما.</numerusform>
            <numerusform>يُعدَّل %Ln موظفين، ومعهم كل أجهزتهم.</numerusform>
            <numerusform>يُعدَّل %Ln موظفًا، ومعهم كل أجهزتهم.</numerusform>
            <numerusform>يُعدَّل %Ln موظف، ومعهم كل أجهزتهم.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over what terminals hold of %Ln people?</source>
        <translation>
            <numerusform>أخذ ما في الأجهزة؟</numerusform>
            <numerusform>أخذ ما في الأجهزة عن شخص واحد؟</numerusform>
            <numerusform>أخذ ما في الأجهزة عن شخصين؟</numerusform>
            <numerusform>أخذ ما في الأجهزة عن %Ln أشخاص؟</numerusform>
            <numerusform>أخذ ما في الأجهزة عن %Ln شخصًا؟</numerusform>
            <numerusform>أخذ ما في الأجهزة عن %Ln شخص؟</numerusform>
        </translation>
    </message>
    <message>
        <source>The edge takes name, card and privilege as the terminal has them.</source>
        <translation>يأخذ الخادم الاسم والبطاقة والصلاحية كما هي في الجهاز.</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>أخذ</translation>
    </message>
    <message>
        <source>The edge holds what the terminals held</source>
        <translation>يحتوي الخادم على ما كان في الأجهزة</translation>
    </message>
    <message>
        <source>They are deleted there with all that was enrolled; whoever comes back enrols again.</source>
        <translation>يُحذفون هناك مع كل ما سُجّل، ومن يعود يُسجَّل من جديد.</translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln people from terminals?</source>
        <translation>
            <numerusform>إزالة الأشخاص من الأجهزة؟</numerusform>
            <numerusform>إزالة شخص واحد من الأجهزة؟</numerusform>
            <numerusform>إزالة شخصين من الأجهزة؟</numerusform>
            <numerusform>إزالة %Ln أشخاص من الأجهزة؟</numerusform>
            <numerusform>إزالة %Ln شخصًا من الأجهزة؟</numerusform>
            <numerusform>إزالة %Ln شخص من الأجهزة؟</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Terminals are told to remove them</source>
        <translation>تُبلَّغ الأجهزة بإزالتهم</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation>{0} على {1}</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>ولا غيرها</numerusform>
            <numerusform>وواحد آخر</numerusform>
            <numerusform>واثنان آخران</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatrixPane</name>
    <message>
        <source>Push what differs in the matrix</source>
        <translation>إرسال ما يختلف في المصفوفة</translation>
    </message>
    <message>
        <source>Read from the terminal</source>
        <translation>القراءة من الجهاز</translation>
    </message>
    <message>
        <source>Remove extras from terminals…</source>
        <translation>إزالة الزائد من الأجهزة…</translation>
    </message>
    <message>
        <source>An employee cannot be read</source>
        <translation>تعذرت قراءة موظف</translation>
    </message>
    <message>
        <source>Choose a site</source>
        <translation>اختر موقعًا</translation>
    </message>
    <message>
        <source>The matrix shows the terminals of one site.</source>
        <translation>تعرض المصفوفة أجهزة موقع واحد.</translation>
    </message>
    <message>
        <source>No terminals here</source>
        <translation>لا أجهزة هنا</translation>
    </message>
    <message>
        <source>Choose another site.</source>
        <translation>اختر موقعًا آخر.</translation>
    </message>
    <message>
        <source>Asking who is on which terminal</source>
        <translation>جارٍ السؤال عمن هو على أي جهاز</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>لا شيء يختلف</translation>
    </message>
    <message>
        <source>Everybody is on every terminal as the edge wants it.</source>
        <translation>الجميع على كل جهاز كما يريد الخادم.</translation>
    </message>
    <message>
        <source>Nobody matches</source>
        <translation>لا أحد مطابق</translation>
    </message>
    <message>
        <source>Nobody on these terminals passes the filter.</source>
        <translation>لا أحد على هذه الأجهزة يجتاز عامل التصفية.</translation>
    </message>
    <message>
        <source>Nobody is on these terminals</source>
        <translation>لا أحد على هذه الأجهزة</translation>
    </message>
    <message>
        <source>Make employees and put them at this site.</source>
        <translation>أنشئ موظفين وضعهم في هذا الموقع.</translation>
    </message>
    <message>
        <source>Everything shown</source>
        <translation>كل المعروض</translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation>{0} على {1}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln cells</source>
        <translation>
            <numerusform>لا خلايا</numerusform>
            <numerusform>خلية واحدة</numerusform>
            <numerusform>خليتان</numerusform>
            <numerusform>%Ln خلايا</numerusform>
            <numerusform>%Ln خلية</numerusform>
            <numerusform>%Ln خلية</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} on {1}: {2}</source>
        <translation>{0} على {1}: {2}</translation>
    </message>
</context>
<context>
    <name>MatrixTable</name>
    <message>
        <source>Who is on which terminal</source>
        <translation>من على أي جهاز</translation>
    </message>
</context>
<context>
    <name>MenuBar</name>
    <message>
        <source>Menu bar</source>
        <translation>شريط القوائم</translation>
    </message>
</context>
<context>
    <name>MenuEntries</name>
    <message>
        <source>Server address</source>
        <translation>عنوان الخادم</translation>
    </message>
    <message>
        <source>Server port</source>
        <translation>منفذ الخادم</translation>
    </message>
    <message>
        <source>Copy: {0}</source>
        <translation>نسخ: {0}</translation>
    </message>
    <message>
        <source>HTTPS</source>
        <translation>HTTPS</translation>
    </message>
    <message>
        <source>On</source>
        <translation>مفعّل</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>معطّل</translation>
    </message>
    <message>
        <source>{0} means this computer itself. Enter the name or address by which terminals reach it on the network, and start the edge so that it listens there (--host 0.0.0.0).</source>
        <translation>‏{0} يعني هذا الحاسوب نفسه. أدخل الاسم أو العنوان الذي تصل به الأجهزة إليه عبر الشبكة، وشغّل الخادم بحيث يستمع هناك (⁦--host 0.0.0.0⁩).</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Keep this view</source>
        <translation>حفظ هذا العرض</translation>
    </message>
    <message>
        <source>The filter, the columns and the order, under a name.</source>
        <translation>عامل التصفية والأعمدة والترتيب تحت اسم واحد.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Give it a name to find it by.</source>
        <translation>أعطه اسمًا تجده به.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>استبدال</translation>
    </message>
</context>
<context>
    <name>NewSilenceDialog</name>
    <message>
        <source>Nobody is told of what fits until then. Webhooks hear of it all the time.</source>
        <translation>لن يُبلَّغ أحد بما يطابق ذلك حتى حينه. وتُبلَّغ خطافات الويب طوال الوقت.</translation>
    </message>
    <message>
        <source>New silence</source>
        <translation>إسكات جديد</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>إسكات</translation>
    </message>
    <message>
        <source>What the filter shows</source>
        <translation>ما يعرضه عامل التصفية</translation>
    </message>
    <message>
        <source>Chosen here</source>
        <translation>مختار هنا</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>المدة</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Choose what: for work on everything, make a maintenance window.</source>
        <translation>اختر ماذا: لأعمال على كل شيء أنشئ فترة صيانة.</translation>
    </message>
    <message>
        <source>Tick sites or terminals, not both: a silence is of what fits all of it.</source>
        <translation>حدد مواقع أو أجهزة، لا كليهما: الإسكات لما يطابق كل ذلك معًا.</translation>
    </message>
    <message>
        <source>Say why, for whoever misses the message.</source>
        <translation>اذكر السبب لمن يفتقد الرسالة.</translation>
    </message>
    <message>
        <source>Sites or terminals</source>
        <translation>مواقع أو أجهزة</translation>
    </message>
    <message>
        <source>Sites or terminals; none for anywhere</source>
        <translation>مواقع أو أجهزة، ولا شيء يعني كل مكان</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>الخطورة</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>الوسم</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>الطراز</translation>
    </message>
    <message>
        <source>Any severity</source>
        <translation>أي خطورة</translation>
    </message>
    <message>
        <source>All but critical</source>
        <translation>الكل إلا الحرجة</translation>
    </message>
    <message>
        <source>Any kind</source>
        <translation>أي نوع</translation>
    </message>
    <message>
        <source>Any tag</source>
        <translation>أي وسم</translation>
    </message>
    <message>
        <source>Any model</source>
        <translation>أي طراز</translation>
    </message>
    <message>
        <source>Nothing is chosen yet.</source>
        <translation>لم يُختر شيء بعد.</translation>
    </message>
    <message numerus="yes">
        <source>Hides %n alerts now</source>
        <translation>
            <numerusform>لا يخفي أي تنبيه الآن</numerusform>
            <numerusform>يخفي تنبيهًا واحدًا الآن</numerusform>
            <numerusform>يخفي تنبيهين الآن</numerusform>
            <numerusform>يخفي %Ln تنبيهات الآن</numerusform>
            <numerusform>يخفي %Ln تنبيهًا الآن</numerusform>
            <numerusform>يخفي %Ln تنبيه الآن</numerusform>
        </translation>
    </message>
    <message>
        <source>Hides nothing now; what comes is hidden</source>
        <translation>لا يخفي شيئًا الآن، وما يأتي يُخفى</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>{0}: also what comes later.</source>
        <translation>{0}: وما يأتي لاحقًا أيضًا.</translation>
    </message>
    <message>
        <source>{0}: not what comes later of other terminals, because the filter says more than a silence can.</source>
        <translation>{0}: لا ما يأتي لاحقًا من أجهزة أخرى، لأن عامل التصفية يقول أكثر مما يستطيعه الإسكات.</translation>
    </message>
</context>
<context>
    <name>NoFleet</name>
    <message>
        <source>Approve or refuse</source>
        <translation>الموافقة أو الرفض</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>جارٍ الاتصال</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>لا بيانات بعد</translation>
    </message>
    <message>
        <source>The edge at {0} has not been heard so far.</source>
        <translation>لم يُسمع من الخادم {0} حتى الآن.</translation>
    </message>
    <message numerus="yes">
        <source>%n terminals are waiting for approval</source>
        <translation>
            <numerusform>لا أجهزة تنتظر الموافقة</numerusform>
            <numerusform>جهاز واحد ينتظر الموافقة</numerusform>
            <numerusform>جهازان ينتظران الموافقة</numerusform>
            <numerusform>%Ln أجهزة تنتظر الموافقة</numerusform>
            <numerusform>%Ln جهازًا ينتظر الموافقة</numerusform>
            <numerusform>%Ln جهاز ينتظر الموافقة</numerusform>
        </translation>
    </message>
    <message>
        <source>Approve a terminal to take in its punches, or refuse it if you do not know it.</source>
        <translation>وافق على جهاز لاستلام تسجيلاته، أو ارفضه إن كنت لا تعرفه.</translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
</context>
<context>
    <name>NotificationChoice</name>
    <message>
        <source>Tell me of new alerts while I use something else</source>
        <translation>أبلغني بالتنبيهات الجديدة وأنا أستعمل شيئًا آخر</translation>
    </message>
    <message>
        <source>Only of critical ones from</source>
        <translation>الحرجة فقط ابتداءً من</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>الهدوء من</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>الهدوء حتى</translation>
    </message>
    <message>
        <source>to</source>
        <translation>إلى</translation>
    </message>
</context>
<context>
    <name>Offer</name>
    <message>
        <source>They are the same: trust it</source>
        <translation>متطابقتان: الثقة بها</translation>
    </message>
    <message>
        <source>See all of it…</source>
        <translation>عرض كل ما فيها…</translation>
    </message>
    <message>
        <source>That is usual for a server inside a company. Compare this fingerprint with the one that the edge writes when it starts, as sha256=…, or that whoever runs it gives you.</source>
        <translation>هذا معتاد في خادم داخل شركة. قارن هذه البصمة بالتي يكتبها الخادم حين يبدأ، بالشكل sha256=…، أو بالتي يعطيك إياها القائم عليه.</translation>
    </message>
</context>
<context>
    <name>OrderWords</name>
    <message>
        <source>Restart</source>
        <translation>إعادة التشغيل</translation>
    </message>
    <message>
        <source>Set the clock</source>
        <translation>ضبط الساعة</translation>
    </message>
    <message>
        <source>Ask what it is and holds</source>
        <translation>الاستعلام عن النوع والمحتوى</translation>
    </message>
    <message>
        <source>Send punches again</source>
        <translation>إعادة إرسال التسجيلات</translation>
    </message>
    <message>
        <source>Apply its options anew</source>
        <translation>إعادة تطبيق خياراته</translation>
    </message>
    <message>
        <source>Change settings</source>
        <translation>تغيير الإعدادات</translation>
    </message>
    <message>
        <source>Silence an alarm</source>
        <translation>إسكات إنذار</translation>
    </message>
    <message>
        <source>Open a door</source>
        <translation>فتح باب</translation>
    </message>
    <message>
        <source>Install firmware</source>
        <translation>تثبيت البرنامج الثابت</translation>
    </message>
    <message>
        <source>Delete its punches</source>
        <translation>حذف تسجيلاته</translation>
    </message>
    <message>
        <source>Delete people and punches</source>
        <translation>حذف الأشخاص والتسجيلات</translation>
    </message>
    <message>
        <source>A line in its own words</source>
        <translation>سطر بصياغة حرة</translation>
    </message>
    <message>
        <source>Give it people</source>
        <translation>إعطاؤه أشخاصًا</translation>
    </message>
    <message>
        <source>Give it a person</source>
        <translation>إعطاؤه شخصًا</translation>
    </message>
    <message>
        <source>Delete a person</source>
        <translation>حذف شخص</translation>
    </message>
    <message>
        <source>Enrol a person there</source>
        <translation>تسجيل شخص هناك</translation>
    </message>
    <message>
        <source>Introduce itself again</source>
        <translation>تعريف نفسه من جديد</translation>
    </message>
    <message>
        <source>Tell whom it has</source>
        <translation>ذكر الأشخاص الذين لديه</translation>
    </message>
    <message>
        <source>Send its templates</source>
        <translation>إرسال قوالبه</translation>
    </message>
    <message>
        <source>Count its punches</source>
        <translation>عدّ تسجيلاته</translation>
    </message>
    <message>
        <source>Give it a template</source>
        <translation>إعطاؤه قالبًا</translation>
    </message>
    <message>
        <source>Give it a photo</source>
        <translation>إعطاؤه صورة</translation>
    </message>
    <message>
        <source>Delete a template</source>
        <translation>حذف قالب</translation>
    </message>
    <message>
        <source>Give it a work code</source>
        <translation>إعطاؤه رمز عمل</translation>
    </message>
    <message>
        <source>Delete a work code</source>
        <translation>حذف رمز عمل</translation>
    </message>
    <message>
        <source>Show a message</source>
        <translation>عرض رسالة</translation>
    </message>
    <message>
        <source>Delete a message</source>
        <translation>حذف رسالة</translation>
    </message>
    <message>
        <source>Punches get other times</source>
        <translation>تأخذ التسجيلات أوقاتًا أخرى</translation>
    </message>
    <message>
        <source>Dead lines are read again</source>
        <translation>إعادة قراءة الأسطر المرفوضة</translation>
    </message>
    <message>
        <source>A terminal is replaced</source>
        <translation>يُستبدل جهاز</translation>
    </message>
    <message>
        <source>Terminals are registered</source>
        <translation>تسجيل أجهزة</translation>
    </message>
    <message>
        <source>Employees are entered</source>
        <translation>إدخال الموظفين</translation>
    </message>
    <message>
        <source>Webhooks are told again</source>
        <translation>إعادة إبلاغ خطافات الويب</translation>
    </message>
    <message numerus="yes">
        <source>Restart %n terminals</source>
        <translation>
            <numerusform>إعادة تشغيل الأجهزة</numerusform>
            <numerusform>إعادة تشغيل جهاز واحد</numerusform>
            <numerusform>إعادة تشغيل جهازين</numerusform>
            <numerusform>إعادة تشغيل %Ln أجهزة</numerusform>
            <numerusform>إعادة تشغيل %Ln جهازًا</numerusform>
            <numerusform>إعادة تشغيل %Ln جهاز</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete the punches of %n terminals</source>
        <translation>
            <numerusform>حذف تسجيلات الأجهزة</numerusform>
            <numerusform>حذف تسجيلات جهاز واحد</numerusform>
            <numerusform>حذف تسجيلات جهازين</numerusform>
            <numerusform>حذف تسجيلات %Ln أجهزة</numerusform>
            <numerusform>حذف تسجيلات %Ln جهازًا</numerusform>
            <numerusform>حذف تسجيلات %Ln جهاز</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Empty %n terminals</source>
        <translation>
            <numerusform>إفراغ الأجهزة</numerusform>
            <numerusform>إفراغ جهاز واحد</numerusform>
            <numerusform>إفراغ جهازين</numerusform>
            <numerusform>إفراغ %Ln أجهزة</numerusform>
            <numerusform>إفراغ %Ln جهازًا</numerusform>
            <numerusform>إفراغ %Ln جهاز</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to %n terminals</source>
        <translation>
            <numerusform>إرسال إلى الأجهزة</numerusform>
            <numerusform>إرسال إلى جهاز واحد</numerusform>
            <numerusform>إرسال إلى جهازين</numerusform>
            <numerusform>إرسال إلى %Ln أجهزة</numerusform>
            <numerusform>إرسال إلى %Ln جهازًا</numerusform>
            <numerusform>إرسال إلى %Ln جهاز</numerusform>
        </translation>
    </message>
    <message>
        <source>It is switched off and on again; for about a minute nobody can punch there.</source>
        <translation>يُطفأ ثم يُشغَّل، ولا يستطيع أحد التسجيل عليه نحو دقيقة.</translation>
    </message>
    <message>
        <source>Its clock is set by the edge&apos;s, in its own time zone.</source>
        <translation>تُضبط ساعته على ساعة الخادم بمنطقته الزمنية.</translation>
    </message>
    <message>
        <source>It says its model, its firmware, and how many people and punches it holds.</source>
        <translation>يذكر طرازه وبرنامجه الثابت وعدد الأشخاص والتسجيلات فيه.</translation>
    </message>
    <message>
        <source>It sends the punches of a time again. Those that are known are not stored twice.</source>
        <translation>يعيد إرسال تسجيلات فترة. لا يُخزَّن المعروف منها مرتين.</translation>
    </message>
    <message>
        <source>It takes the options that were set for it.</source>
        <translation>يأخذ الخيارات التي ضُبطت له.</translation>
    </message>
    <message>
        <source>Only what you fill in is changed.</source>
        <translation>لا يتغير إلا ما تملؤه.</translation>
    </message>
    <message>
        <source>It stops sounding.</source>
        <translation>يتوقف عن الرنين.</translation>
    </message>
    <message>
        <source>A door opens for some seconds, whoever stands before it.</source>
        <translation>يُفتح باب بضع ثوانٍ أيًا كان الواقف أمامه.</translation>
    </message>
    <message>
        <source>It fetches the file, installs it and restarts.</source>
        <translation>يجلب الملف ويثبّته ويعيد التشغيل.</translation>
    </message>
    <message>
        <source>The punches it still holds are deleted there.</source>
        <translation>تُحذف منه التسجيلات التي ما زالت فيه.</translation>
    </message>
    <message>
        <source>The people, their fingers, faces and cards, and the punches it holds go.</source>
        <translation>يُحذف الأشخاص وأصابعهم ووجوههم وبطاقاتهم والتسجيلات التي فيه.</translation>
    </message>
    <message>
        <source>For those who know its protocol: nothing of it is checked.</source>
        <translation>لمن يعرف بروتوكوله: لا يُتحقق من شيء فيه.</translation>
    </message>
    <message>
        <source>Punches that the edge has not received yet are lost for good, and the pay they stand for.</source>
        <translation>تضيع نهائيًا التسجيلات التي لم يستلمها الخادم بعد، ومعها الأجور المترتبة عليها.</translation>
    </message>
    <message>
        <source>People have to be enrolled again unless the edge has their templates. Punches that the edge has not received yet are lost for good.</source>
        <translation>يجب تسجيل الأشخاص من جديد ما لم تكن قوالبهم في الخادم. وتضيع نهائيًا التسجيلات التي لم يستلمها الخادم بعد.</translation>
    </message>
    <message>
        <source>A terminal that loses power meanwhile may never start again.</source>
        <translation>الجهاز الذي تنقطع عنه الطاقة في هذه الأثناء قد لا يعمل أبدًا بعدها.</translation>
    </message>
    <message>
        <source>Whoever stands there can walk in. The terminal writes it down.</source>
        <translation>يمكن لأي واقف هناك أن يدخل. يسجل الجهاز ذلك.</translation>
    </message>
    <message>
        <source>It can do anything to the terminal, and nobody can take it back.</source>
        <translation>يمكن أن يفعل بالجهاز أي شيء ولا يستطيع أحد التراجع عنه.</translation>
    </message>
    <message>
        <source>It can be undone afterwards.</source>
        <translation>يمكن التراجع عنه لاحقًا.</translation>
    </message>
    <message>
        <source>Nothing is lost: punches wait at the door and people are still known.</source>
        <translation>لا يضيع شيء: تنتظر التسجيلات عند الباب ويبقى الأشخاص معروفين.</translation>
    </message>
    <message>
        <source>Nothing is lost. The punches of before keep their times.</source>
        <translation>لا يضيع شيء. تحتفظ التسجيلات السابقة بأوقاتها.</translation>
    </message>
    <message>
        <source>It only asks.</source>
        <translation>هذا سؤال فقط.</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>لا يضيع شيء.</translation>
    </message>
    <message>
        <source>It cannot be undone by itself: nobody has kept what the settings were before.</source>
        <translation>لا يُتراجع عنه تلقائيًا: لم يحفظ أحد الإعدادات السابقة.</translation>
    </message>
    <message>
        <source>It cannot be undone.</source>
        <translation>لا يمكن التراجع عنه.</translation>
    </message>
    <message>
        <source>Volume, 0 to 100</source>
        <translation>مستوى الصوت، من 0 إلى 100</translation>
    </message>
    <message>
        <source>Minutes in which the same punch counts once</source>
        <translation>الدقائق التي يُحسب فيها التسجيل نفسه مرة واحدة</translation>
    </message>
    <message>
        <source>Its own summer time</source>
        <translation>توقيته الصيفي الخاص</translation>
    </message>
    <message>
        <source>Heed from when to when people may punch</source>
        <translation>مراعاة أوقات السماح بالتسجيل</translation>
    </message>
    <message>
        <source>Further options, Name=value, one a line</source>
        <translation>خيارات أخرى، الاسم=القيمة، واحد في كل سطر</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>الباب</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>الثواني</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>البرنامج الثابت</translation>
    </message>
    <message>
        <source>Which punches</source>
        <translation>أي تسجيلات</translation>
    </message>
    <message>
        <source>The line</source>
        <translation>السطر</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>yes</source>
        <translation>نعم</translation>
    </message>
    <message>
        <source>no</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>About to begin</source>
        <translation>على وشك البدء</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>جارٍ</translation>
    </message>
    <message>
        <source>Being cancelled</source>
        <translation>قيد الإلغاء</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Done in part</source>
        <translation>تم جزئيًا</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>فشل</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>أُلغي</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>لم يفشل شيء</numerusform>
            <numerusform>فشل واحد</numerusform>
            <numerusform>فشل اثنان</numerusform>
            <numerusform>%Ln فشلت</numerusform>
            <numerusform>%Ln فشلت</numerusform>
            <numerusform>%Ln فشلت</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}، {1}</translation>
    </message>
    <message>
        <source>The whole fleet</source>
        <translation>الأسطول كله</translation>
    </message>
    <message>
        <source>Tag {0}</source>
        <translation>الوسم {0}</translation>
    </message>
    <message>
        <source>Model {0}</source>
        <translation>الطراز {0}</translation>
    </message>
    <message>
        <source>Site {0}</source>
        <translation>الموقع {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n parts</source>
        <translation>
            <numerusform>لا أجزاء</numerusform>
            <numerusform>جزء واحد</numerusform>
            <numerusform>جزآن</numerusform>
            <numerusform>%Ln أجزاء</numerusform>
            <numerusform>%Ln جزءًا</numerusform>
            <numerusform>%Ln جزء</numerusform>
        </translation>
    </message>
    <message>
        <source>Step {0} of {1}</source>
        <translation>الخطوة {0} من {1}</translation>
    </message>
    <message>
        <source>This key</source>
        <translation>هذا المفتاح</translation>
    </message>
    <message>
        <source>The edge itself</source>
        <translation>الخادم نفسه</translation>
    </message>
    <message>
        <source>Ran out of time</source>
        <translation>انتهت المهلة</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>سُحب</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>تُرك كما هو</translation>
    </message>
    <message>
        <source>Sent, no answer yet</source>
        <translation>أُرسل، بلا جواب بعد</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>في الانتظار</translation>
    </message>
    <message>
        <source>Not its turn yet</source>
        <translation>لم يحن دوره بعد</translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>لم يتم شيء</numerusform>
            <numerusform>تم واحد</numerusform>
            <numerusform>تم اثنان</numerusform>
            <numerusform>تمت %Ln</numerusform>
            <numerusform>تمت %Ln</numerusform>
            <numerusform>تمت %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ran out of time</source>
        <translation>
            <numerusform>لم تنته مهلة أي منها</numerusform>
            <numerusform>واحد انتهت مهلته</numerusform>
            <numerusform>اثنان انتهت مهلتهما</numerusform>
            <numerusform>%Ln انتهت مهلتها</numerusform>
            <numerusform>%Ln انتهت مهلتها</numerusform>
            <numerusform>%Ln انتهت مهلتها</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taken back</source>
        <translation>
            <numerusform>لم يُسحب شيء</numerusform>
            <numerusform>سُحب واحد</numerusform>
            <numerusform>سُحب اثنان</numerusform>
            <numerusform>سُحبت %Ln</numerusform>
            <numerusform>سُحبت %Ln</numerusform>
            <numerusform>سُحبت %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left alone</source>
        <translation>
            <numerusform>لم يُترك شيء</numerusform>
            <numerusform>تُرك واحد</numerusform>
            <numerusform>تُرك اثنان</numerusform>
            <numerusform>تُركت %Ln</numerusform>
            <numerusform>تُركت %Ln</numerusform>
            <numerusform>تُركت %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sent, no answer yet</source>
        <translation>
            <numerusform>لم يُرسل شيء</numerusform>
            <numerusform>أُرسل واحد بلا جواب بعد</numerusform>
            <numerusform>أُرسل اثنان بلا جواب بعد</numerusform>
            <numerusform>أُرسلت %Ln بلا جواب بعد</numerusform>
            <numerusform>أُرسلت %Ln بلا جواب بعد</numerusform>
            <numerusform>أُرسلت %Ln بلا جواب بعد</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>لا شيء في الانتظار</numerusform>
            <numerusform>واحد في الانتظار</numerusform>
            <numerusform>اثنان في الانتظار</numerusform>
            <numerusform>%Ln في الانتظار</numerusform>
            <numerusform>%Ln في الانتظار</numerusform>
            <numerusform>%Ln في الانتظار</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not yet begun</source>
        <translation>
            <numerusform>بدأت كلها</numerusform>
            <numerusform>واحد لم يبدأ بعد</numerusform>
            <numerusform>اثنان لم يبدآ بعد</numerusform>
            <numerusform>%Ln لم تبدأ بعد</numerusform>
            <numerusform>%Ln لم تبدأ بعد</numerusform>
            <numerusform>%Ln لم تبدأ بعد</numerusform>
        </translation>
    </message>
    <message>
        <source>Fetched {0}; the terminal has not said yet what became of it</source>
        <translation>جلب {0}، ولم يقل الجهاز بعد ما الذي حدث له</translation>
    </message>
    <message>
        <source>About to be given out</source>
        <translation>على وشك الإصدار</translation>
    </message>
    <message>
        <source>Its turn comes with step {0}</source>
        <translation>يأتي دوره في الخطوة {0}</translation>
    </message>
    <message>
        <source>Taken back before it had left</source>
        <translation>سُحب قبل أن ينطلق</translation>
    </message>
    <message>
        <source>It never went there</source>
        <translation>لم يصل إلى هناك قط</translation>
    </message>
    <message>
        <source>Waits for the terminal</source>
        <translation>ينتظر الجهاز</translation>
    </message>
    <message>
        <source>Waits for the terminal to poll, last {0}</source>
        <translation>ينتظر أن يسأل الجهاز، آخر مرة {0}</translation>
    </message>
    <message>
        <source>The terminal is offline; it waits until it is back</source>
        <translation>الجهاز غير متصل، ويُنتظر حتى يعود</translation>
    </message>
    <message>
        <source>The terminal is offline; it waits until it is back, till {0} at the latest</source>
        <translation>الجهاز غير متصل، ويُنتظر حتى يعود، إلى {0} على الأكثر</translation>
    </message>
    <message>
        <source>The terminal says it is done, after {0}</source>
        <translation>يقول الجهاز إنه تم، بعد {0}</translation>
    </message>
    <message>
        <source>Cannot do it; left out</source>
        <translation>لا يستطيع، فاستُثني</translation>
    </message>
    <message>
        <source>Waits until it is back</source>
        <translation>يُنتظر حتى يعود</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>مستثنى</translation>
    </message>
    <message>
        <source>Within seconds</source>
        <translation>خلال ثوانٍ</translation>
    </message>
    <message>
        <source>Silent for {0}</source>
        <translation>صامت منذ {0}</translation>
    </message>
    <message>
        <source>In use just now</source>
        <translation>قيد الاستعمال الآن</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>Suspended; it gets no commands</source>
        <translation>موقوف، لا يتلقى أوامر</translation>
    </message>
    <message>
        <source>Two terminals share its serial number; it gets no commands</source>
        <translation>جهازان يشتركان في رقمه التسلسلي، لا يتلقى أوامر</translation>
    </message>
    <message>
        <source>Access terminals cannot do this; restart it</source>
        <translation>أجهزة الدخول لا تستطيع هذا، أعد تشغيله</translation>
    </message>
    <message>
        <source>It has one door only</source>
        <translation>له باب واحد فقط</translation>
    </message>
    <message>
        <source>It takes its own time for the door; leave the seconds out</source>
        <translation>يستعمل مدته الخاصة للباب، فاترك الثواني</translation>
    </message>
    <message>
        <source>{0} terminals</source>
        <translation>{0} أجهزة</translation>
    </message>
    <message>
        <source>, then </source>
        <translation>، ثم </translation>
    </message>
</context>
<context>
    <name>OutboxDesk</name>
    <message>
        <source>Changes that wait for the edge…</source>
        <translation>التغييرات التي تنتظر الخادم…</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>طابور</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes that waited were not made</source>
        <translation>
            <numerusform>نُفّذ كل ما كان ينتظر</numerusform>
            <numerusform>لم يُنفَّذ تغيير كان ينتظر</numerusform>
            <numerusform>لم يُنفَّذ تغييران كانا ينتظران</numerusform>
            <numerusform>لم تُنفَّذ %Ln تغييرات كانت تنتظر</numerusform>
            <numerusform>لم يُنفَّذ %Ln تغييرًا كان ينتظر</numerusform>
            <numerusform>لم يُنفَّذ %Ln تغيير كان ينتظر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes that waited were made</source>
        <translation>
            <numerusform>لم يُنفَّذ أي تغيير منتظر</numerusform>
            <numerusform>نُفّذ تغيير كان ينتظر</numerusform>
            <numerusform>نُفّذ تغييران كانا ينتظران</numerusform>
            <numerusform>نُفّذت %Ln تغييرات كانت تنتظر</numerusform>
            <numerusform>نُفّذ %Ln تغييرًا كان ينتظر</numerusform>
            <numerusform>نُفّذ %Ln تغيير كان ينتظر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>ولا غيرها</numerusform>
            <numerusform>وواحد آخر</numerusform>
            <numerusform>واثنان آخران</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxDialog</name>
    <message>
        <source>Changes that wait for the edge</source>
        <translation>التغييرات التي تنتظر الخادم</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>They are made in this order as soon as the edge is back.</source>
        <translation>تُنفَّذ بهذا الترتيب حين يعود الخادم.</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>استبعاد</translation>
    </message>
    <message>
        <source>Drop: {0}</source>
        <translation>استبعاد: {0}</translation>
    </message>
</context>
<context>
    <name>OutboxWords</name>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>the edge refused it. {0}</source>
        <translation>رفضه الخادم. {0}</translation>
    </message>
    <message>
        <source>the key belongs to another tenant now.</source>
        <translation>صار المفتاح لحساب آخر.</translation>
    </message>
    <message>
        <source>it waited for more than 24 hours.</source>
        <translation>انتظر أكثر من 24 ساعة.</translation>
    </message>
    <message>
        <source>Waits for the edge.</source>
        <translation>ينتظر الخادم.</translation>
    </message>
    <message>
        <source>⚠ The edge refused it: {0}</source>
        <translation>⚠ رفضه الخادم: {0}</translation>
    </message>
    <message>
        <source>⚠ Not made: it waited for more than 24 hours.</source>
        <translation>⚠ لم يُنفَّذ: انتظر أكثر من 24 ساعة.</translation>
    </message>
    <message>
        <source>⚠ Not made: the key belongs to another tenant now.</source>
        <translation>⚠ لم يُنفَّذ: صار المفتاح لحساب آخر.</translation>
    </message>
    <message>
        <source>Asked for at {0} by {1}</source>
        <translation>طلبه {1} في {0}</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>الإبقاء عليه</translation>
    </message>
    <message>
        <source>Connecting to {0}…</source>
        <translation>جارٍ الاتصال بـ {0}…</translation>
    </message>
    <message>
        <source>Press Esc to stop.</source>
        <translation>اضغط Esc للإيقاف.</translation>
    </message>
    <message>
        <source>Connected to {0} as {1}</source>
        <translation>متصل بـ {0} بصفة {1}</translation>
    </message>
    <message>
        <source>Role {0}, server {1}.</source>
        <translation>الدور {0}، الخادم {1}.</translation>
    </message>
    <message>
        <source>It is a test key.</source>
        <translation>إنه مفتاح اختبار.</translation>
    </message>
    <message>
        <source>It may read only.</source>
        <translation>للقراءة فقط.</translation>
    </message>
    <message>
        <source>Remove {0}?</source>
        <translation>إزالة {0}؟</translation>
    </message>
    <message>
        <source>Its address, settings and key are forgotten on this computer. The edge is not touched.</source>
        <translation>يُنسى عنوانه وإعداداته ومفتاحه على هذا الحاسوب. لا يُمس الخادم.</translation>
    </message>
    <message>
        <source>viewer</source>
        <translation>مشاهد</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>مشغّل</translation>
    </message>
    <message>
        <source>integrator</source>
        <translation>تكامل</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>مدير</translation>
    </message>
    <message>
        <source>{0} is a key of the whole server</source>
        <translation>{0} مفتاح للخادم كله</translation>
    </message>
    <message>
        <source>It belongs to no account, and what is shown here does. Ask whoever runs the edge for a key of one account.</source>
        <translation>لا ينتمي إلى أي حساب، وما يُعرض هنا ينتمي إلى حساب. اطلب من القائم على الخادم مفتاحًا لحساب واحد.</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Sites that need attention</source>
        <translation>مواقع تحتاج إلى انتباه</translation>
    </message>
    <message>
        <source>All sites</source>
        <translation>كل المواقع</translation>
    </message>
    <message>
        <source>Filter by name</source>
        <translation>تصفية بالاسم</translation>
    </message>
    <message>
        <source>Filter sites by name</source>
        <translation>تصفية المواقع بالاسم</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>يحتاج إلى انتباه</translation>
    </message>
    <message>
        <source>No site has a name like that.</source>
        <translation>لا موقع بمثل هذا الاسم.</translation>
    </message>
    <message>
        <source>Recent changes</source>
        <translation>آخر التغيرات</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>يحتاج إليك</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>لا بيانات</translation>
    </message>
    <message>
        <source>No data since {0}, {1}</source>
        <translation>لا بيانات منذ {0}، {1}</translation>
    </message>
    <message>
        <source>No data since {0}</source>
        <translation>لا بيانات منذ {0}</translation>
    </message>
    <message>
        <source>Connecting to the edge. Until then this is the fleet as it was.</source>
        <translation>جارٍ الاتصال بالخادم. حتى ذلك الحين هذا هو الأسطول كما كان.</translation>
    </message>
    <message>
        <source>The edge is not heard. This is the fleet as it was; nobody knows how it is now.</source>
        <translation>الخادم لا يجيب. هذا هو الأسطول كما كان، ولا أحد يعلم حاله الآن.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message>
        <source>in your time</source>
        <translation>بتوقيتك</translation>
    </message>
    <message>
        <source>{0}, {1}, {2}</source>
        <translation>{0}، {1}، {2}</translation>
    </message>
    <message>
        <source>Find a site</source>
        <translation>البحث عن موقع</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>عرض على الخريطة</translation>
    </message>
</context>
<context>
    <name>PageDialog</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Command palette</source>
        <translation>لوحة الأوامر</translation>
    </message>
    <message>
        <source>Find a command, a site or a terminal</source>
        <translation>ابحث عن أمر أو موقع أو جهاز</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>النتائج</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>اختيار</translation>
    </message>
    <message>
        <source>run</source>
        <translation>تنفيذ</translation>
    </message>
    <message>
        <source>close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Nothing is called “{0}”. Try fewer letters, or another name.</source>
        <translation>لا شيء باسم «{0}». جرّب حروفًا أقل أو اسمًا آخر.</translation>
    </message>
    <message>
        <source>Used last</source>
        <translation>آخر المستعمل</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>الشخص</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>البريد الإلكتروني</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>صامت</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>المنطقة الزمنية</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} إلى {1}</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>لا أحد بعد</translation>
    </message>
    <message>
        <source>Add who is to be told of alerts, and whose keys there are.</source>
        <translation>أضف من يُبلَّغ بالتنبيهات ومن لهم المفاتيح.</translation>
    </message>
    <message>
        <source>New person…</source>
        <translation>شخص جديد…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>تعديل…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>حذف…</translation>
    </message>
</context>
<context>
    <name>PeriodChooser</name>
    <message>
        <source>Days</source>
        <translation>الأيام</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>آخر 7 أيام</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>آخر 30 يومًا</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>من … إلى …</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>أول يوم</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>آخر يوم</translation>
    </message>
</context>
<context>
    <name>PersonDetail</name>
    <message>
        <source>Edit…</source>
        <translation>تعديل…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>حذف…</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>البريد الإلكتروني</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>المنطقة الزمنية</translation>
    </message>
    <message>
        <source>The account&apos;s</source>
        <translation>ما للحساب</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>صامت</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>أبدًا</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>القنوات</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>المعرّف</translation>
    </message>
</context>
<context>
    <name>PersonDialog</name>
    <message>
        <source>New person</source>
        <translation>شخص جديد</translation>
    </message>
    <message>
        <source>Edit person</source>
        <translation>تعديل الشخص</translation>
    </message>
    <message>
        <source>People are told of alerts, and have keys.</source>
        <translation>يُبلَّغ الأشخاص بالتنبيهات ولهم مفاتيح.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>البريد الإلكتروني</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>With the country, like +212…</source>
        <translation>مع رمز البلد، مثل +212…</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>المنطقة الزمنية</translation>
    </message>
    <message>
        <source>Like Africa/Casablanca; empty: the account&apos;s</source>
        <translation>مثل Africa/Casablanca، فارغ: منطقة الحساب</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>الهدوء من</translation>
    </message>
    <message>
        <source>Like 22:00</source>
        <translation>مثل 22:00</translation>
    </message>
    <message>
        <source>Quiet to</source>
        <translation>الهدوء حتى</translation>
    </message>
    <message>
        <source>Critical alerts still come</source>
        <translation>تصل التنبيهات الحرجة مع ذلك</translation>
    </message>
    <message>
        <source>Who is it?</source>
        <translation>من هو؟</translation>
    </message>
    <message>
        <source>This is no e-mail address.</source>
        <translation>هذا ليس عنوان بريد إلكتروني.</translation>
    </message>
    <message>
        <source>Begin with the country: +212…</source>
        <translation>ابدأ برمز البلد: +212…</translation>
    </message>
    <message>
        <source>There is no such zone.</source>
        <translation>لا توجد منطقة كهذه.</translation>
    </message>
    <message>
        <source>Like 06:00</source>
        <translation>مثل 06:00</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>No terminals</source>
        <translation>لا أجهزة</translation>
    </message>
    <message>
        <source>{0} of {1} offline</source>
        <translation>{0} من {1} غير متصلة</translation>
    </message>
    <message>
        <source>{0} of {1} unstable</source>
        <translation>{0} من {1} غير مستقرة</translation>
    </message>
    <message>
        <source>{0} of {1} degraded</source>
        <translation>{0} من {1} متدهورة</translation>
    </message>
    <message>
        <source>{0} of {1} without data</source>
        <translation>{0} من {1} بلا بيانات</translation>
    </message>
    <message numerus="yes">
        <source>and %n more sites</source>
        <translation>
            <numerusform>ولا مواقع أخرى</numerusform>
            <numerusform>وموقع آخر</numerusform>
            <numerusform>وموقعان آخران</numerusform>
            <numerusform>و%Ln مواقع أخرى</numerusform>
            <numerusform>و%Ln موقعًا آخر</numerusform>
            <numerusform>و%Ln موقع آخر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sites not on map</source>
        <translation>
            <numerusform>كل المواقع على الخريطة</numerusform>
            <numerusform>موقع ليس على الخريطة</numerusform>
            <numerusform>موقعان ليسا على الخريطة</numerusform>
            <numerusform>%Ln مواقع ليست على الخريطة</numerusform>
            <numerusform>%Ln موقعًا ليس على الخريطة</numerusform>
            <numerusform>%Ln موقع ليس على الخريطة</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} km</source>
        <translation>{0} كم</translation>
    </message>
    <message>
        <source>{0} m</source>
        <translation>{0} م</translation>
    </message>
    <message>
        <source>Updated {0}</source>
        <translation>حُدّث {0}</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>لا شيء بعد</translation>
    </message>
    <message>
        <source>{0}, {1}, {2}</source>
        <translation>{0}، {1}، {2}</translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <source>PIN</source>
        <translation>الرمز السري</translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>تغيير الرمز السري</translation>
    </message>
    <message>
        <source>Choose a PIN</source>
        <translation>اختيار رمز سري</translation>
    </message>
    <message>
        <source>It hides the console on this computer while you are away. It does not protect the files of your account: lock the computer for that.</source>
        <translation>يخفي وحدة التحكم على هذا الحاسوب أثناء غيابك. لا يحمي ملفات حسابك: اقفل الحاسوب لذلك.</translation>
    </message>
    <message>
        <source>The PIN until now</source>
        <translation>الرمز السري الحالي</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>رمز سري جديد</translation>
    </message>
    <message>
        <source>At least four characters.</source>
        <translation>أربعة أحرف على الأقل.</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>مرة أخرى</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>الإبقاء عليه</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>A PIN has at least four characters.</source>
        <translation>للرمز السري أربعة أحرف على الأقل.</translation>
    </message>
    <message>
        <source>These are not the same.</source>
        <translation>ليسا متطابقين.</translation>
    </message>
    <message>
        <source>This is not the PIN.</source>
        <translation>ليس هذا هو الرمز السري.</translation>
    </message>
</context>
<context>
    <name>PlaceDialog</name>
    <message>
        <source>Where is {0}?</source>
        <translation>أين يقع {0}؟</translation>
    </message>
    <message>
        <source>Click the place. Click again to correct it; the wheel comes closer.</source>
        <translation>انقر على المكان. انقر مرة أخرى للتصحيح، والعجلة تقرّب.</translation>
    </message>
    <message>
        <source>Take this place</source>
        <translation>اعتماد هذا المكان</translation>
    </message>
    <message>
        <source>No place is chosen yet.</source>
        <translation>لم يُختر مكان بعد.</translation>
    </message>
</context>
<context>
    <name>PlaceList</name>
    <message>
        <source>Find a site or a terminal</source>
        <translation>البحث عن موقع أو جهاز</translation>
    </message>
    <message numerus="yes">
        <source>all of its %Ln terminals</source>
        <translation>
            <numerusform>كل أجهزته</numerusform>
            <numerusform>جهازه الوحيد</numerusform>
            <numerusform>جهازاه كلاهما</numerusform>
            <numerusform>كل أجهزته الـ%Ln</numerusform>
            <numerusform>كل أجهزته الـ%Ln</numerusform>
            <numerusform>كل أجهزته الـ%Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
</context>
<context>
    <name>ProblemPanel</name>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>نسخ التفاصيل</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>مطوي</translation>
    </message>
    <message>
        <source>open</source>
        <translation>مفتوح</translation>
    </message>
</context>
<context>
    <name>ProfileForm</name>
    <message>
        <source>Enter the address of the edge.</source>
        <translation>أدخل عنوان الخادم.</translation>
    </message>
    <message>
        <source>Kept; enter another one to replace it</source>
        <translation>محفوظ، أدخل غيره لاستبداله</translation>
    </message>
    <message>
        <source>pd_live_…</source>
        <translation>pd_live_…</translation>
    </message>
    <message>
        <source>As the account is called</source>
        <translation>كما يُسمى الحساب</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>مفتاح الواجهة البرمجية</translation>
    </message>
    <message>
        <source>Remember the key</source>
        <translation>تذكّر المفتاح</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>اللون</translation>
    </message>
    <message>
        <source>None</source>
        <translation>بلا</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>أحمر</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>برتقالي</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>أخضر</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>أزرق</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>بنفسجي</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>وردي</translation>
    </message>
    <message>
        <source>Colour, to tell connections apart at a glance</source>
        <translation>اللون، للتمييز بين الاتصالات بنظرة</translation>
    </message>
    <message>
        <source>Safe mode</source>
        <translation>الوضع الآمن</translation>
    </message>
    <message>
        <source>Borders on the map</source>
        <translation>الحدود على الخريطة</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>محايد</translation>
    </message>
    <message>
        <source>Draws no borders where they are disputed.</source>
        <translation>لا يرسم حدودًا حيث هي محل نزاع.</translation>
    </message>
    <message>
        <source>Morocco</source>
        <translation>المغرب</translation>
    </message>
    <message>
        <source>Draws borders as Morocco sees them.</source>
        <translation>يرسم الحدود كما يراها المغرب.</translation>
    </message>
    <message>
        <source>United Nations</source>
        <translation>الأمم المتحدة</translation>
    </message>
    <message>
        <source>Draws borders as the United Nations&apos; maps do.</source>
        <translation>يرسم الحدود كما في خرائط الأمم المتحدة.</translation>
    </message>
    <message>
        <source>Only until the program ends: this computer has no keyring.</source>
        <translation>حتى نهاية البرنامج فقط: لا مخزن مفاتيح على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Only until the program ends.</source>
        <translation>حتى نهاية البرنامج فقط.</translation>
    </message>
    <message>
        <source>In the system keyring.</source>
        <translation>في مخزن مفاتيح النظام.</translation>
    </message>
</context>
<context>
    <name>ProfileList</name>
    <message>
        <source>Connections</source>
        <translation>الاتصالات</translation>
    </message>
    <message>
        <source>New connection</source>
        <translation>اتصال جديد</translation>
    </message>
</context>
<context>
    <name>ProgressNotice</name>
    <message>
        <source>Dismiss</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>ProofLine</name>
    <message>
        <source>Look it through again</source>
        <translation>فحصه من جديد</translation>
    </message>
</context>
<context>
    <name>PunchDetail</name>
    <message>
        <source>Where</source>
        <translation>المكان</translation>
    </message>
    <message>
        <source>Employee {0}</source>
        <translation>الموظف {0}</translation>
    </message>
    <message>
        <source>{0} by {1}</source>
        <translation>{0} بواسطة {1}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>نعم</translation>
    </message>
    <message>
        <source>no</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Time there</source>
        <translation>الوقت هناك</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>المنطقة</translation>
    </message>
    <message>
        <source>In UTC</source>
        <translation>بتوقيت UTC</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>في الطريق</translation>
    </message>
    <message>
        <source>Its time</source>
        <translation>وقته</translation>
    </message>
    <message>
        <source>Work code</source>
        <translation>رمز العمل</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>الكمامة</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>الحرارة</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>المعرّف</translation>
    </message>
</context>
<context>
    <name>PunchPhoto</name>
    <message>
        <source>Show the photo</source>
        <translation>عرض الصورة</translation>
    </message>
    <message>
        <source>Who looks at one is noted in the audit log.</source>
        <translation>يُدوَّن في سجل التدقيق من ينظر إلى صورة.</translation>
    </message>
    <message>
        <source>Photo taken at the punch</source>
        <translation>صورة التُقطت عند التسجيل</translation>
    </message>
    <message>
        <source>There is none: the terminal took no picture, or it is kept no longer.</source>
        <translation>لا صورة: لم يلتقط الجهاز صورة، أو لم تعد محفوظة.</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>تعذرت قراءة الصورة.</translation>
    </message>
</context>
<context>
    <name>PunchSheet</name>
    <message>
        <source>Where</source>
        <translation>المكان</translation>
    </message>
    <message>
        <source>Employee {0}</source>
        <translation>الموظف {0}</translation>
    </message>
    <message>
        <source>Punch</source>
        <translation>تسجيل حضور</translation>
    </message>
    <message>
        <source>{0} by {1}</source>
        <translation>{0}، بواسطة: {1}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>نعم</translation>
    </message>
    <message>
        <source>no</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>التوقيت المحلي</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>المنطقة</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>استُلم</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>في الطريق</translation>
    </message>
    <message>
        <source>Its time</source>
        <translation>وقته</translation>
    </message>
    <message>
        <source>Work code</source>
        <translation>رمز العمل</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>الكمامة</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>الحرارة</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>المعرّف</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>الصفحات</translation>
    </message>
    <message>
        <source>Fold the rail</source>
        <translation>طي الشريط الجانبي</translation>
    </message>
    <message>
        <source>Unfold the rail</source>
        <translation>بسط الشريط الجانبي</translation>
    </message>
</context>
<context>
    <name>RecentChanges</name>
    <message>
        <source>Recent changes</source>
        <translation>آخر التغيرات</translation>
    </message>
    <message>
        <source>Nothing is known yet.</source>
        <translation>لا شيء معروف بعد.</translation>
    </message>
    <message>
        <source>No terminal changed while this window was connected, from {0} on.</source>
        <translation>لم يتغير أي جهاز أثناء اتصال هذه النافذة، ابتداءً من {0}.</translation>
    </message>
    <message>
        <source>No terminal has changed since this window connected at {0}.</source>
        <translation>لم يتغير أي جهاز منذ اتصلت هذه النافذة {0}.</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>عرض الكل</numerusform>
            <numerusform>عرض الواحد</numerusform>
            <numerusform>عرض الاثنين</numerusform>
            <numerusform>عرض الكل (%Ln)</numerusform>
            <numerusform>عرض الكل (%Ln)</numerusform>
            <numerusform>عرض الكل (%Ln)</numerusform>
        </translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>عرض أقل</translation>
    </message>
</context>
<context>
    <name>RecordsPage</name>
    <message>
        <source>Filter</source>
        <translation>عامل التصفية</translation>
    </message>
    <message>
        <source>What can be done with it…</source>
        <translation>ما يمكن فعله به…</translation>
    </message>
    <message>
        <source>Fetch it anew</source>
        <translation>جلبه من جديد</translation>
    </message>
    <message>
        <source>Keep this view…</source>
        <translation>حفظ هذا العرض…</translation>
    </message>
    <message>
        <source>Mark it, or unmark it</source>
        <translation>تعليمه أو إلغاء تعليمه</translation>
    </message>
    <message>
        <source>Mark all up to here</source>
        <translation>تعليم الكل حتى هنا</translation>
    </message>
    <message>
        <source>Mark all that are shown</source>
        <translation>تعليم كل المعروض</translation>
    </message>
</context>
<context>
    <name>ReplaceTerminalDialog</name>
    <message>
        <source>Replace {0}</source>
        <translation>استبدال {0}</translation>
    </message>
    <message>
        <source>The new one</source>
        <translation>الجديد</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>ما يحدث</translation>
    </message>
    <message>
        <source>It calls</source>
        <translation>يتصل</translation>
    </message>
    <message>
        <source>Serial number of the new terminal</source>
        <translation>الرقم التسلسلي للجهاز الجديد</translation>
    </message>
    <message>
        <source>On a label at its back, and in its menu under System Info.</source>
        <translation>على ملصق في ظهره، وفي قائمته تحت System Info.</translation>
    </message>
    <message>
        <source>In the place of {0}, serial number {1}.</source>
        <translation>مكان {0}، الرقم التسلسلي {1}.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>استبداله</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Enter the number of the new terminal.</source>
        <translation>أدخل رقم الجهاز الجديد.</translation>
    </message>
    <message>
        <source>That is the number of the old one.</source>
        <translation>هذا رقم الجهاز القديم.</translation>
    </message>
    <message>
        <source>It could not be replaced</source>
        <translation>تعذر استبداله</translation>
    </message>
    <message>
        <source>What stays</source>
        <translation>ما يبقى</translation>
    </message>
    <message>
        <source>Its name, site, tags, history and all punches. Its people ({0} on the old one) are sent to the new one as soon as that calls, with the templates that the edge keeps.</source>
        <translation>اسمه وموقعه ووسومه وسجله وكل تسجيلاته. يُرسل أشخاصه ({0} على القديم) إلى الجديد حين يتصل، مع القوالب المحفوظة في الخادم.</translation>
    </message>
    <message>
        <source>What is lost</source>
        <translation>ما يضيع</translation>
    </message>
    <message>
        <source>The old terminal is served no more: punches that it has not sent yet stay on it. Commands that it had fetched fail. The old one can be put back the same way.</source>
        <translation>لا يُخدم الجهاز القديم بعد الآن: ما لم يرسله من تسجيلات يبقى فيه. وتفشل الأوامر التي كان قد جلبها. يمكن إعادة القديم بالطريقة نفسها.</translation>
    </message>
    <message>
        <source>How far it is cannot be seen now</source>
        <translation>لا يمكن رؤية التقدم الآن</translation>
    </message>
    <message>
        <source>It called, and holds the people that it should.</source>
        <translation>اتصل ولديه الأشخاص الذين ينبغي أن يكونوا عليه.</translation>
    </message>
    <message>
        <source>{0} is replaced</source>
        <translation>استُبدل {0}</translation>
    </message>
    <message>
        <source>Its people are being sent to it. You can finish here; it goes on by itself.</source>
        <translation>يُرسل أشخاصه إليه. يمكنك الإنهاء هنا، ويستمر ذلك من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>The new terminal is here</source>
        <translation>الجهاز الجديد موجود</translation>
    </message>
    <message>
        <source>On its menu, under Communication, then Cloud Server Setting (ADMS), enter:</source>
        <translation>في قائمته تحت Communication ثم Cloud Server Setting (ADMS) أدخل:</translation>
    </message>
    <message>
        <source>Waiting for {0} to call</source>
        <translation>بانتظار اتصال {0}</translation>
    </message>
</context>
<context>
    <name>ReplayDialog</name>
    <message>
        <source>Deliver again to {0}</source>
        <translation>التسليم من جديد إلى {0}</translation>
    </message>
    <message>
        <source>Each event goes out as a new delivery with the webhook-id that it always had, in order.</source>
        <translation>يُرسل كل حدث كتسليم جديد بمعرّف webhook-id نفسه، وبالترتيب.</translation>
    </message>
    <message>
        <source>Deliver again</source>
        <translation>التسليم من جديد</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>Told in the last</source>
        <translation>ما أُبلغ به في آخر</translation>
    </message>
    <message>
        <source>What failed</source>
        <translation>ما فشل</translation>
    </message>
    <message>
        <source>Only what was given up.</source>
        <translation>ما تُرك فقط.</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>كل شيء</translation>
    </message>
    <message>
        <source>Also what was taken: the receiver gets it twice.</source>
        <translation>وكذلك ما قُبل: يتلقاه المستقبِل مرتين.</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>ساعة</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>يوم</translation>
    </message>
    <message>
        <source>3 days</source>
        <translation>3 أيام</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 أيام</translation>
    </message>
    <message>
        <source>29 days</source>
        <translation>29 يومًا</translation>
    </message>
    <message numerus="yes">
        <source>%n wait still: those are sent by themselves.</source>
        <translation>
            <numerusform>لا شيء ينتظر.</numerusform>
            <numerusform>واحدة ما زالت تنتظر: تُرسل من تلقاء نفسها.</numerusform>
            <numerusform>اثنتان ما زالتا تنتظران: تُرسلان من تلقاء نفسيهما.</numerusform>
            <numerusform>%Ln ما زالت تنتظر: تُرسل من تلقاء نفسها.</numerusform>
            <numerusform>%Ln ما زالت تنتظر: تُرسل من تلقاء نفسها.</numerusform>
            <numerusform>%Ln ما زالت تنتظر: تُرسل من تلقاء نفسها.</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>جارٍ العد…</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>لحظة</translation>
    </message>
    <message>
        <source>That could not be counted</source>
        <translation>تعذر عدّها</translation>
    </message>
    <message>
        <source>There is nothing to deliver again</source>
        <translation>لا شيء لتسليمه من جديد</translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries</source>
        <translation>
            <numerusform>لا عمليات تسليم</numerusform>
            <numerusform>عملية تسليم واحدة</numerusform>
            <numerusform>عمليتا تسليم</numerusform>
            <numerusform>%Ln عمليات تسليم</numerusform>
            <numerusform>%Ln عملية تسليم</numerusform>
            <numerusform>%Ln عملية تسليم</numerusform>
        </translation>
    </message>
    <message>
        <source>More than {0}</source>
        <translation>أكثر من {0}</translation>
    </message>
    <message numerus="yes">
        <source>At most %n a second, behind what waits already.</source>
        <translation>
            <numerusform>لا شيء في الثانية، بعد ما ينتظر الآن.</numerusform>
            <numerusform>واحدة في الثانية على الأكثر، بعد ما ينتظر الآن.</numerusform>
            <numerusform>اثنتان في الثانية على الأكثر، بعد ما ينتظر الآن.</numerusform>
            <numerusform>%Ln في الثانية على الأكثر، بعد ما ينتظر الآن.</numerusform>
            <numerusform>%Ln في الثانية على الأكثر، بعد ما ينتظر الآن.</numerusform>
            <numerusform>%Ln في الثانية على الأكثر، بعد ما ينتظر الآن.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportParts</name>
    <message numerus="yes">
        <source>%Ln times away</source>
        <translation>
            <numerusform>لم ينقطع</numerusform>
            <numerusform>انقطع مرة</numerusform>
            <numerusform>انقطع مرتين</numerusform>
            <numerusform>انقطع %Ln مرات</numerusform>
            <numerusform>انقطع %Ln مرة</numerusform>
            <numerusform>انقطع %Ln مرة</numerusform>
        </translation>
    </message>
    <message>
        <source>at least {0}</source>
        <translation>{0} على الأقل</translation>
    </message>
    <message>
        <source>Uptime</source>
        <translation>التوفر</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}، {1}</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>التنبيهات</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them acted on</source>
        <translation>
            <numerusform>لم يُعالج شيء منها</numerusform>
            <numerusform>عولج واحد منها</numerusform>
            <numerusform>عولج اثنان منها</numerusform>
            <numerusform>عولجت %Ln منها</numerusform>
            <numerusform>عولجت %Ln منها</numerusform>
            <numerusform>عولجت %Ln منها</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody was disturbed</source>
        <translation>لم يُزعَج أحد</translation>
    </message>
    <message>
        <source>Taken on within</source>
        <translation>المدة حتى التولي</translation>
    </message>
    <message>
        <source>over within {0}</source>
        <translation>انتهت خلال {0}</translation>
    </message>
    <message>
        <source>Punches</source>
        <translation>التسجيلات</translation>
    </message>
    <message numerus="yes">
        <source>%Ln came late</source>
        <translation>
            <numerusform>لم يتأخر شيء</numerusform>
            <numerusform>وصل واحد متأخرًا</numerusform>
            <numerusform>وصل اثنان متأخرين</numerusform>
            <numerusform>وصلت %Ln متأخرة</numerusform>
            <numerusform>وصلت %Ln متأخرة</numerusform>
            <numerusform>وصلت %Ln متأخرة</numerusform>
        </translation>
    </message>
    <message>
        <source>Punches by day</source>
        <translation>التسجيلات حسب اليوم</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>في الوقت</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>متأخر</translation>
    </message>
    <message>
        <source>Alerts by day</source>
        <translation>التنبيهات حسب اليوم</translation>
    </message>
    <message>
        <source>Uptime by day, in %</source>
        <translation>التوفر حسب اليوم، بالنسبة %</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>الموقع</translation>
    </message>
    <message>
        <source>Terminals</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Uptime by site</source>
        <translation>التوفر حسب الموقع</translation>
    </message>
    <message>
        <source>Uptime by terminal</source>
        <translation>التوفر حسب الجهاز</translation>
    </message>
    <message>
        <source>Came and went most often</source>
        <translation>الأكثر انقطاعًا</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>القاعدة</translation>
    </message>
    <message>
        <source>Acted on</source>
        <translation>عولجت</translation>
    </message>
    <message>
        <source>Not acted on</source>
        <translation>لم تُعالج</translation>
    </message>
    <message>
        <source>Rules that made noise</source>
        <translation>قواعد أحدثت ضجيجًا</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>Late punches</source>
        <translation>التسجيلات المتأخرة</translation>
    </message>
    <message>
        <source>Longest delay</source>
        <translation>أطول تأخر</translation>
    </message>
    <message>
        <source>Late uploads</source>
        <translation>عمليات إرسال متأخرة</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Uptime, %</source>
        <translation>التوفر، %</translation>
    </message>
    <message>
        <source>Day by day</source>
        <translation>يومًا بيوم</translation>
    </message>
    <message>
        <source>About</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>Days begin in</source>
        <translation>تبدأ الأيام بتوقيت</translation>
    </message>
    <message>
        <source>The key may not read events, so it is not known.</source>
        <translation>المفتاح لا يسمح بقراءة الأحداث، فلا يُعرف ذلك.</translation>
    </message>
    <message>
        <source>There were more than were looked through: the oldest are missing.</source>
        <translation>كان هناك أكثر مما فُحص: الأقدم ناقص.</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>الرقم التسلسلي</translation>
    </message>
    <message>
        <source>Away for</source>
        <translation>مدة الانقطاع</translation>
    </message>
    <message>
        <source>Times away</source>
        <translation>مرات الانقطاع</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}%</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>Ask for the figures again</source>
        <translation>طلب الأرقام من جديد</translation>
    </message>
    <message>
        <source>Export the report…</source>
        <translation>تصدير التقرير…</translation>
    </message>
    <message>
        <source>print</source>
        <translation>طباعة</translation>
    </message>
    <message>
        <source>Draft the handover note</source>
        <translation>إعداد مسودة مذكرة التسليم</translation>
    </message>
    <message>
        <source>shift</source>
        <translation>نوبة</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>الموقع</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>تصدير…</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>التقارير</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>التقرير</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>المحاولة من جديد</translation>
    </message>
    <message>
        <source>Collecting the figures</source>
        <translation>جارٍ جمع الأرقام</translation>
    </message>
    <message>
        <source>The edge is asked for what happened in these days.</source>
        <translation>يُسأل الخادم عما حدث في هذه الأيام.</translation>
    </message>
    <message>
        <source>Handover note</source>
        <translation>مذكرة التسليم</translation>
    </message>
    <message>
        <source>What whoever comes next must know.</source>
        <translation>ما يجب أن يعرفه من يأتي بعدك.</translation>
    </message>
    <message>
        <source>Draft anew</source>
        <translation>إعداد المسودة من جديد</translation>
    </message>
    <message>
        <source>From the alerts, silences and deeds of the last 12 hours</source>
        <translation>من تنبيهات وإسكاتات وأعمال آخر 12 ساعة</translation>
    </message>
    <message numerus="yes">
        <source>%Ln read</source>
        <translation>
            <numerusform>لم يُقرأ شيء</numerusform>
            <numerusform>قُرئ واحد</numerusform>
            <numerusform>قُرئ اثنان</numerusform>
            <numerusform>قُرئت %Ln</numerusform>
            <numerusform>قُرئت %Ln</numerusform>
            <numerusform>قُرئت %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>The note was not drafted</source>
        <translation>لم تُعدّ المذكرة</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message>
        <source>The figures did not come</source>
        <translation>لم تصل الأرقام</translation>
    </message>
    <message>
        <source>All sites</source>
        <translation>كل المواقع</translation>
    </message>
    <message>
        <source>Fleet report: {0}</source>
        <translation>تقرير الأسطول: {0}</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} إلى {1}</translation>
    </message>
</context>
<context>
    <name>RetimeDialog</name>
    <message>
        <source>Read the punches of {0} anew</source>
        <translation>إعادة قراءة تسجيلات {0}</translation>
    </message>
    <message>
        <source>Read anew</source>
        <translation>إعادة القراءة</translation>
    </message>
    <message>
        <source>Terminals send the time on their wall. Punches that were read in another zone get the instant it means in {0}. The time on the wall stays, and so does what terminals sent with an offset.</source>
        <translation>ترسل الأجهزة الوقت المعروض عندها. التسجيلات التي قُرئت في منطقة أخرى تأخذ اللحظة التي يعنيها ذلك الوقت في {0}. يبقى الوقت المعروض، ويبقى ما أرسلته الأجهزة مع إزاحة زمنية.</translation>
    </message>
    <message>
        <source>Punches of</source>
        <translation>تسجيلات</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>يوم واحد</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 أيام</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 يومًا</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>سنة واحدة</translation>
    </message>
    <message>
        <source>Punches of the last</source>
        <translation>تسجيلات آخر</translation>
    </message>
    <message>
        <source>Looking at its punches…</source>
        <translation>جارٍ فحص تسجيلاته…</translation>
    </message>
    <message>
        <source>There are no punches of that time.</source>
        <translation>لا تسجيلات من تلك الفترة.</translation>
    </message>
    <message>
        <source>{0} of {1} would change.</source>
        <translation>سيتغير {0} من {1}.</translation>
    </message>
    <message>
        <source>{0}; of the newest {1}, {2} would change.</source>
        <translation>{0}، ومن أحدث {1} سيتغير {2}.</translation>
    </message>
    <message>
        <source>Read before in {0}. Each that changes is told to webhooks again.</source>
        <translation>قُرئت سابقًا بتوقيت {0}. كل تسجيل يتغير تُبلَّغ به خطافات الويب من جديد.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
</context>
<context>
    <name>RotateDialog</name>
    <message>
        <source>New secret for {0}</source>
        <translation>سر جديد لـ {0}</translation>
    </message>
    <message>
        <source>For a while both secrets sign, so that a receiver that knows either accepts every delivery.</source>
        <translation>يوقّع السران معًا مدة من الزمن، فيقبل المستقبِل الذي يعرف أيًا منهما كل تسليم.</translation>
    </message>
    <message>
        <source>Make a new secret</source>
        <translation>إنشاء سر جديد</translation>
    </message>
    <message>
        <source>The old one goes on signing for</source>
        <translation>يستمر القديم في التوقيع لمدة</translation>
    </message>
    <message>
        <source>No longer</source>
        <translation>لم يعد</translation>
    </message>
    <message>
        <source>Deliveries fail until the receiver has the new one.</source>
        <translation>تفشل عمليات التسليم حتى يحصل المستقبِل على الجديد.</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>ساعة واحدة</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>يوم واحد</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 أيام</translation>
    </message>
    <message>
        <source>X-PunchConnect-Signature is made with</source>
        <translation>يُصنع X-PunchConnect-Signature بـ</translation>
    </message>
    <message>
        <source>The old one</source>
        <translation>القديم</translation>
    </message>
    <message>
        <source>It has room for one: until that one retires.</source>
        <translation>فيه متسع لواحد: حتى يُسحب ذاك.</translation>
    </message>
    <message>
        <source>The new one</source>
        <translation>الجديد</translation>
    </message>
    <message>
        <source>From now on.</source>
        <translation>من الآن.</translation>
    </message>
</context>
<context>
    <name>RotateKeyDialog</name>
    <message>
        <source>New secret for {0}</source>
        <translation>سر جديد لـ {0}</translation>
    </message>
    <message>
        <source>It keeps its name and what it may do. For a while the old one works too.</source>
        <translation>يحتفظ باسمه وصلاحياته. ويعمل القديم أيضًا مدة من الزمن.</translation>
    </message>
    <message>
        <source>Make a new secret</source>
        <translation>إنشاء سر جديد</translation>
    </message>
    <message>
        <source>The old one works for</source>
        <translation>يعمل القديم لمدة</translation>
    </message>
    <message>
        <source>No longer</source>
        <translation>لم يعد</translation>
    </message>
    <message>
        <source>Whatever uses it is refused at once.</source>
        <translation>يُرفض فورًا كل ما يستعمله.</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>ساعة واحدة</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>يوم واحد</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 أيام</translation>
    </message>
</context>
<context>
    <name>RuleRow</name>
    <message>
        <source>Punches that pass</source>
        <translation>التسجيلات التي تجتاز</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>اللون</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>الشكل</translation>
    </message>
    <message>
        <source>Before the one above</source>
        <translation>قبل التي فوقها</translation>
    </message>
    <message>
        <source>Remove the rule</source>
        <translation>إزالة القاعدة</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>أزرق</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>أخضر</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>كهرماني</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>أحمر</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>بنفسجي</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>رمادي</translation>
    </message>
    <message>
        <source>Disc</source>
        <translation>قرص</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>مربع</translation>
    </message>
    <message>
        <source>Triangle</source>
        <translation>مثلث</translation>
    </message>
    <message>
        <source>Diamond</source>
        <translation>معيّن</translation>
    </message>
    <message>
        <source>Ring</source>
        <translation>حلقة</translation>
    </message>
    <message>
        <source>Bar</source>
        <translation>شريط</translation>
    </message>
</context>
<context>
    <name>SafeModeWords</name>
    <message>
        <source>Open</source>
        <translation>مفتوح</translation>
    </message>
    <message>
        <source>Confirm writes</source>
        <translation>تأكيد الكتابة</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>للقراءة فقط</translation>
    </message>
    <message>
        <source>Changes are made when you ask for them.</source>
        <translation>تُجرى التغييرات عندما تطلبها.</translation>
    </message>
    <message>
        <source>Every change shows what it will do, and asks first.</source>
        <translation>يبيّن كل تغيير ما سيفعله ويسأل أولًا.</translation>
    </message>
    <message>
        <source>Nothing can be changed from here; such actions are not shown.</source>
        <translation>لا يمكن تغيير شيء من هنا، ولا تُعرض هذه الأفعال.</translation>
    </message>
</context>
<context>
    <name>ScopePane</name>
    <message>
        <source>By hand</source>
        <translation>يدويًا</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>المواقع</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>الطرازات</translation>
    </message>
    <message>
        <source>Whole fleet</source>
        <translation>الأسطول كله</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>لم يُختر شيء</numerusform>
            <numerusform>اختير واحد</numerusform>
            <numerusform>اختير اثنان</numerusform>
            <numerusform>اختيرت %Ln</numerusform>
            <numerusform>اختيرت %Ln</numerusform>
            <numerusform>اختيرت %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>إلى من</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Find what to choose</source>
        <translation>البحث عما تختاره</translation>
    </message>
    <message>
        <source>What to choose</source>
        <translation>ماذا تختار</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}، {1}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>ما هو</translation>
    </message>
    <message>
        <source>Space marks further ones, Ctrl+A all that are shown.</source>
        <translation>مفتاح المسافة يعلّم غيرها، وCtrl+A كل المعروض.</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}. {1}</translation>
    </message>
    <message>
        <source>Choose at least one.</source>
        <translation>اختر واحدًا على الأقل.</translation>
    </message>
</context>
<context>
    <name>Secret</name>
    <message>
        <source>Show the key</source>
        <translation>إظهار المفتاح</translation>
    </message>
    <message>
        <source>Hide the key</source>
        <translation>إخفاء المفتاح</translation>
    </message>
</context>
<context>
    <name>SecretDialog</name>
    <message>
        <source>I have kept it</source>
        <translation>حفظته</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Take care</source>
        <translation>انتبه</translation>
    </message>
    <message>
        <source>It is not shown again. Copy it first, or press Esc once more.</source>
        <translation>لن يُعرض مرة أخرى. انسخه أولًا أو اضغط Esc مرة أخرى.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy {0}</source>
        <translation>نسخ {0}</translation>
    </message>
    <message numerus="yes">
        <source>Copied. It leaves the clipboard in %n s.</source>
        <translation>
            <numerusform>نُسخ. يُمحى من الحافظة الآن.</numerusform>
            <numerusform>نُسخ. يُمحى من الحافظة بعد %Ln ث.</numerusform>
            <numerusform>نُسخ. يُمحى من الحافظة بعد %Ln ث.</numerusform>
            <numerusform>نُسخ. يُمحى من الحافظة بعد %Ln ث.</numerusform>
            <numerusform>نُسخ. يُمحى من الحافظة بعد %Ln ث.</numerusform>
            <numerusform>نُسخ. يُمحى من الحافظة بعد %Ln ث.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SectionTitle</name>
    <message>
        <source>open</source>
        <translation>مفتوح</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>مطوي</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>تتغير اللغة عند بدء التشغيل القادم.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>الإشعارات</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Every command can have other keys. What is changed is kept on this computer.</source>
        <translation>يمكن أن يكون لكل أمر مفاتيح أخرى. يُحفظ ما تغيّر على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Change keyboard shortcuts…</source>
        <translation>تغيير اختصارات لوحة المفاتيح…</translation>
    </message>
    <message>
        <source>Data use</source>
        <translation>استهلاك البيانات</translation>
    </message>
    <message>
        <source>Spare the line</source>
        <translation>توفير الخط</translation>
    </message>
    <message>
        <source>Low bandwidth</source>
        <translation>سرعة منخفضة</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>For satellite and mobile lines. The edge is asked half as often and photos are left out. Punches and alerts still come the moment they happen.</source>
        <translation>لخطوط الأقمار الصناعية والجوال. يُسأل الخادم نصف المرات وتُترك الصور. تصل التسجيلات والتنبيهات لحظة حدوثها كالمعتاد.</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>شاشة الجدار</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} ث</translation>
    </message>
    <message>
        <source>Next page after</source>
        <translation>الصفحة التالية بعد</translation>
    </message>
    <message>
        <source>For a screen on the wall: overview, map and alerts in turn, over the whole screen.</source>
        <translation>لشاشة على الجدار: النظرة العامة والخريطة والتنبيهات بالتناوب على كامل الشاشة.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>مساعدة</translation>
    </message>
    <message>
        <source>What helps others to help you. Nothing leaves this computer by itself.</source>
        <translation>ما يساعد غيرك على مساعدتك. لا يغادر شيء هذا الحاسوب من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>Diagnostics…</source>
        <translation>التشخيص…</translation>
    </message>
    <message>
        <source>Logs…</source>
        <translation>السجلات…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>الأقسام</translation>
    </message>
    <message>
        <source>{0} in the last minute</source>
        <translation>{0} في الدقيقة الأخيرة</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>الحساب</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>المفتاح</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>الخادم</translation>
    </message>
    <message>
        <source>Safe mode</source>
        <translation>الوضع الآمن</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}. {1}</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>الشهادة</translation>
    </message>
    <message>
        <source>pinned by you</source>
        <translation>ثبّتَّه أنت</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>الألوان</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>كالنظام</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}%</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>Reduce motion: nothing glides or blinks</source>
        <translation>تقليل الحركة: لا شيء ينزلق أو يومض</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>الحركة</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>الرسائل</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>بدء</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>الخريطة</translation>
    </message>
    <message>
        <source>Borders</source>
        <translation>الحدود</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>محايد</translation>
    </message>
    <message>
        <source>Morocco</source>
        <translation>المغرب</translation>
    </message>
    <message>
        <source>United Nations</source>
        <translation>الأمم المتحدة</translation>
    </message>
    <message>
        <source>Neutral draws no borders where they are disputed. The choice belongs to this profile.</source>
        <translation>المحايد لا يرسم حدودًا حيث هي محل نزاع. الاختيار خاص بهذا الملف.</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>الاتصال</translation>
    </message>
    <message>
        <source>Connections…</source>
        <translation>الاتصالات…</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Find a shortcut</source>
        <translation>البحث عن اختصار</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>تغيير…</translation>
    </message>
    <message>
        <source>Change keyboard shortcuts</source>
        <translation>تغيير اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>الاختصارات</translation>
    </message>
    <message>
        <source>then</source>
        <comment>keys</comment>
        <translation>ثم</translation>
    </message>
    <message>
        <source>No shortcut is called “{0}”. Try another word, or the key itself.</source>
        <translation>لا اختصار باسم «{0}». جرّب كلمة أخرى أو المفتاح نفسه.</translation>
    </message>
</context>
<context>
    <name>SignatureDialog</name>
    <message>
        <source>Check a signature</source>
        <translation>التحقق من توقيع</translation>
    </message>
    <message>
        <source>Paste what the receiver got, byte for byte. Nothing of it leaves this computer.</source>
        <translation>الصق ما تلقاه المستقبِل بايتًا ببايت. لا يغادر شيء منه هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>تحقق</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>الترويسات</translation>
    </message>
    <message>
        <source>One a line: webhook-id, webhook-timestamp, …</source>
        <translation>واحدة في كل سطر: webhook-id، webhook-timestamp، …</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>المتن</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>السر</translation>
    </message>
    <message>
        <source>Take the endpoint&apos;s own (is noted in the audit log)</source>
        <translation>أخذ سر الوجهة نفسها (يُدوَّن في سجل التدقيق)</translation>
    </message>
    <message>
        <source>A secret is needed.</source>
        <translation>يلزم سر.</translation>
    </message>
    <message>
        <source>This is no header: {0}</source>
        <translation>هذه ليست ترويسة: {0}</translation>
    </message>
    <message>
        <source>{0} is good</source>
        <translation>{0} صحيح</translation>
    </message>
    <message>
        <source>{0} is good, but old</source>
        <translation>{0} صحيح لكنه قديم</translation>
    </message>
    <message>
        <source>{0} is wrong</source>
        <translation>{0} خاطئ</translation>
    </message>
    <message>
        <source>{0} is not there</source>
        <translation>{0} غير موجود</translation>
    </message>
    <message>
        <source>{0} cannot be made with this secret</source>
        <translation>لا يمكن صنع {0} بهذا السر</translation>
    </message>
    <message>
        <source>A receiver refuses what is more than 5 minutes from its own clock.</source>
        <translation>يرفض المستقبِل ما يبعد أكثر من 5 دقائق عن ساعته.</translation>
    </message>
    <message>
        <source>Another secret, or the body was changed on its way, even by a blank.</source>
        <translation>سر آخر، أو تغيّر المتن في الطريق ولو بمسافة.</translation>
    </message>
    <message>
        <source>Not all of its headers were pasted.</source>
        <translation>لم تُلصق كل ترويساته.</translation>
    </message>
    <message>
        <source>What follows whsec_ is not base64 of 24 to 64 bytes.</source>
        <translation>ما يلي whsec_ ليس base64 من 24 إلى 64 بايتًا.</translation>
    </message>
    <message>
        <source>Without the line break at the end of the body, which came with the paste.</source>
        <translation>بلا فاصل السطر في نهاية المتن الذي جاء مع اللصق.</translation>
    </message>
</context>
<context>
    <name>SilenceDetail</name>
    <message>
        <source>Until later…</source>
        <translation>تمديد…</translation>
    </message>
    <message>
        <source>End now</source>
        <translation>إنهاء الآن</translation>
    </message>
    <message numerus="yes">
        <source>Hides %n alerts now</source>
        <translation>
            <numerusform>لا يخفي أي تنبيه الآن</numerusform>
            <numerusform>يخفي تنبيهًا واحدًا الآن</numerusform>
            <numerusform>يخفي تنبيهين الآن</numerusform>
            <numerusform>يخفي %Ln تنبيهات الآن</numerusform>
            <numerusform>يخفي %Ln تنبيهًا الآن</numerusform>
            <numerusform>يخفي %Ln تنبيه الآن</numerusform>
        </translation>
    </message>
    <message>
        <source>Hides nothing now</source>
        <translation>لا يخفي شيئًا الآن</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ولا غيرها</numerusform>
            <numerusform>وواحد آخر</numerusform>
            <numerusform>واثنان آخران</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
        </translation>
    </message>
    <message>
        <source>Who</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>منذ</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>حتى</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>المتبقي</translation>
    </message>
</context>
<context>
    <name>SilenceDialog</name>
    <message>
        <source>Silence</source>
        <translation>إسكات</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>المدة</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>ساعة واحدة</translation>
    </message>
    <message>
        <source>4 hours</source>
        <translation>4 ساعات</translation>
    </message>
    <message>
        <source>8 hours</source>
        <translation>8 ساعات</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>يوم واحد</translation>
    </message>
    <message>
        <source>1 week</source>
        <translation>أسبوع واحد</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Say why, for whoever misses the message.</source>
        <translation>اذكر السبب لمن يفتقد الرسالة.</translation>
    </message>
</context>
<context>
    <name>SilenceWords</name>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>كل شيء</translation>
    </message>
    <message>
        <source>over</source>
        <translation>منتهٍ</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>بقي {0}</translation>
    </message>
    <message>
        <source>{0} {1} left</source>
        <translation>بقي {0} و{1}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>On, {0}</source>
        <translation>جارية، {0}</translation>
    </message>
    <message>
        <source>Next {0}</source>
        <translation>التالية: {0}</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>منتهٍ</translation>
    </message>
    <message>
        <source>Once, {0} at {1} for {2}</source>
        <translation>مرة واحدة، {0} الساعة {1} لمدة {2}</translation>
    </message>
    <message>
        <source>Every day at {0} for {1}</source>
        <translation>كل يوم في {0} لمدة {1}</translation>
    </message>
    <message>
        <source>Every week on {0} at {1} for {2}</source>
        <translation>كل أسبوع ({0}) الساعة {1} لمدة {2}</translation>
    </message>
    <message>
        <source>Every month on day {0} at {1} for {2}</source>
        <translation>كل شهر في اليوم {0} الساعة {1} لمدة {2}</translation>
    </message>
    <message>
        <source>{0} at {1} for {2}</source>
        <translation>{0} الساعة {1} لمدة {2}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Once</source>
        <translation>مرة واحدة</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>كل يوم</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>كل أسبوع</translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>كل شهر</translation>
    </message>
    <message>
        <source>By a rule of RFC 5545</source>
        <translation>وفق قاعدة RFC 5545</translation>
    </message>
    <message>
        <source>tagged {0}</source>
        <translation>الوسم {0}</translation>
    </message>
    <message>
        <source>model {0}</source>
        <translation>الطراز {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n alerts by name</source>
        <translation>
            <numerusform>لا تنبيه بعينه</numerusform>
            <numerusform>تنبيه واحد بعينه</numerusform>
            <numerusform>تنبيهان بعينهما</numerusform>
            <numerusform>%Ln تنبيهات بعينها</numerusform>
            <numerusform>%Ln تنبيهًا بعينها</numerusform>
            <numerusform>%Ln تنبيه بعينها</numerusform>
        </translation>
    </message>
    <message>
        <source>business critical</source>
        <translation>حيوية للعمل</translation>
    </message>
    <message numerus="yes">
        <source>{0} and %n more</source>
        <translation>
            <numerusform>{0}</numerusform>
            <numerusform>{0} وواحد آخر</numerusform>
            <numerusform>{0} واثنان آخران</numerusform>
            <numerusform>{0} و%Ln أخرى</numerusform>
            <numerusform>{0} و%Ln أخرى</numerusform>
            <numerusform>{0} و%Ln أخرى</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SilencesList</name>
    <message>
        <source>Silences</source>
        <translation>الإسكاتات</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>Hides now</source>
        <translation>يخفي الآن</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>الانتهاء</translation>
    </message>
    <message>
        <source>Those that hold</source>
        <translation>السارية</translation>
    </message>
    <message>
        <source>Also those that are over</source>
        <translation>والمنتهية أيضًا</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>أي منهم</translation>
    </message>
    <message>
        <source>New silence…</source>
        <translation>إسكات جديد…</translation>
    </message>
    <message>
        <source>Until later…</source>
        <translation>تمديد…</translation>
    </message>
    <message>
        <source>End now</source>
        <translation>إنهاء الآن</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>إسكات</translation>
    </message>
    <message>
        <source>Everything is told</source>
        <translation>كل شيء يُبلَّغ به</translation>
    </message>
    <message>
        <source>No silence holds. Make one for what is known and being seen to.</source>
        <translation>لا إسكات ساريًا. أنشئ واحدًا لما هو معروف ويجري علاجه.</translation>
    </message>
    <message>
        <source>Silenced</source>
        <translation>مُسكَت</translation>
    </message>
    <message>
        <source>It holds until later</source>
        <translation>مُدّد الإسكات</translation>
    </message>
    <message numerus="yes">
        <source>%n alerts that it hides are told, if they are still so.</source>
        <translation>
            <numerusform>لا تنبيه يخفيه.</numerusform>
            <numerusform>يُبلَّغ بالتنبيه الذي يخفيه إن ظل قائمًا.</numerusform>
            <numerusform>يُبلَّغ بالتنبيهين اللذين يخفيهما إن ظلا قائمين.</numerusform>
            <numerusform>يُبلَّغ بـ %Ln تنبيهات يخفيها إن ظلت قائمة.</numerusform>
            <numerusform>يُبلَّغ بـ %Ln تنبيهًا يخفيها إن ظلت قائمة.</numerusform>
            <numerusform>يُبلَّغ بـ %Ln تنبيه يخفيها إن ظلت قائمة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n silences?</source>
        <translation>
            <numerusform>ألا يُنهى أي إسكات؟</numerusform>
            <numerusform>إنهاء إسكات واحد؟</numerusform>
            <numerusform>إنهاء إسكاتين؟</numerusform>
            <numerusform>إنهاء %Ln إسكاتات؟</numerusform>
            <numerusform>إنهاء %Ln إسكاتًا؟</numerusform>
            <numerusform>إنهاء %Ln إسكات؟</numerusform>
        </translation>
    </message>
    <message>
        <source>End this silence?</source>
        <translation>إنهاء هذا الإسكات؟</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>أُنهي</translation>
    </message>
    <message numerus="yes">
        <source>%n silences</source>
        <translation>
            <numerusform>لا إسكاتات</numerusform>
            <numerusform>إسكات واحد</numerusform>
            <numerusform>إسكاتان</numerusform>
            <numerusform>%Ln إسكاتات</numerusform>
            <numerusform>%Ln إسكاتًا</numerusform>
            <numerusform>%Ln إسكات</numerusform>
        </translation>
    </message>
    <message>
        <source>for 7 days: still needed?</source>
        <translation>منذ 7 أيام: أما زال لازمًا؟</translation>
    </message>
</context>
<context>
    <name>SiteActions</name>
    <message>
        <source>Site made</source>
        <translation>أُنشئ الموقع</translation>
    </message>
    <message>
        <source>Site changed</source>
        <translation>عُدّل الموقع</translation>
    </message>
    <message>
        <source>Its punches are being read anew</source>
        <translation>تُعاد قراءة تسجيلاته</translation>
    </message>
    <message numerus="yes">
        <source>%n terminals stay, without a site.</source>
        <translation>
            <numerusform>لا يبقى أي جهاز.</numerusform>
            <numerusform>يبقى جهاز واحد بلا موقع.</numerusform>
            <numerusform>يبقى جهازان بلا موقع.</numerusform>
            <numerusform>تبقى %Ln أجهزة بلا موقع.</numerusform>
            <numerusform>يبقى %Ln جهازًا بلا موقع.</numerusform>
            <numerusform>يبقى %Ln جهاز بلا موقع.</numerusform>
        </translation>
    </message>
    <message>
        <source>Their zone may be another one then, and who is told of them.</source>
        <translation>قد تتغير حينها منطقتها الزمنية ومن يُبلَّغ بشأنها.</translation>
    </message>
    <message>
        <source>Punches that were made there stay, under its name.</source>
        <translation>تبقى التسجيلات التي تمت هناك باسمه.</translation>
    </message>
    <message>
        <source>Silences, maintenance and keys that are of this site only are of nothing then.</source>
        <translation>الإسكاتات والصيانات والمفاتيح الخاصة بهذا الموقع وحده لا تشمل شيئًا حينها.</translation>
    </message>
    <message>
        <source>Delete {0}?</source>
        <translation>حذف {0}؟</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n sites?</source>
        <translation>
            <numerusform>ألا يُحذف أي موقع؟</numerusform>
            <numerusform>حذف موقع واحد؟</numerusform>
            <numerusform>حذف موقعين؟</numerusform>
            <numerusform>حذف %Ln مواقع؟</numerusform>
            <numerusform>حذف %Ln موقعًا؟</numerusform>
            <numerusform>حذف %Ln موقع؟</numerusform>
        </translation>
    </message>
    <message>
        <source>This cannot be taken back.</source>
        <translation>لا يمكن التراجع عن هذا.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>تم الحذف</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>حذف</translation>
    </message>
</context>
<context>
    <name>SiteCardDelegate</name>
    <message>
        <source>local time {0}</source>
        <translation>التوقيت المحلي {0}</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>عرض على الخريطة</translation>
    </message>
    <message>
        <source>last seen {0}</source>
        <translation>آخر اتصال {0}</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message numerus="yes">
        <source>{0} and %n more</source>
        <translation>
            <numerusform>{0}</numerusform>
            <numerusform>{0} وواحد آخر</numerusform>
            <numerusform>{0} واثنان آخران</numerusform>
            <numerusform>{0} و%Ln أخرى</numerusform>
            <numerusform>{0} و%Ln أخرى</numerusform>
            <numerusform>{0} و%Ln أخرى</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SiteDetail</name>
    <message>
        <source>Last 30 days</source>
        <translation>آخر 30 يومًا</translation>
    </message>
    <message>
        <source>Asking the edge…</source>
        <translation>جارٍ سؤال الخادم…</translation>
    </message>
    <message>
        <source>This edge does not tell how its sites did.</source>
        <translation>هذا الخادم لا يبيّن كيف كانت مواقعه.</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message>
        <source>Last punch</source>
        <translation>آخر تسجيل حضور</translation>
    </message>
    <message>
        <source>Punches today</source>
        <translation>تسجيلات اليوم</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>خطافات الويب</translation>
    </message>
    <message>
        <source>{0} in the next 2 hours</source>
        <translation>{0} في الساعتين القادمتين</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>المتوقع</translation>
    </message>
    <message>
        <source>As on the same weekdays before</source>
        <translation>كما في أيام الأسبوع نفسها من قبل</translation>
    </message>
    <message>
        <source>At stake</source>
        <translation>على المحك</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>التوقيت المحلي</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>الأهمية</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>حرج</translation>
    </message>
    <message>
        <source>Terminals</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>على الخريطة</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>تعديل…</translation>
    </message>
    <message>
        <source>Read anew…</source>
        <translation>إعادة القراءة…</translation>
    </message>
</context>
<context>
    <name>SiteDialog</name>
    <message>
        <source>New site</source>
        <translation>موقع جديد</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>تعديل {0}</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>إنشاء</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>خط العرض</translation>
    </message>
    <message>
        <source>Degrees, north of the equator.</source>
        <translation>درجات شمال خط الاستواء.</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>خط الطول</translation>
    </message>
    <message>
        <source>Degrees, east of Greenwich.</source>
        <translation>درجات شرق غرينتش.</translation>
    </message>
    <message>
        <source>Pick on the map…</source>
        <translation>الاختيار على الخريطة…</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>المنطقة الزمنية</translation>
    </message>
    <message>
        <source>that of the account</source>
        <translation>ما للحساب</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
    <message>
        <source>With commas between them.</source>
        <translation>تفصل بينها فواصل.</translation>
    </message>
    <message>
        <source>Business critical: it comes first</source>
        <translation>حيوي للعمل: له الأولوية</translation>
    </message>
    <message>
        <source>Latitude and longitude go together.</source>
        <translation>خط العرض وخط الطول معًا.</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>أدخل اسمًا.</translation>
    </message>
    <message>
        <source>A number from -90 to 90.</source>
        <translation>عدد من ‎-90 إلى 90.</translation>
    </message>
    <message>
        <source>A number from -180 to 180.</source>
        <translation>عدد من ‎-180 إلى 180.</translation>
    </message>
    <message>
        <source>the new site</source>
        <translation>الموقع الجديد</translation>
    </message>
</context>
<context>
    <name>SiteList</name>
    <message>
        <source>Find a site</source>
        <translation>البحث عن موقع</translation>
    </message>
    <message>
        <source>Sites, worst first</source>
        <translation>المواقع، الأسوأ أولًا</translation>
    </message>
    <message>
        <source>No site has that name.</source>
        <translation>لا موقع بهذا الاسم.</translation>
    </message>
    <message>
        <source>{0}, {1}, {2}, {3}</source>
        <translation>{0}، {1}، {2}، {3}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
</context>
<context>
    <name>SiteSheet</name>
    <message>
        <source>Punches, last 24 hours</source>
        <translation>التسجيلات، آخر 24 ساعة</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>عرض على الخريطة</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>الأمر</translation>
    </message>
    <message>
        <source>Last punch</source>
        <translation>آخر تسجيل حضور</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>التوقيت المحلي</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ولا غيرها</numerusform>
            <numerusform>وواحد آخر</numerusform>
            <numerusform>واثنان آخران</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SiteWords</name>
    <message>
        <source>d MMM</source>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>غير معروف</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}%</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} ث</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} إلى {1}</translation>
    </message>
    <message>
        <source>{0}: {1} online</source>
        <translation>{0}: متصل {1}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>{0}, {1}: {2}; {3} that day</source>
        <translation>{0}، {1}: {2}، و{3} في ذلك اليوم</translation>
    </message>
    <message>
        <source>{0}: no punch to measure by</source>
        <translation>{0}: لا تسجيل للقياس به</translation>
    </message>
    <message>
        <source>{0}: median {1}, 95 of 100 within {2}</source>
        <translation>{0}: الوسيط {1}، و95 من 100 خلال {2}</translation>
    </message>
    <message>
        <source>Nothing is known of these days.</source>
        <translation>لا يُعرف شيء عن هذه الأيام.</translation>
    </message>
    <message numerus="yes">
        <source>{0} online over %n days</source>
        <translation>
            <numerusform>{0} متصل</numerusform>
            <numerusform>{0} متصل خلال يوم واحد</numerusform>
            <numerusform>{0} متصل خلال يومين</numerusform>
            <numerusform>{0} متصل خلال %Ln أيام</numerusform>
            <numerusform>{0} متصل خلال %Ln يومًا</numerusform>
            <numerusform>{0} متصل خلال %Ln يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}; least on {1}: {2}</source>
        <translation>{0}، وأدناه في {1}: {2}</translation>
    </message>
    <message>
        <source>No punches in these days.</source>
        <translation>لا تسجيلات في هذه الأيام.</translation>
    </message>
    <message>
        <source>{0}, most of them {1}</source>
        <translation>{0}، معظمها من {1}</translation>
    </message>
    <message>
        <source>No punch of these days to measure by.</source>
        <translation>لا تسجيل في هذه الأيام للقياس به.</translation>
    </message>
    <message>
        <source>Last median {0}; slowest day {1}: 95 of 100 within {2}</source>
        <translation>آخر وسيط {0}، وأبطأ يوم {1}: 95 من 100 خلال {2}</translation>
    </message>
</context>
<context>
    <name>SitesPage</name>
    <message>
        <source>Sites</source>
        <translation>المواقع</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>الموقع</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message>
        <source>Punches today</source>
        <translation>تسجيلات اليوم</translation>
    </message>
    <message>
        <source>Punches at stake</source>
        <translation>تسجيلات على المحك</translation>
    </message>
    <message>
        <source>Expected in the two hours after its alerts opened</source>
        <translation>المتوقعة في الساعتين التاليتين لفتح تنبيهاته</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 يومًا</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>التوقيت المحلي</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>New site…</source>
        <translation>موقع جديد…</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>مقارنة</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>تعديل…</translation>
    </message>
    <message>
        <source>Read its punches anew…</source>
        <translation>إعادة قراءة تسجيلاته…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>حذف…</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>لا بيانات بعد</translation>
    </message>
    <message>
        <source>The edge has not told of its sites so far.</source>
        <translation>لم يُبلغ الخادم عن مواقعه حتى الآن.</translation>
    </message>
    <message>
        <source>No sites yet</source>
        <translation>لا مواقع بعد</translation>
    </message>
    <message>
        <source>A site is where terminals stand. Make the first one.</source>
        <translation>الموقع هو المكان الذي توجد فيه الأجهزة. أنشئ أول موقع.</translation>
    </message>
</context>
<context>
    <name>SoundChoice</name>
    <message>
        <source>A sound for new alerts, by severity</source>
        <translation>صوت للتنبيهات الجديدة بحسب الخطورة</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>تجربة الصوت</translation>
    </message>
    <message>
        <source>Again while nobody takes them on, after</source>
        <translation>مرة أخرى ما لم يتولَّها أحد، بعد</translation>
    </message>
    <message>
        <source> min</source>
        <translation> د</translation>
    </message>
    <message>
        <source>Minutes until an alert is heard again</source>
        <translation>الدقائق قبل أن يُسمع التنبيه من جديد</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Connection</source>
        <translation>الاتصال</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>غير متصل</translation>
    </message>
    <message numerus="yes">
        <source>⚠ %Ln changes were not made</source>
        <translation>
            <numerusform>⚠ نُفّذت كل التغييرات</numerusform>
            <numerusform>⚠ تغيير واحد لم يُنفَّذ</numerusform>
            <numerusform>⚠ تغييران لم يُنفَّذا</numerusform>
            <numerusform>⚠ %Ln تغييرات لم تُنفَّذ</numerusform>
            <numerusform>⚠ %Ln تغييرًا لم يُنفَّذ</numerusform>
            <numerusform>⚠ %Ln تغيير لم يُنفَّذ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes wait</source>
        <translation>
            <numerusform>لا تغيير ينتظر</numerusform>
            <numerusform>تغيير واحد ينتظر</numerusform>
            <numerusform>تغييران ينتظران</numerusform>
            <numerusform>%Ln تغييرات تنتظر</numerusform>
            <numerusform>%Ln تغييرًا ينتظر</numerusform>
            <numerusform>%Ln تغيير ينتظر</numerusform>
        </translation>
    </message>
    <message>
        <source>Sparing: {0} a minute</source>
        <translation>توفير: {0} في الدقيقة</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {0} ahead of the edge&apos;s</source>
        <translation>ساعة هذا الحاسوب متقدمة على ساعة الخادم بـ {0}</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {0} behind the edge&apos;s</source>
        <translation>ساعة هذا الحاسوب متأخرة عن ساعة الخادم بـ {0}</translation>
    </message>
</context>
<context>
    <name>StepLine</name>
    <message>
        <source>Step {0} of {1}: {2}</source>
        <translation>الخطوة {0} من {1}: {2}</translation>
    </message>
</context>
<context>
    <name>Support</name>
    <message>
        <source>Logs…</source>
        <translation>السجلات…</translation>
    </message>
    <message>
        <source>crash</source>
        <translation>انهيار</translation>
    </message>
    <message>
        <source>error</source>
        <translation>خطأ</translation>
    </message>
    <message>
        <source>Diagnostics…</source>
        <translation>التشخيص…</translation>
    </message>
    <message>
        <source>support</source>
        <translation>دعم</translation>
    </message>
    <message>
        <source>bundle</source>
        <translation>حزمة</translation>
    </message>
    <message>
        <source>Punchdeck had a problem last time</source>
        <translation>واجه Punchdeck مشكلة في المرة السابقة</translation>
    </message>
    <message>
        <source>A report was written on this computer. It holds no data, and was sent to nobody.</source>
        <translation>كُتب تقرير على هذا الحاسوب. لا يحتوي على بيانات ولم يُرسل إلى أحد.</translation>
    </message>
    <message>
        <source>Log of the program</source>
        <translation>سجل البرنامج</translation>
    </message>
    <message>
        <source>Crash {0}</source>
        <translation>الانهيار {0}</translation>
    </message>
    <message>
        <source>The diagnostics were not written</source>
        <translation>لم يُكتب التشخيص</translation>
    </message>
    <message>
        <source>The diagnostics are written</source>
        <translation>كُتب التشخيص</translation>
    </message>
    <message>
        <source>Save the diagnostics</source>
        <translation>حفظ التشخيص</translation>
    </message>
    <message>
        <source>ZIP files (*.zip)</source>
        <translation>ملفات ZIP (*.zip)</translation>
    </message>
</context>
<context>
    <name>Swatches</name>
    <message>
        <source>Own</source>
        <translation>خاص</translation>
    </message>
</context>
<context>
    <name>TerminalWizards</name>
    <message>
        <source>Add a terminal…</source>
        <translation>إضافة جهاز…</translation>
    </message>
    <message>
        <source>register</source>
        <translation>تسجيل</translation>
    </message>
    <message>
        <source>new</source>
        <translation>جديد</translation>
    </message>
    <message>
        <source>Replace terminal…</source>
        <translation>استبدال الجهاز…</translation>
    </message>
</context>
<context>
    <name>Ticker</name>
    <message>
        <source>The edge is not heard: nobody knows how things stand</source>
        <translation>الخادم لا يجيب: لا أحد يعلم حال الأمور</translation>
    </message>
    <message>
        <source>{0}  {1}, {2}, {3}</source>
        <translation>{0}  {1}، {2}، {3}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Dismiss</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>عرض</translation>
    </message>
</context>
<context>
    <name>TornWindow</name>
    <message>
        <source>Close this window</source>
        <translation>إغلاق هذه النافذة</translation>
    </message>
</context>
<context>
    <name>TornWindows</name>
    <message>
        <source>Inspector – {0}</source>
        <translation>لوحة التفاصيل – {0}</translation>
    </message>
    <message>
        <source>Live – {0}</source>
        <translation>مباشر – {0}</translation>
    </message>
</context>
<context>
    <name>TrayDialog</name>
    <message>
        <source>Close the window</source>
        <translation>إغلاق النافذة</translation>
    </message>
    <message>
        <source>Without its window Punchdeck can stay in the tray: it keeps the connection and tells you of alerts. You can change this in the settings.</source>
        <translation>يمكن أن يبقى Punchdeck بلا نافذته في شريط النظام: يحافظ على الاتصال ويبلغك بالتنبيهات. يمكنك تغيير ذلك في الإعدادات.</translation>
    </message>
    <message>
        <source>Stay in the tray</source>
        <translation>البقاء في شريط النظام</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Shall Punchdeck go on?</source>
        <translation>هل يستمر Punchdeck؟</translation>
    </message>
</context>
<context>
    <name>TrayFace</name>
    <message>
        <source>No data: the edge is not heard</source>
        <translation>لا بيانات: الخادم لا يجيب</translation>
    </message>
</context>
<context>
    <name>TrayNotifier</name>
    <message>
        <source>Show Punchdeck</source>
        <translation>إظهار Punchdeck</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Messages again</source>
        <translation>الرسائل من جديد</translation>
    </message>
    <message>
        <source>No messages for an hour</source>
        <translation>لا رسائل لمدة ساعة</translation>
    </message>
</context>
<context>
    <name>TrialDialog</name>
    <message>
        <source>Try {0}</source>
        <translation>تجربة {0}</translation>
    </message>
    <message>
        <source>An example of an event is sent at once, signed like any other and marked as a test.</source>
        <translation>يُرسل فورًا مثال لحدث، موقَّعًا كغيره ومعلَّمًا بأنه اختبار.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>الحدث</translation>
    </message>
    <message>
        <source>What came back</source>
        <translation>ما عاد</translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation>ما أُرسل</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>جارٍ الإرسال…</translation>
    </message>
    <message>
        <source>The receiver has 10 s to answer.</source>
        <translation>للمستقبِل 10 ث ليجيب.</translation>
    </message>
    <message>
        <source>It was not sent</source>
        <translation>لم يُرسل</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>إعادة الإرسال</translation>
    </message>
    <message>
        <source>Answered {0} in {1}</source>
        <translation>أجاب {0} خلال {1}</translation>
    </message>
    <message>
        <source>It was taken</source>
        <translation>قُبل</translation>
    </message>
    <message>
        <source>{0}, after {1}</source>
        <translation>{0}، بعد {1}</translation>
    </message>
</context>
<context>
    <name>TrustDialog</name>
    <message>
        <source>Certificate of {0}</source>
        <translation>شهادة {0}</translation>
    </message>
    <message>
        <source>No authority that this computer trusts vouches for it. Compare this fingerprint with the one the server&apos;s administrator gives you. Trust it only if they are the same.</source>
        <translation>لا تضمنها أي جهة يثق بها هذا الحاسوب. قارن هذه البصمة بتلك التي يعطيها لك مدير الخادم. لا تثق بها إلا إذا تطابقتا.</translation>
    </message>
    <message>
        <source>The server may have got a new one, or someone may be listening in between. Ask the server&apos;s administrator, by phone or in person, whether it was changed; then compare the new fingerprint.</source>
        <translation>قد يكون الخادم حصل على شهادة جديدة، أو أن أحدهم يتنصت بينكما. اسأل مدير الخادم هاتفيًا أو شخصيًا هل تغيرت، ثم قارن البصمة الجديدة.</translation>
    </message>
    <message>
        <source>The one you trust</source>
        <translation>التي تثق بها</translation>
    </message>
    <message>
        <source>The one it shows now</source>
        <translation>التي يقدمها الآن</translation>
    </message>
    <message>
        <source>What differs is bold and underlined.</source>
        <translation>ما يختلف مكتوب بخط عريض وتحته خط.</translation>
    </message>
    <message>
        <source>Fingerprint, SHA-256</source>
        <translation>البصمة، SHA-256</translation>
    </message>
    <message>
        <source>Copy the fingerprint</source>
        <translation>نسخ البصمة</translation>
    </message>
    <message>
        <source>itself (self-signed)</source>
        <translation>نفسها (موقّعة ذاتيًا)</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} إلى {1}</translation>
    </message>
    <message>
        <source>Made out to</source>
        <translation>صادرة لـ</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>أصدرها</translation>
    </message>
    <message>
        <source>For</source>
        <translation>لأجل</translation>
    </message>
    <message>
        <source>no host in particular</source>
        <translation>لا مضيف بعينه</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>الصلاحية</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Trust this certificate</source>
        <translation>الثقة بهذه الشهادة</translation>
    </message>
</context>
<context>
    <name>TurnDelegate</name>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>{0}, {1}, {2}</source>
        <translation>{0}، {1}، {2}</translation>
    </message>
    <message numerus="yes">
        <source>{0} and %n more</source>
        <translation>
            <numerusform>{0}</numerusform>
            <numerusform>{0} وواحد آخر</numerusform>
            <numerusform>{0} واثنان آخران</numerusform>
            <numerusform>{0} و%Ln أخرى</numerusform>
            <numerusform>{0} و%Ln أخرى</numerusform>
            <numerusform>{0} و%Ln أخرى</numerusform>
        </translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>عاد</translation>
    </message>
    <message>
        <source>Steady again</source>
        <translation>استقر من جديد</translation>
    </message>
    <message>
        <source>First time online</source>
        <translation>متصل لأول مرة</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>استُؤنف</translation>
    </message>
    <message>
        <source>Well again</source>
        <translation>تعافى</translation>
    </message>
    <message>
        <source>Went offline</source>
        <translation>انقطع</translation>
    </message>
    <message>
        <source>Comes and goes</source>
        <translation>يتصل وينقطع</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>متدهور</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>موقوف</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>سُجّل</translation>
    </message>
</context>
<context>
    <name>UndoToast</name>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Do it now</source>
        <translation>نفّذ الآن</translation>
    </message>
    <message numerus="yes">
        <source>In %n s</source>
        <translation>
            <numerusform>الآن</numerusform>
            <numerusform>خلال %Ln ث</numerusform>
            <numerusform>خلال %Ln ث</numerusform>
            <numerusform>خلال %Ln ث</numerusform>
            <numerusform>خلال %Ln ث</numerusform>
            <numerusform>خلال %Ln ث</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnplacedChip</name>
    <message>
        <source>Choose a site, then click where it stands; or drag the first one onto the map</source>
        <translation>اختر موقعًا ثم انقر حيث يقع، أو اسحب الأول إلى الخريطة</translation>
    </message>
</context>
<context>
    <name>UpdateBar</name>
    <message>
        <source>What is new</source>
        <translation>الجديد</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>لاحقًا</translation>
    </message>
</context>
<context>
    <name>UpdateChoice</name>
    <message>
        <source>Updates</source>
        <translation>التحديثات</translation>
    </message>
    <message>
        <source>Your administrator decides this for this computer.</source>
        <translation>يقرر مسؤول النظام ذلك لهذا الحاسوب.</translation>
    </message>
    <message>
        <source>Check now…</source>
        <translation>تحقق الآن…</translation>
    </message>
    <message>
        <source>A new version is taken only with the signature of whoever makes Punchdeck, and is installed when you say so. The edge is asked first, so it also works without internet.</source>
        <translation>لا يُقبل إصدار جديد إلا بتوقيع صانع Punchdeck، ولا يُثبَّت إلا حين تقرر ذلك. يُسأل الخادم أولًا، فيعمل ذلك أيضًا دون إنترنت.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>الإصدار</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>القناة</translation>
    </message>
    <message>
        <source>Last checked</source>
        <translation>آخر تحقق</translation>
    </message>
    <message>
        <source>never</source>
        <translation>أبدًا</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>stable</source>
        <translation>مستقرة</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>تجريبية</translation>
    </message>
</context>
<context>
    <name>UpdateDialog</name>
    <message>
        <source>Updates</source>
        <translation>التحديثات</translation>
    </message>
    <message>
        <source>This is Punchdeck {0}</source>
        <translation>هذا Punchdeck {0}</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>الجديد</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>UpdateWords</name>
    <message>
        <source>Off</source>
        <translation>متوقفة</translation>
    </message>
    <message>
        <source>Tell me</source>
        <translation>إعلامي</translation>
    </message>
    <message>
        <source>Download by itself</source>
        <translation>التنزيل تلقائيًا</translation>
    </message>
    <message>
        <source>Updates are turned off on this computer</source>
        <translation>التحديثات متوقفة على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Your administrator&apos;s policy cannot be read, so nothing is looked for. Tell whoever wrote it.</source>
        <translation>تعذرت قراءة سياسة مسؤول النظام، فلا يُبحث عن شيء. أبلغ من كتبها.</translation>
    </message>
    <message>
        <source>Your administrator looks after new versions.</source>
        <translation>يتولى مسؤول النظام الإصدارات الجديدة.</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>تحقق مرة أخرى</translation>
    </message>
    <message>
        <source>Nothing was looked for yet</source>
        <translation>لم يُبحث عن شيء بعد</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>تحقق الآن</translation>
    </message>
    <message>
        <source>Looking for a new version…</source>
        <translation>جارٍ البحث عن إصدار جديد…</translation>
    </message>
    <message>
        <source>This is the newest version</source>
        <translation>هذا أحدث إصدار</translation>
    </message>
    <message>
        <source>Version {0} is being downloaded</source>
        <translation>جارٍ تنزيل الإصدار {0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} من {1}</translation>
    </message>
    <message>
        <source>Version {0} is ready</source>
        <translation>الإصدار {0} جاهز</translation>
    </message>
    <message>
        <source>It works with an edge of version {0} or later, and yours is {1}. Ask whoever runs the edge to update it first.</source>
        <translation>يعمل مع خادم إصداره {0} أو أحدث، وإصدار خادمك {1}. اطلب أولًا من المسؤول عن الخادم تحديثه.</translation>
    </message>
    <message>
        <source>Version {0} needs a newer edge</source>
        <translation>الإصدار {0} يتطلب خادمًا أحدث</translation>
    </message>
    <message>
        <source>Version {0} could not be downloaded</source>
        <translation>تعذر تنزيل الإصدار {0}</translation>
    </message>
    <message>
        <source>What came so far is kept. Check the network and the disk, then try again.</source>
        <translation>يُحفظ ما وصل حتى الآن. تحقق من الشبكة والقرص، ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Version {0} is there</source>
        <translation>الإصدار {0} متوفر</translation>
    </message>
    <message>
        <source>{0} to download. You can go on working meanwhile.</source>
        <translation>{0} للتنزيل. يمكنك متابعة العمل في أثناء ذلك.</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>تنزيل</translation>
    </message>
    <message>
        <source>Punchdeck ends, the new version is installed and starts. What waits for the edge is kept.</source>
        <translation>يُغلق Punchdeck ويُثبَّت الإصدار الجديد ثم يبدأ. يُحفظ ما ينتظر الخادم.</translation>
    </message>
    <message>
        <source>Restart to install</source>
        <translation>إعادة التشغيل للتثبيت</translation>
    </message>
    <message>
        <source>Punchdeck ends and the new version is shown: drag it to Applications. What waits for the edge is kept.</source>
        <translation>يُغلق Punchdeck ويظهر الإصدار الجديد: اسحبه إلى مجلد التطبيقات. يُحفظ ما ينتظر الخادم.</translation>
    </message>
    <message>
        <source>End and open it</source>
        <translation>الإنهاء وفتحه</translation>
    </message>
    <message>
        <source>An administrator installed this copy and has to install the new one: {0}</source>
        <translation>ثبّت مسؤول النظام هذه النسخة، وعليه تثبيت الجديدة: {0}</translation>
    </message>
    <message>
        <source>Show the file</source>
        <translation>عرض الملف</translation>
    </message>
    <message>
        <source>Install it as you installed this one. The file is {0}</source>
        <translation>ثبّته كما ثبّتَّ هذا. الملف هو {0}</translation>
    </message>
    <message>
        <source>Nobody says where updates come from</source>
        <translation>لا شيء يحدد مصدر التحديثات</translation>
    </message>
    <message>
        <source>Connect to an edge that has them, or ask your administrator for their address.</source>
        <translation>اتصل بخادم تتوفر لديه، أو اطلب عنوانها من مسؤول النظام.</translation>
    </message>
    <message>
        <source>The edge has no updates to give</source>
        <translation>ليس لدى الخادم تحديثات</translation>
    </message>
    <message>
        <source>Ask whoever runs it to put a release there.</source>
        <translation>اطلب من المسؤول عنه أن يضع فيه إصدارًا.</translation>
    </message>
    <message>
        <source>Updates cannot be looked for now</source>
        <translation>لا يمكن البحث عن تحديثات الآن</translation>
    </message>
    <message>
        <source>Check the network. Punchdeck tries again by itself.</source>
        <translation>تحقق من الشبكة. يعيد Punchdeck المحاولة من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>Nothing was downloaded. Tell whoever runs the server that offers it.</source>
        <translation>لم يُنزَّل شيء. أبلغ المسؤول عن الخادم الذي يعرضه.</translation>
    </message>
    <message>
        <source>This copy cannot update itself</source>
        <translation>لا يمكن لهذه النسخة تحديث نفسها</translation>
    </message>
    <message>
        <source>It was built without a key by which it could believe anybody. Install new versions by hand.</source>
        <translation>بُنيت دون مفتاح يمكنها به الوثوق بأحد. ثبّت الإصدارات الجديدة يدويًا.</translation>
    </message>
    <message>
        <source>What is offered was changed by somebody</source>
        <translation>المعروض غيّره أحدهم</translation>
    </message>
    <message>
        <source>It is not what was signed, so it is not used. Tell whoever looks after security.</source>
        <translation>ليس هذا ما وُقِّع، فلا يُستعمل. أبلغ المسؤول عن الأمن.</translation>
    </message>
    <message>
        <source>What is offered is not signed by anybody whom this copy trusts</source>
        <translation>المعروض لم يوقّعه أحد تثق به هذه النسخة</translation>
    </message>
    <message>
        <source>What is offered is out of date</source>
        <translation>المعروض منتهي الصلاحية</translation>
    </message>
    <message>
        <source>Something newer must exist that does not come through. Ask whoever runs the server, and check the clock of this computer.</source>
        <translation>لا بد من وجود ما هو أحدث ولا يصل إلى هنا. اسأل المسؤول عن الخادم، وتحقق من ساعة هذا الحاسوب.</translation>
    </message>
    <message>
        <source>What is offered is from the future</source>
        <translation>المعروض من المستقبل</translation>
    </message>
    <message>
        <source>Check the date and the clock of this computer.</source>
        <translation>تحقق من تاريخ هذا الحاسوب وساعته.</translation>
    </message>
    <message>
        <source>An older version is offered</source>
        <translation>المعروض إصدار أقدم</translation>
    </message>
    <message>
        <source>A newer one is here, or was offered before. Nothing was downloaded. Ask whoever runs the server to bring it up to date.</source>
        <translation>يوجد هنا إصدار أحدث، أو عُرض من قبل. لم يُنزَّل شيء. اطلب من المسؤول عن الخادم تحديثه.</translation>
    </message>
    <message>
        <source>The new version cannot be installed from here</source>
        <translation>لا يمكن تثبيت الإصدار الجديد انطلاقًا من هذا</translation>
    </message>
    <message>
        <source>This one is too old for that. Install the new version by hand once.</source>
        <translation>هذا أقدم من أن يسمح بذلك. ثبّت الإصدار الجديد يدويًا مرة واحدة.</translation>
    </message>
    <message>
        <source>There is nothing new for this kind of computer</source>
        <translation>لا جديد لهذا النوع من الحواسيب</translation>
    </message>
    <message>
        <source>What is offered cannot be used</source>
        <translation>المعروض لا يمكن استعماله</translation>
    </message>
</context>
<context>
    <name>Updating</name>
    <message>
        <source>Check for updates…</source>
        <translation>البحث عن تحديثات…</translation>
    </message>
    <message>
        <source>version</source>
        <translation>إصدار</translation>
    </message>
    <message>
        <source>upgrade</source>
        <translation>ترقية</translation>
    </message>
    <message>
        <source>about</source>
        <translation>حول</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>التحديثات</translation>
    </message>
</context>
<context>
    <name>VerbBar</name>
    <message>
        <source>Unmark all</source>
        <translation>إلغاء كل التعليم</translation>
    </message>
    <message numerus="yes">
        <source>%n marked</source>
        <translation>
            <numerusform>لا شيء معلَّم</numerusform>
            <numerusform>واحد معلَّم</numerusform>
            <numerusform>اثنان معلَّمان</numerusform>
            <numerusform>%Ln معلَّمة</numerusform>
            <numerusform>%Ln معلَّمًا</numerusform>
            <numerusform>%Ln معلَّم</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}, {1} of them not shown</source>
        <translation>{0}، منها {1} غير معروضة</translation>
    </message>
</context>
<context>
    <name>ViewsButton</name>
    <message>
        <source>Views</source>
        <translation>العروض</translation>
    </message>
    <message>
        <source>Keep this view…</source>
        <translation>حفظ هذا العرض…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>نسيان</translation>
    </message>
</context>
<context>
    <name>WebhookActions</name>
    <message>
        <source>The webhook is there</source>
        <translation>خطاف الويب موجود</translation>
    </message>
    <message>
        <source>The webhook is changed</source>
        <translation>عُدّل خطاف الويب</translation>
    </message>
    <message numerus="yes">
        <source>Pause %n webhooks?</source>
        <translation>
            <numerusform>إيقاف الخطافات مؤقتًا؟</numerusform>
            <numerusform>إيقاف خطاف واحد مؤقتًا؟</numerusform>
            <numerusform>إيقاف خطافين مؤقتًا؟</numerusform>
            <numerusform>إيقاف %Ln خطافات مؤقتًا؟</numerusform>
            <numerusform>إيقاف %Ln خطافًا مؤقتًا؟</numerusform>
            <numerusform>إيقاف %Ln خطاف مؤقتًا؟</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message numerus="yes">
        <source>%n webhooks are paused</source>
        <translation>
            <numerusform>لم يُوقف شيء</numerusform>
            <numerusform>أُوقف خطاف واحد مؤقتًا</numerusform>
            <numerusform>أُوقف خطافان مؤقتًا</numerusform>
            <numerusform>أُوقفت %Ln خطافات مؤقتًا</numerusform>
            <numerusform>أُوقف %Ln خطافًا مؤقتًا</numerusform>
            <numerusform>أُوقف %Ln خطاف مؤقتًا</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause {0}?</source>
        <translation>إيقاف {0} مؤقتًا؟</translation>
    </message>
    <message>
        <source>Nothing is sent until it is resumed.</source>
        <translation>لا يُرسل شيء حتى يُستأنف.</translation>
    </message>
    <message>
        <source>What would be told waits meanwhile, {0} at the longest.</source>
        <translation>ما كان سيُبلَّغ به ينتظر في هذه الأثناء، {0} على الأكثر.</translation>
    </message>
    <message numerus="yes">
        <source>%n webhooks are resumed</source>
        <translation>
            <numerusform>لم يُستأنف شيء</numerusform>
            <numerusform>استؤنف خطاف واحد</numerusform>
            <numerusform>استؤنف خطافان</numerusform>
            <numerusform>استؤنفت %Ln خطافات</numerusform>
            <numerusform>استؤنف %Ln خطافًا</numerusform>
            <numerusform>استؤنف %Ln خطاف</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resume %n webhooks?</source>
        <translation>
            <numerusform>استئناف الخطافات؟</numerusform>
            <numerusform>استئناف خطاف واحد؟</numerusform>
            <numerusform>استئناف خطافين؟</numerusform>
            <numerusform>استئناف %Ln خطافات؟</numerusform>
            <numerusform>استئناف %Ln خطافًا؟</numerusform>
            <numerusform>استئناف %Ln خطاف؟</numerusform>
        </translation>
    </message>
    <message>
        <source>Try {0} again now?</source>
        <translation>محاولة {0} من جديد الآن؟</translation>
    </message>
    <message>
        <source>It is paused and resumed at once, so that what waits is sent without waiting longer.</source>
        <translation>يُوقف مؤقتًا ويُستأنف فورًا، فيُرسل ما ينتظر دون انتظار أطول.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>المحاولة الآن</translation>
    </message>
    <message>
        <source>What waits is being sent</source>
        <translation>يُرسل ما ينتظر</translation>
    </message>
    <message>
        <source>The webhook has a new secret</source>
        <translation>لخطاف الويب سر جديد</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>الأحدث</translation>
    </message>
    <message>
        <source>Until it retires</source>
        <translation>حتى يُسحب</translation>
    </message>
    <message>
        <source>Secrets of {0}</source>
        <translation>أسرار {0}</translation>
    </message>
    <message>
        <source>They sign what is sent; a receiver checks with any of them.</source>
        <translation>توقّع ما يُرسل، ويتحقق المستقبِل بأي منها.</translation>
    </message>
    <message>
        <source>Show the secrets of {0}?</source>
        <translation>إظهار أسرار {0}؟</translation>
    </message>
    <message>
        <source>That you have seen them is noted in the audit log.</source>
        <translation>يُدوَّن في سجل التدقيق أنك رأيتها.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>عرض</translation>
    </message>
    <message>
        <source>It cannot be brought back: a new one has another secret.</source>
        <translation>لا يمكن استرجاعه: للجديد سر آخر.</translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries that wait are cancelled.</source>
        <translation>
            <numerusform>لا يُلغى شيء.</numerusform>
            <numerusform>يُلغى تسليم واحد منتظر.</numerusform>
            <numerusform>يُلغى تسليمان منتظران.</numerusform>
            <numerusform>تُلغى %Ln عمليات تسليم منتظرة.</numerusform>
            <numerusform>تُلغى %Ln عملية تسليم منتظرة.</numerusform>
            <numerusform>تُلغى %Ln عملية تسليم منتظرة.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete {0}?</source>
        <translation>حذف {0}؟</translation>
    </message>
    <message>
        <source>It is told of nothing any more.</source>
        <translation>لا يُبلَّغ بشيء بعد الآن.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>The webhook is deleted</source>
        <translation>حُذف خطاف الويب</translation>
    </message>
    <message>
        <source>It is being delivered again</source>
        <translation>يُسلَّم من جديد</translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries are sent again</source>
        <translation>
            <numerusform>لا يُعاد شيء</numerusform>
            <numerusform>يُعاد إرسال تسليم واحد</numerusform>
            <numerusform>يُعاد إرسال تسليمين</numerusform>
            <numerusform>تُعاد %Ln عمليات تسليم</numerusform>
            <numerusform>تُعاد %Ln عملية تسليم</numerusform>
            <numerusform>تُعاد %Ln عملية تسليم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n deliveries again?</source>
        <translation>
            <numerusform>إعادة الإرسال؟</numerusform>
            <numerusform>إعادة إرسال تسليم واحد؟</numerusform>
            <numerusform>إعادة إرسال تسليمين؟</numerusform>
            <numerusform>إعادة إرسال %Ln عمليات تسليم؟</numerusform>
            <numerusform>إعادة إرسال %Ln عملية تسليم؟</numerusform>
            <numerusform>إعادة إرسال %Ln عملية تسليم؟</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied as cURL</source>
        <translation>نُسخ بصيغة cURL</translation>
    </message>
    <message>
        <source>Its signatures are left out.</source>
        <translation>تُستثنى توقيعاته.</translation>
    </message>
    <message>
        <source>It holds signatures, and leaves the clipboard in half a minute.</source>
        <translation>يحتوي على توقيعات، ويُمحى من الحافظة بعد نصف دقيقة.</translation>
    </message>
    <message>
        <source>The secret of this webhook</source>
        <translation>سر هذا الخطاف</translation>
    </message>
    <message>
        <source>Give it to whoever runs the receiver: deliveries are signed with it.</source>
        <translation>أعطه للقائم على المستقبِل: تُوقَّع به عمليات التسليم.</translation>
    </message>
</context>
<context>
    <name>WebhookWords</name>
    <message>
        <source>Takes deliveries</source>
        <translation>يقبل التسليم</translation>
    </message>
    <message>
        <source>Nothing sent yet</source>
        <translation>لم يُرسل شيء بعد</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>متعطل</translation>
    </message>
    <message>
        <source>Takes nothing</source>
        <translation>لا يقبل شيئًا</translation>
    </message>
    <message>
        <source>Coming back</source>
        <translation>يعود</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>متوقف مؤقتًا</translation>
    </message>
    <message numerus="yes">
        <source>%n failures in a row</source>
        <translation>
            <numerusform>لا إخفاقات متتالية</numerusform>
            <numerusform>إخفاق واحد</numerusform>
            <numerusform>إخفاقان متتاليان</numerusform>
            <numerusform>%Ln إخفاقات متتالية</numerusform>
            <numerusform>%Ln إخفاقًا متتاليًا</numerusform>
            <numerusform>%Ln إخفاق متتالٍ</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}, for {1}</source>
        <translation>{0}، منذ {1}</translation>
    </message>
    <message>
        <source>All events</source>
        <translation>كل الأحداث</translation>
    </message>
    <message numerus="yes">
        <source>%n events</source>
        <translation>
            <numerusform>لا أحداث</numerusform>
            <numerusform>حدث واحد</numerusform>
            <numerusform>حدثان</numerusform>
            <numerusform>%Ln أحداث</numerusform>
            <numerusform>%Ln حدثًا</numerusform>
            <numerusform>%Ln حدث</numerusform>
        </translation>
    </message>
    <message>
        <source>In order for each terminal</source>
        <translation>بالترتيب لكل جهاز</translation>
    </message>
    <message>
        <source>In one order for all</source>
        <translation>بترتيب واحد للجميع</translation>
    </message>
    <message>
        <source>In no order</source>
        <translation>بلا ترتيب</translation>
    </message>
    <message>
        <source>Shared secret</source>
        <translation>سر مشترك</translation>
    </message>
    <message>
        <source>Shared secret and public key</source>
        <translation>سر مشترك ومفتاح عام</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} م.ث</translation>
    </message>
    <message>
        <source>Failed, tries again</source>
        <translation>فشل، وتُعاد المحاولة</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>منتظر</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>سُلّم</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>تُرك</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>أُلغي</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>{0} · sent again</source>
        <translation>{0} · أُعيد إرساله</translation>
    </message>
    <message>
        <source>Sent again</source>
        <translation>أُعيد إرساله</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}، {1}</translation>
    </message>
    <message>
        <source>in {0}</source>
        <translation>خلال {0}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>The event itself</source>
        <translation>الحدث نفسه</translation>
    </message>
    <message>
        <source>Resent by hand</source>
        <translation>أُعيد إرساله يدويًا</translation>
    </message>
    <message>
        <source>Replayed</source>
        <translation>أُعيد تشغيله</translation>
    </message>
    <message>
        <source>Answered {0}</source>
        <translation>أجاب {0}</translation>
    </message>
    <message>
        <source>Address not allowed</source>
        <translation>عنوان غير مسموح</translation>
    </message>
    <message>
        <source>Host name unknown</source>
        <translation>اسم المضيف غير معروف</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>لا اتصال</translation>
    </message>
    <message>
        <source>Certificate not good</source>
        <translation>شهادة غير صالحة</translation>
    </message>
    <message>
        <source>No answer in time</source>
        <translation>لا جواب في الوقت المحدد</translation>
    </message>
    <message>
        <source>No HTTP answer</source>
        <translation>لا جواب HTTP</translation>
    </message>
    <message>
        <source>The receiver redirects, which is never followed. Give the webhook the address it leads to.</source>
        <translation>المستقبِل يعيد التوجيه، وهذا لا يُتبع أبدًا. أعط الخطاف العنوان الذي يؤدي إليه.</translation>
    </message>
    <message>
        <source>Any status from 200 to 299 means that the event was taken; this one does not.</source>
        <translation>أي رمز من 200 إلى 299 يعني أن الحدث قُبل، وهذا ليس منها.</translation>
    </message>
    <message>
        <source>The address is not public and not among webhooks_allowed_networks, or it is reached without TLS. Use a public https address, or have the network added to that setting of the edge.</source>
        <translation>العنوان ليس عامًا وليس ضمن webhooks_allowed_networks، أو يُوصل إليه بلا TLS. استعمل عنوان https عامًا، أو اطلب إضافة الشبكة إلى هذا الإعداد في الخادم.</translation>
    </message>
    <message>
        <source>The host name cannot be resolved. Check its spelling.</source>
        <translation>تعذر إيجاد اسم المضيف. تحقق من كتابته.</translation>
    </message>
    <message>
        <source>Nothing accepts connections there, or the connection was cut. Does it run?</source>
        <translation>لا شيء يقبل الاتصالات هناك، أو قُطع الاتصال. هل هو يعمل؟</translation>
    </message>
    <message>
        <source>The certificate must be valid, for this host name, and come with its whole chain.</source>
        <translation>يجب أن تكون الشهادة صالحة لهذا المضيف وأن تأتي مع سلسلتها كاملة.</translation>
    </message>
    <message>
        <source>The receiver has 10 s. Let it answer first and do its work afterwards.</source>
        <translation>للمستقبِل 10 ث. اجعله يجيب أولًا ثم يعمل.</translation>
    </message>
    <message>
        <source>Perhaps it is https where plain http is spoken, or the reverse.</source>
        <translation>ربما هو https حيث يُستعمل http العادي أو العكس.</translation>
    </message>
    <message>
        <source>Punches</source>
        <translation>التسجيلات</translation>
    </message>
    <message>
        <source>Terminals</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>Employees</source>
        <translation>الموظفون</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>التنبيهات</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>خطافات الويب</translation>
    </message>
    <message>
        <source>Somebody punched.</source>
        <translation>سجّل أحدهم حضوره.</translation>
    </message>
    <message>
        <source>What is known of a punch changed.</source>
        <translation>تغيّر ما يُعرف عن تسجيل.</translation>
    </message>
    <message>
        <source>A terminal was let in or registered.</source>
        <translation>قُبل جهاز أو سُجّل.</translation>
    </message>
    <message>
        <source>An unknown terminal waits for approval.</source>
        <translation>جهاز غير معروف ينتظر الموافقة.</translation>
    </message>
    <message>
        <source>A terminal is there.</source>
        <translation>جهاز موجود.</translation>
    </message>
    <message>
        <source>A terminal is silent for too long.</source>
        <translation>جهاز صامت منذ مدة طويلة.</translation>
    </message>
    <message>
        <source>A terminal comes and goes.</source>
        <translation>جهاز يتصل وينقطع.</translation>
    </message>
    <message>
        <source>A terminal&apos;s clock is off, or right again.</source>
        <translation>ساعة جهاز غير صحيحة أو عادت صحيحة.</translation>
    </message>
    <message>
        <source>Another box calls under a terminal&apos;s serial number.</source>
        <translation>جهاز آخر يتصل بالرقم التسلسلي لجهاز.</translation>
    </message>
    <message>
        <source>A door, an alarm, a refused entry, a setting.</source>
        <translation>باب أو إنذار أو دخول مرفوض أو إعداد.</translation>
    </message>
    <message>
        <source>A terminal carried out a command.</source>
        <translation>نفّذ جهاز أمرًا.</translation>
    </message>
    <message>
        <source>A terminal refused a command.</source>
        <translation>رفض جهاز أمرًا.</translation>
    </message>
    <message>
        <source>A command was not answered in time.</source>
        <translation>أمر لم يُجب عنه في الوقت المحدد.</translation>
    </message>
    <message>
        <source>An employee is on every terminal as it should be.</source>
        <translation>موظف على كل جهاز كما ينبغي.</translation>
    </message>
    <message>
        <source>A finger, face, palm or card was enrolled.</source>
        <translation>سُجّل إصبع أو وجه أو راحة يد أو بطاقة.</translation>
    </message>
    <message>
        <source>Something needs a person.</source>
        <translation>شيء يحتاج إلى شخص.</translation>
    </message>
    <message>
        <source>A person has taken an alert on.</source>
        <translation>تولى شخص تنبيهًا.</translation>
    </message>
    <message>
        <source>What an alert told of is over.</source>
        <translation>انتهى ما نبّه إليه تنبيه.</translation>
    </message>
    <message>
        <source>An endpoint has taken nothing for an hour or longer.</source>
        <translation>وجهة لم تقبل شيئًا منذ ساعة أو أكثر.</translation>
    </message>
    <message>
        <source>An endpoint was paused.</source>
        <translation>أُوقفت وجهة مؤقتًا.</translation>
    </message>
</context>
<context>
    <name>WebhooksPage</name>
    <message>
        <source>Webhooks</source>
        <translation>خطافات الويب</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>عمليات التسليم</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Connect to an edge…</source>
        <translation>الاتصال بخادم…</translation>
    </message>
    <message>
        <source>Start the demo</source>
        <translation>بدء العرض التجريبي</translation>
    </message>
    <message>
        <source>Watch over your terminals</source>
        <translation>راقب أجهزتك</translation>
    </message>
    <message>
        <source>Connect to the edge that your terminals report to, or look around in a demo fleet that runs on this computer.</source>
        <translation>اتصل بالخادم الذي ترسل إليه أجهزتك، أو تجوّل في أسطول تجريبي يعمل على هذا الحاسوب.</translation>
    </message>
</context>
<context>
    <name>WhatPane</name>
    <message>
        <source>Command</source>
        <translation>الأمر</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
</context>
<context>
    <name>WhoseDialog</name>
    <message>
        <source>Whose is {0}?</source>
        <translation>لمن {0}؟</translation>
    </message>
    <message>
        <source>What is done with it was done by them.</source>
        <translation>ما يُفعل به منسوب إليه.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>الشخص</translation>
    </message>
    <message>
        <source>Nobody&apos;s in particular</source>
        <translation>ليس لأحد بعينه</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Punchdeck</source>
        <translation>Punchdeck</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>{0} · {1} – Punchdeck</source>
        <translation>{0} · {1} – Punchdeck</translation>
    </message>
    <message>
        <source>{0} – Punchdeck</source>
        <translation>{0} – Punchdeck</translation>
    </message>
    <message>
        <source>The edge is not heard. {0}</source>
        <translation>الخادم لا يجيب. {0}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>المحاولة من جديد</translation>
    </message>
</context>
<context>
    <name>WindowCommands</name>
    <message>
        <source>Export what is shown…</source>
        <translation>تصدير المعروض…</translation>
    </message>
    <message>
        <source>save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>print</source>
        <translation>طباعة</translation>
    </message>
    <message>
        <source>Export everything…</source>
        <translation>تصدير الكل…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>exit</source>
        <translation>خروج</translation>
    </message>
    <message>
        <source>leave</source>
        <translation>مغادرة</translation>
    </message>
    <message>
        <source>theme</source>
        <translation>سمة</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>ألوان</translation>
    </message>
    <message>
        <source>second screen</source>
        <translation>شاشة ثانية</translation>
    </message>
    <message>
        <source>monitor</source>
        <translation>شاشة</translation>
    </message>
    <message>
        <source>detach</source>
        <translation>فصل</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>لوحة التفاصيل</translation>
    </message>
    <message>
        <source>Narrow rail</source>
        <translation>شريط جانبي ضيق</translation>
    </message>
    <message>
        <source>Wall on the whole screen</source>
        <translation>شاشة الجدار على كامل الشاشة</translation>
    </message>
    <message>
        <source>full screen</source>
        <translation>شاشة كاملة</translation>
    </message>
    <message>
        <source>kiosk</source>
        <translation>كشك</translation>
    </message>
    <message>
        <source>television</source>
        <translation>تلفاز</translation>
    </message>
    <message>
        <source>Inspector in a window of its own</source>
        <translation>لوحة التفاصيل في نافذة مستقلة</translation>
    </message>
    <message>
        <source>Live feed in a window of its own</source>
        <translation>البث المباشر في نافذة مستقلة</translation>
    </message>
    <message>
        <source>Colours as the system</source>
        <translation>ألوان النظام</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>ألوان فاتحة</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>ألوان داكنة</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>نص أكبر</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>نص أصغر</translation>
    </message>
    <message>
        <source>Back, or select nothing</source>
        <translation>رجوع، أو إلغاء التحديد</translation>
    </message>
    <message>
        <source>Refresh, or connect now</source>
        <translation>تحديث، أو الاتصال الآن</translation>
    </message>
    <message>
        <source>Connections…</source>
        <translation>الاتصالات…</translation>
    </message>
    <message>
        <source>profile</source>
        <translation>ملف</translation>
    </message>
    <message>
        <source>server</source>
        <translation>خادم</translation>
    </message>
    <message>
        <source>key</source>
        <translation>مفتاح</translation>
    </message>
    <message>
        <source>Find and do anything</source>
        <translation>ابحث عن أي شيء ونفّذه</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Change keyboard shortcuts…</source>
        <translation>تغيير اختصارات لوحة المفاتيح…</translation>
    </message>
    <message>
        <source>remap</source>
        <translation>إعادة تعيين</translation>
    </message>
    <message>
        <source>bindings</source>
        <translation>مفاتيح</translation>
    </message>
</context>
<context>
    <name>WindowDialog</name>
    <message>
        <source>New maintenance</source>
        <translation>صيانة جديدة</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>تعديل {0}</translation>
    </message>
    <message>
        <source>Plan it</source>
        <translation>تخطيط</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Sites or terminals</source>
        <translation>مواقع أو أجهزة</translation>
    </message>
    <message>
        <source>None ticked: everything.</source>
        <translation>لا شيء محدد: كل شيء.</translation>
    </message>
    <message>
        <source>Meanwhile</source>
        <translation>في هذه الأثناء</translation>
    </message>
    <message>
        <source>Nobody is told</source>
        <translation>لا يُبلَّغ أحد</translation>
    </message>
    <message>
        <source>Neither people nor webhooks.</source>
        <translation>لا الأشخاص ولا خطافات الويب.</translation>
    </message>
    <message>
        <source>Only webhooks are</source>
        <translation>خطافات الويب وحدها</translation>
    </message>
    <message>
        <source>People are not.</source>
        <translation>الأشخاص لا يُبلَّغون.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>أول يوم</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>وقت البداية</translation>
    </message>
    <message>
        <source>Lasts</source>
        <translation>المدة</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>المنطقة الزمنية</translation>
    </message>
    <message>
        <source>Comes back</source>
        <translation>التكرار</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>القاعدة</translation>
    </message>
    <message>
        <source>For example {0}</source>
        <translation>مثلًا {0}</translation>
    </message>
    <message>
        <source>First begins</source>
        <translation>أول بداية</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>أدخل اسمًا.</translation>
    </message>
    <message>
        <source>Write the rule.</source>
        <translation>اكتب القاعدة.</translation>
    </message>
    <message>
        <source>Tick sites or terminals, not both.</source>
        <translation>حدد مواقع أو أجهزة، لا كليهما.</translation>
    </message>
    <message numerus="yes">
        <source>Covers %n terminals now</source>
        <translation>
            <numerusform>لا تشمل أي جهاز الآن</numerusform>
            <numerusform>تشمل جهازًا واحدًا الآن</numerusform>
            <numerusform>تشمل جهازين الآن</numerusform>
            <numerusform>تشمل %Ln أجهزة الآن</numerusform>
            <numerusform>تشمل %Ln جهازًا الآن</numerusform>
            <numerusform>تشمل %Ln جهاز الآن</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WindowPlaces</name>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>نظرة عامة</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>الخريطة</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>مباشر</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>التنبيهات</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>الحضور</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>Employees</source>
        <translation>الموظفون</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>المواقع</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>خطافات الويب</translation>
    </message>
    <message>
        <source>Dead lines</source>
        <translation>الأسطر المرفوضة</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>التقارير</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{0}k</source>
        <comment>thousands</comment>
        <translation>{0} ألف</translation>
    </message>
    <message numerus="yes">
        <source>%n s ago</source>
        <translation>
            <numerusform>قبل %Ln ث</numerusform>
            <numerusform>قبل %Ln ث</numerusform>
            <numerusform>قبل %Ln ث</numerusform>
            <numerusform>قبل %Ln ث</numerusform>
            <numerusform>قبل %Ln ث</numerusform>
            <numerusform>قبل %Ln ث</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>قبل %Ln د</numerusform>
            <numerusform>قبل %Ln د</numerusform>
            <numerusform>قبل %Ln د</numerusform>
            <numerusform>قبل %Ln د</numerusform>
            <numerusform>قبل %Ln د</numerusform>
            <numerusform>قبل %Ln د</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>قبل %Ln س</numerusform>
            <numerusform>قبل %Ln س</numerusform>
            <numerusform>قبل %Ln س</numerusform>
            <numerusform>قبل %Ln س</numerusform>
            <numerusform>قبل %Ln س</numerusform>
            <numerusform>قبل %Ln س</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>اليوم</numerusform>
            <numerusform>قبل يوم</numerusform>
            <numerusform>قبل يومين</numerusform>
            <numerusform>قبل %Ln أيام</numerusform>
            <numerusform>قبل %Ln يومًا</numerusform>
            <numerusform>قبل %Ln يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>never</source>
        <translation>أبدًا</translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%Ln ث</numerusform>
            <numerusform>%Ln ث</numerusform>
            <numerusform>%Ln ث</numerusform>
            <numerusform>%Ln ث</numerusform>
            <numerusform>%Ln ث</numerusform>
            <numerusform>%Ln ث</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%Ln د</numerusform>
            <numerusform>%Ln د</numerusform>
            <numerusform>%Ln د</numerusform>
            <numerusform>%Ln د</numerusform>
            <numerusform>%Ln د</numerusform>
            <numerusform>%Ln د</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%Ln س</numerusform>
            <numerusform>%Ln س</numerusform>
            <numerusform>%Ln س</numerusform>
            <numerusform>%Ln س</numerusform>
            <numerusform>%Ln س</numerusform>
            <numerusform>%Ln س</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>أقل من يوم</numerusform>
            <numerusform>يوم واحد</numerusform>
            <numerusform>يومان</numerusform>
            <numerusform>%Ln أيام</numerusform>
            <numerusform>%Ln يومًا</numerusform>
            <numerusform>%Ln يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <translation>ddd d MMM yyyy</translation>
    </message>
    <message>
        <source>unknown zone {0}</source>
        <translation>منطقة غير معروفة {0}</translation>
    </message>
    <message>
        <source>{0}, your time</source>
        <translation>{0} بتوقيتك</translation>
    </message>
    <message numerus="yes">
        <source>%n sites</source>
        <translation>
            <numerusform>لا مواقع</numerusform>
            <numerusform>موقع واحد</numerusform>
            <numerusform>موقعان</numerusform>
            <numerusform>%Ln مواقع</numerusform>
            <numerusform>%Ln موقعًا</numerusform>
            <numerusform>%Ln موقع</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terminals</source>
        <translation>
            <numerusform>لا أجهزة</numerusform>
            <numerusform>جهاز واحد</numerusform>
            <numerusform>جهازان</numerusform>
            <numerusform>%Ln أجهزة</numerusform>
            <numerusform>%Ln جهازًا</numerusform>
            <numerusform>%Ln جهاز</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n punches</source>
        <translation>
            <numerusform>لا تسجيلات</numerusform>
            <numerusform>تسجيل حضور واحد</numerusform>
            <numerusform>تسجيلا حضور</numerusform>
            <numerusform>%Ln تسجيلات</numerusform>
            <numerusform>%Ln تسجيلًا</numerusform>
            <numerusform>%Ln تسجيل</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Unstable</source>
        <translation>غير مستقر</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>متدهور</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>لا بيانات</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>Never seen</source>
        <translation>لم يظهر قط</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>موقوف</translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>بانتظار الموافقة</translation>
    </message>
    <message numerus="yes">
        <source>%n offline</source>
        <translation>
            <numerusform>%Ln غير متصل</numerusform>
            <numerusform>%Ln غير متصل</numerusform>
            <numerusform>%Ln غير متصلين</numerusform>
            <numerusform>%Ln غير متصلة</numerusform>
            <numerusform>%Ln غير متصل</numerusform>
            <numerusform>%Ln غير متصل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unstable</source>
        <translation>
            <numerusform>%Ln غير مستقر</numerusform>
            <numerusform>%Ln غير مستقر</numerusform>
            <numerusform>%Ln غير مستقرين</numerusform>
            <numerusform>%Ln غير مستقرة</numerusform>
            <numerusform>%Ln غير مستقر</numerusform>
            <numerusform>%Ln غير مستقر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n degraded</source>
        <translation>
            <numerusform>%Ln متدهور</numerusform>
            <numerusform>%Ln متدهور</numerusform>
            <numerusform>%Ln متدهوران</numerusform>
            <numerusform>%Ln متدهورة</numerusform>
            <numerusform>%Ln متدهورًا</numerusform>
            <numerusform>%Ln متدهور</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without data</source>
        <translation>
            <numerusform>%Ln بلا بيانات</numerusform>
            <numerusform>%Ln بلا بيانات</numerusform>
            <numerusform>%Ln بلا بيانات</numerusform>
            <numerusform>%Ln بلا بيانات</numerusform>
            <numerusform>%Ln بلا بيانات</numerusform>
            <numerusform>%Ln بلا بيانات</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n online</source>
        <translation>
            <numerusform>%Ln متصل</numerusform>
            <numerusform>%Ln متصل</numerusform>
            <numerusform>%Ln متصلان</numerusform>
            <numerusform>%Ln متصلة</numerusform>
            <numerusform>%Ln متصلًا</numerusform>
            <numerusform>%Ln متصل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n never seen</source>
        <translation>
            <numerusform>%Ln لم يظهر قط</numerusform>
            <numerusform>%Ln لم يظهر قط</numerusform>
            <numerusform>%Ln لم يظهرا قط</numerusform>
            <numerusform>%Ln لم تظهر قط</numerusform>
            <numerusform>%Ln لم تظهر قط</numerusform>
            <numerusform>%Ln لم تظهر قط</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n suspended</source>
        <translation>
            <numerusform>%Ln موقوف</numerusform>
            <numerusform>%Ln موقوف</numerusform>
            <numerusform>%Ln موقوفان</numerusform>
            <numerusform>%Ln موقوفة</numerusform>
            <numerusform>%Ln موقوفًا</numerusform>
            <numerusform>%Ln موقوف</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%Ln منتظر</numerusform>
            <numerusform>%Ln منتظر</numerusform>
            <numerusform>%Ln منتظران</numerusform>
            <numerusform>%Ln منتظرة</numerusform>
            <numerusform>%Ln منتظرًا</numerusform>
            <numerusform>%Ln منتظر</numerusform>
        </translation>
    </message>
    <message>
        <source>Without a site</source>
        <translation>بلا موقع</translation>
    </message>
    <message numerus="yes">
        <source>All %n online</source>
        <translation>
            <numerusform>لا أجهزة</numerusform>
            <numerusform>الجهاز الوحيد متصل</numerusform>
            <numerusform>كلاهما متصل</numerusform>
            <numerusform>كلها متصلة (%Ln)</numerusform>
            <numerusform>كلها متصلة (%Ln)</numerusform>
            <numerusform>كلها متصلة (%Ln)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n offline</source>
        <translation>
            <numerusform>لا أجهزة</numerusform>
            <numerusform>الجهاز الوحيد غير متصل</numerusform>
            <numerusform>كلاهما غير متصل</numerusform>
            <numerusform>كلها غير متصلة (%Ln)</numerusform>
            <numerusform>كلها غير متصلة (%Ln)</numerusform>
            <numerusform>كلها غير متصلة (%Ln)</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} of {1} offline</source>
        <translation>{0} من {1} غير متصلة</translation>
    </message>
    <message numerus="yes">
        <source>%n of {0} come and go</source>
        <translation>
            <numerusform>لا شيء من {0} يتصل وينقطع</numerusform>
            <numerusform>واحد من {0} يتصل وينقطع</numerusform>
            <numerusform>اثنان من {0} يتصلان وينقطعان</numerusform>
            <numerusform>%n من {0} تتصل وتنقطع</numerusform>
            <numerusform>%n من {0} يتصل وينقطع</numerusform>
            <numerusform>%n من {0} يتصل وينقطع</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of {0} degraded</source>
        <translation>
            <numerusform>لا شيء من {0} متدهور</numerusform>
            <numerusform>واحد من {0} متدهور</numerusform>
            <numerusform>اثنان من {0} متدهوران</numerusform>
            <numerusform>%n من {0} متدهورة</numerusform>
            <numerusform>%n من {0} متدهورًا</numerusform>
            <numerusform>%n من {0} متدهور</numerusform>
        </translation>
    </message>
    <message>
        <source>No data: the edge is not heard</source>
        <translation>لا بيانات: الخادم لا يجيب</translation>
    </message>
    <message>
        <source>{0} of {1} never seen</source>
        <translation>{0} من {1} لم تظهر قط</translation>
    </message>
    <message>
        <source>No terminals yet</source>
        <translation>لا أجهزة بعد</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>{0}, all behind {1}</source>
        <translation>{0}، كلها خلف {1}</translation>
    </message>
    <message>
        <source>{0}, behind {1}</source>
        <translation>{0}، خلف {1}</translation>
    </message>
    <message>
        <source>punches held back</source>
        <translation>تسجيلات محتجزة</translation>
    </message>
    <message>
        <source>clock wrong</source>
        <translation>الساعة غير صحيحة</translation>
    </message>
    <message>
        <source>a command failed</source>
        <translation>فشل أمر</translation>
    </message>
    <message>
        <source>unreadable lines</source>
        <translation>أسطر غير مقروءة</translation>
    </message>
    <message>
        <source>comes and goes</source>
        <translation>يتصل وينقطع</translation>
    </message>
    <message>
        <source>serial number in use twice</source>
        <translation>رقم تسلسلي مستخدم مرتين</translation>
    </message>
    <message>
        <source>no punches though some were due</source>
        <translation>لا تسجيلات مع أنها منتظرة</translation>
    </message>
    <message>
        <source>storage nearly full</source>
        <translation>التخزين شبه ممتلئ</translation>
    </message>
    <message>
        <source>Clock {0} ahead</source>
        <translation>الساعة متقدمة بـ {0}</translation>
    </message>
    <message>
        <source>Clock {0} behind</source>
        <translation>الساعة متأخرة بـ {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n sites need attention</source>
        <translation>
            <numerusform>لا موقع يحتاج إلى انتباه</numerusform>
            <numerusform>موقع واحد يحتاج إلى انتباه</numerusform>
            <numerusform>موقعان يحتاجان إلى انتباه</numerusform>
            <numerusform>%Ln مواقع تحتاج إلى انتباه</numerusform>
            <numerusform>%Ln موقعًا يحتاج إلى انتباه</numerusform>
            <numerusform>%Ln موقع يحتاج إلى انتباه</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>دخول</translation>
    </message>
    <message>
        <source>Check out</source>
        <translation>خروج</translation>
    </message>
    <message>
        <source>Break out</source>
        <translation>خروج للاستراحة</translation>
    </message>
    <message>
        <source>Break in</source>
        <translation>عودة من الاستراحة</translation>
    </message>
    <message>
        <source>Overtime in</source>
        <translation>بدء العمل الإضافي</translation>
    </message>
    <message>
        <source>Overtime out</source>
        <translation>نهاية العمل الإضافي</translation>
    </message>
    <message>
        <source>Undefined</source>
        <translation>غير محدد</translation>
    </message>
    <message>
        <source>Other ({0})</source>
        <translation>آخر ({0})</translation>
    </message>
    <message>
        <source> + </source>
        <translation> + </translation>
    </message>
    <message>
        <source> or </source>
        <translation> أو </translation>
    </message>
    <message>
        <source>any</source>
        <translation>أي طريقة</translation>
    </message>
    <message>
        <source>card</source>
        <translation>بطاقة</translation>
    </message>
    <message>
        <source>face</source>
        <translation>وجه</translation>
    </message>
    <message>
        <source>finger vein</source>
        <translation>أوردة الإصبع</translation>
    </message>
    <message>
        <source>fingerprint</source>
        <translation>بصمة</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>other</source>
        <translation>أخرى</translation>
    </message>
    <message>
        <source>palm</source>
        <translation>راحة اليد</translation>
    </message>
    <message>
        <source>password</source>
        <translation>كلمة مرور</translation>
    </message>
    <message>
        <source>number</source>
        <translation>رقم</translation>
    </message>
    <message>
        <source>unchecked card</source>
        <translation>بطاقة غير متحقَّق منها</translation>
    </message>
    <message>
        <source>unchecked number</source>
        <translation>رقم غير متحقَّق منه</translation>
    </message>
    <message>
        <source>in the hour that came twice</source>
        <translation>في الساعة التي تكررت</translation>
    </message>
    <message>
        <source>in the hour that was left out</source>
        <translation>في الساعة المحذوفة</translation>
    </message>
    <message>
        <source>the terminal&apos;s clock is wrong</source>
        <translation>ساعة الجهاز غير صحيحة</translation>
    </message>
    <message>
        <source>the terminal&apos;s time zone is a guess</source>
        <translation>المنطقة الزمنية للجهاز تخمين</translation>
    </message>
</context>
<context>
    <name>ZoneField</name>
    <message>
        <source>There is no such zone. Write the name of a city, such as Casablanca.</source>
        <translation>لا توجد منطقة كهذه. اكتب اسم مدينة مثل Casablanca.</translation>
    </message>
    <message>
        <source>Time zones</source>
        <translation>المناطق الزمنية</translation>
    </message>
    <message>
        <source>It is {0} there.</source>
        <translation>الوقت هناك {0}.</translation>
    </message>
    <message>
        <source>Type a part of it, for example {0}.</source>
        <translation>اكتب جزءًا منه، مثل {0}.</translation>
    </message>
</context>
<context>
    <name>_Detail</name>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
</context>
<context>
    <name>_Names</name>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
</context>
<context>
    <name>_Offers</name>
    <message>
        <source>Completions</source>
        <translation>الإكمالات</translation>
    </message>
</context>
<context>
    <name>_ProblemWords</name>
    <message>
        <source>{0} does not answer like an edge</source>
        <translation>{0} لا يجيب كخادم طرف</translation>
    </message>
    <message>
        <source>Something else is running there. Check the address and the port.</source>
        <translation>شيء آخر يعمل هناك. تحقق من العنوان والمنفذ.</translation>
    </message>
    <message>
        <source>Check the address</source>
        <translation>تحقق من العنوان</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>المحاولة من جديد</translation>
    </message>
    <message>
        <source>{0} cannot be reached</source>
        <translation>تعذر الوصول إلى {0}</translation>
    </message>
    <message>
        <source>Nothing answers there. Check the address and the network; if both are right, the server may be down.</source>
        <translation>لا شيء يجيب هناك. تحقق من العنوان والشبكة، فإن صحّا فقد يكون الخادم متوقفًا.</translation>
    </message>
    <message>
        <source>{0} has gone silent</source>
        <translation>صمت {0}</translation>
    </message>
    <message>
        <source>The connection stands, but nothing comes through it. If trying again does not help, look at the network between here and the server.</source>
        <translation>الاتصال قائم لكن لا شيء يمر عبره. إن لم تنفع إعادة المحاولة فافحص الشبكة بين هنا والخادم.</translation>
    </message>
    <message>
        <source>{0} refused</source>
        <translation>رفض {0}</translation>
    </message>
    <message>
        <source>It says: “{0}” Try again; if it lasts, ask whoever runs the edge.</source>
        <translation>يقول: «{0}» حاول من جديد، وإن استمر ذلك فاسأل القائم على الخادم.</translation>
    </message>
    <message>
        <source>It runs version {0}, and this console works with {1} or later. Ask whoever runs the edge to update it; Punchdeck connects by itself then.</source>
        <translation>يعمل بالإصدار {0}، وهذه الوحدة تعمل مع الإصدار {1} أو أحدث. اطلب من المسؤول عن الخادم تحديثه؛ وسيتصل Punchdeck عندئذ من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>{0} is too old for this console</source>
        <translation>{0} أقدم مما تقبله وحدة التحكم هذه</translation>
    </message>
    <message>
        <source>This is version {0}, and the edge serves {1} or later. Update Punchdeck; the edge may have the update itself.</source>
        <translation>هذا الإصدار {0}، والخادم يقبل الإصدار {1} أو أحدث. حدّث Punchdeck؛ وقد يكون التحديث لدى الخادم نفسه.</translation>
    </message>
    <message>
        <source>This console is too old for {0}</source>
        <translation>وحدة التحكم هذه أقدم مما يقبله {0}</translation>
    </message>
    <message>
        <source>Update Punchdeck</source>
        <translation>تحديث Punchdeck</translation>
    </message>
    <message>
        <source>Enter another key</source>
        <translation>إدخال مفتاح آخر</translation>
    </message>
    <message>
        <source>{0} does not accept the key</source>
        <translation>{0} لا يقبل المفتاح</translation>
    </message>
    <message>
        <source>It is mistyped, has expired or was revoked. Enter another one; whoever runs the edge can make it.</source>
        <translation>كُتب خطأً أو انتهت صلاحيته أو أُلغي. أدخل غيره، ويستطيع القائم على الخادم إنشاءه.</translation>
    </message>
    <message>
        <source>There is no key for {0}</source>
        <translation>لا مفتاح لـ {0}</translation>
    </message>
    <message>
        <source>Enter the key</source>
        <translation>إدخال المفتاح</translation>
    </message>
    <message>
        <source>None is kept on this computer. Enter the API key that you were given.</source>
        <translation>لا مفتاح محفوظ على هذا الحاسوب. أدخل مفتاح الواجهة البرمجية الذي أُعطي لك.</translation>
    </message>
    <message>
        <source>The key may not read what is needed at {0}</source>
        <translation>المفتاح لا يسمح بقراءة ما يلزم في {0}</translation>
    </message>
    <message>
        <source>The edge knows the key, but it lacks a permission. Enter one with a greater role, or ask whoever runs the edge.</source>
        <translation>يعرف الخادم المفتاح لكن تنقصه صلاحية. أدخل مفتاحًا بدور أوسع، أو اسأل القائم على الخادم.</translation>
    </message>
    <message>
        <source>Look at the certificate</source>
        <translation>فحص الشهادة</translation>
    </message>
    <message>
        <source>{0} shows another certificate than the one you trust</source>
        <translation>{0} يقدم شهادة غير التي تثق بها</translation>
    </message>
    <message>
        <source>The server may have got a new one, or someone may be listening in between. Ask whoever runs it before you go on.</source>
        <translation>قد يكون الخادم حصل على شهادة جديدة، أو أن أحدهم يتنصت بينكما. اسأل القائم عليه قبل أن تتابع.</translation>
    </message>
    <message>
        <source>The certificate of {0} is not known to this computer</source>
        <translation>شهادة {0} غير معروفة لهذا الحاسوب</translation>
    </message>
    <message>
        <source>No authority trusted here vouches for it. Compare its fingerprint with the server&apos;s, then trust it.</source>
        <translation>لا تضمنها أي جهة موثوقة هنا. قارن بصمتها ببصمة الخادم ثم ثق بها.</translation>
    </message>
    <message>
        <source>It could not be fetched to be looked at. Check the network, then try again.</source>
        <translation>تعذر جلبها لفحصها. تحقق من الشبكة ثم حاول من جديد.</translation>
    </message>
    <message>
        <source>The certificate of {0} has expired</source>
        <translation>انتهت صلاحية شهادة {0}</translation>
    </message>
    <message>
        <source>It was valid until {0}. Ask whoever runs the server to renew it; then connect again.</source>
        <translation>كانت صالحة حتى {0}. اطلب من القائم على الخادم تجديدها ثم اتصل من جديد.</translation>
    </message>
</context>
<context>
    <name>_Terminals</name>
    <message>
        <source>Terminals</source>
        <translation>الأجهزة</translation>
    </message>
</context>
</TS>
