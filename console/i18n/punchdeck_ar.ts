<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
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
        <translation>الخط</translation>
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
        <translation>التسجيلات المنتظرة</translation>
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
        <source>This link leads nowhere</source>
        <translation>هذا الرابط لا يؤدي إلى شيء</translation>
    </message>
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
    <name>DetailPane</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
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
        <translation>تم</translation>
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
        <translation>آخر تسجيل حضور</translation>
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
        <source>Copy the name</source>
        <translation>نسخ الاسم</translation>
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
        <source>Select {0}</source>
        <translation>تحديد {0}</translation>
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
    <name>Document</name>
    <message>
        <source>Page {0} of {1}</source>
        <translation>الصفحة {0} من {1}</translation>
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
        <source>Copy the selected row</source>
        <translation>نسخ السطر المحدد</translation>
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
        <source>Space</source>
        <translation>مسافة</translation>
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
        <source>No terminal at hand? A command shows a simulated fleet of 14 sites:</source>
        <translation>لا جهاز في متناولك؟ يعرض أمر واحد أسطولًا محاكى من 14 موقعًا:</translation>
    </message>
    <message>
        <source>{0} means this computer itself. Enter the name or address by which terminals reach it on the network, and start the edge so that it listens there (--host 0.0.0.0).</source>
        <translation>‏{0} يعني هذا الحاسوب نفسه. أدخل الاسم أو العنوان الذي تصل به الأجهزة إليه عبر الشبكة، وشغّل الخادم بحيث يستمع هناك (--host 0.0.0.0).</translation>
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
        <translation>التسجيلات في الساعة الأخيرة</translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ahead of UTC</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n times the stream lost something</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Punches</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>المواقع</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, but for those at a terminal</source>
        <translation type="unfinished"></translation>
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
        <source>{0} was not placed</source>
        <translation>لم يوضع {0}</translation>
    </message>
    <message>
        <source>{0} stands there now</source>
        <translation>{0} هناك الآن</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Click where {0} stands. Esc gives up.</source>
        <translation>انقر حيث يقع {0}. مفتاح Esc للإلغاء.</translation>
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
    <name>MenuBar</name>
    <message>
        <source>Menu bar</source>
        <translation>شريط القوائم</translation>
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
        <translation>مكامل</translation>
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
        <translation>لا يُسمع الخادم. هذا هو الأسطول كما كان، ولا أحد يعلم حاله الآن.</translation>
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
    <name>PeriodChooser</name>
    <message>
        <source>Days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last day</source>
        <translation type="unfinished"></translation>
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
        <source>Nothing here yet</source>
        <translation>لا شيء هنا بعد</translation>
    </message>
    <message>
        <source>Filter, for example  {0}</source>
        <translation>تصفية، مثلًا  {0}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>المحاولة من جديد</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>الأعمدة</translation>
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
        <source>Alerts</source>
        <translation>التنبيهات</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>الرسائل</translation>
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
    <name>StatusStrip</name>
    <message>
        <source>Connection</source>
        <translation>الاتصال</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>غير متصل</translation>
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
    <name>Swatches</name>
    <message>
        <source>Own</source>
        <translation>خاص</translation>
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
        <source>Choose a site, then click where it stands</source>
        <translation>اختر موقعًا ثم انقر حيث يقع</translation>
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
        <source>{0} – Punchdeck</source>
        <translation>{0} – Punchdeck</translation>
    </message>
    <message>
        <source>The edge is not heard. {0}</source>
        <translation>لا يُسمع الخادم. {0}</translation>
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
        <source>Inspector</source>
        <translation>لوحة التفاصيل</translation>
    </message>
    <message>
        <source>Narrow rail</source>
        <translation>شريط جانبي ضيق</translation>
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
    <message>
        <source>{0} of {1} come and go</source>
        <translation>{0} من {1} تتصل وتنقطع</translation>
    </message>
    <message>
        <source>{0} of {1} degraded</source>
        <translation>{0} من {1} متدهورة</translation>
    </message>
    <message>
        <source>No data: the edge is not heard</source>
        <translation>لا بيانات: لا يُسمع الخادم</translation>
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
        <source>serial number in use twice</source>
        <translation>رقم تسلسلي مستخدم مرتين</translation>
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
    <name>_Detail</name>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
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
</TS>
