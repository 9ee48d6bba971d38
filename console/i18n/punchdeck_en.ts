<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AccessActions</name>
    <message numerus="yes">
        <source>Revoke %n keys?</source>
        <translation>
            <numerusform>Revoke %n key?</numerusform>
            <numerusform>Revoke %n keys?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys are revoked</source>
        <translation>
            <numerusform>%n key is revoked</numerusform>
            <numerusform>%n keys are revoked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys of theirs go on as nobody&apos;s.</source>
        <translation>
            <numerusform>%n key of theirs goes on as nobody&apos;s.</numerusform>
            <numerusform>%n keys of theirs go on as nobody&apos;s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AccessWords</name>
    <message numerus="yes">
        <source>%n scopes</source>
        <translation>
            <numerusform>%n scope</numerusform>
            <numerusform>%n scopes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n networks</source>
        <translation>
            <numerusform>%n network</numerusform>
            <numerusform>%n networks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertActions</name>
    <message numerus="yes">
        <source>These %n alerts</source>
        <translation>
            <numerusform>This alert</numerusform>
            <numerusform>These %n alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertBar</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertHerald</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new alerts</source>
        <translation>
            <numerusform>%n new alert</numerusform>
            <numerusform>%n new alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertSheet</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertShortlist</name>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>Show all %n</numerusform>
            <numerusform>Show all %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertWords</name>
    <message numerus="yes">
        <source>%n critical</source>
        <translation>
            <numerusform>%n critical</numerusform>
            <numerusform>%n critical</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n for information</source>
        <translation>
            <numerusform>%n for information</numerusform>
            <numerusform>%n for information</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alerts</source>
        <translation>
            <numerusform>%n alert</numerusform>
            <numerusform>%n alerts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>went %n times in the last hour</source>
        <translation>
            <numerusform>went %n time in the last hour</numerusform>
            <numerusform>went %n times in the last hour</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Asked</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AuditList</name>
    <message numerus="yes">
        <source>%Ln entries from no. {0} on</source>
        <translation>
            <numerusform>%Ln entry from no. {0} on</numerusform>
            <numerusform>%Ln entries from no. {0} on</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BlastPane</name>
    <message numerus="yes">
        <source>%n fetch it within seconds.</source>
        <translation>
            <numerusform>%n fetches it within seconds.</numerusform>
            <numerusform>%n fetch it within seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are offline, and wait until they are back.</source>
        <translation>
            <numerusform>%n is offline, and waits until it is back.</numerusform>
            <numerusform>%n are offline, and wait until they are back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are offline, and are left out.</source>
        <translation>
            <numerusform>%n is offline, and is left out.</numerusform>
            <numerusform>%n are offline, and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot do it, and are left out.</source>
        <translation>
            <numerusform>%n cannot do it, and is left out.</numerusform>
            <numerusform>%n cannot do it, and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>People punched at %n of them in the last five minutes.</source>
        <translation>
            <numerusform>People punched at %n of them in the last five minutes.</numerusform>
            <numerusform>People punched at %n of them in the last five minutes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n clocks are off by more than a minute.</source>
        <translation>
            <numerusform>%n clock is off by more than a minute.</numerusform>
            <numerusform>%n clocks are off by more than a minute.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have not said how many they hold.</source>
        <translation>
            <numerusform>%n has not said how many it holds.</numerusform>
            <numerusform>%n have not said how many they hold.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BodyView</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeadLinesPage</name>
    <message numerus="yes">
        <source>Read %n lines again?</source>
        <translation>
            <numerusform>Read %n line again?</numerusform>
            <numerusform>Read %n lines again?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines could be read</source>
        <translation>
            <numerusform>%n line could be read</numerusform>
            <numerusform>%n lines could be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still not: {0}</source>
        <translation>
            <numerusform>%n still not: {0}</numerusform>
            <numerusform>%n still not: {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Let go of %n lines?</source>
        <translation>
            <numerusform>Let go of %n line?</numerusform>
            <numerusform>Let go of %n lines?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeliveryDetail</name>
    <message numerus="yes">
        <source>and %n earlier ones</source>
        <translation>
            <numerusform>and %n earlier one</numerusform>
            <numerusform>and %n earlier ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message numerus="yes">
        <source>Set %n clocks…</source>
        <translation>
            <numerusform>Set %n clock…</numerusform>
            <numerusform>Set %n clocks…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for approval</source>
        <translation>
            <numerusform>%n waiting for approval</numerusform>
            <numerusform>%n waiting for approval</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DiffPane</name>
    <message numerus="yes">
        <source>Push %Ln differences</source>
        <translation>
            <numerusform>Push %Ln difference</numerusform>
            <numerusform>Push %Ln differences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read %Ln from terminals…</source>
        <translation>
            <numerusform>Read %Ln from terminals…</numerusform>
            <numerusform>Read %Ln from terminals…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln extras…</source>
        <translation>
            <numerusform>Remove %Ln extras…</numerusform>
            <numerusform>Remove %Ln extras…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enrol %Ln people…</source>
        <translation>
            <numerusform>Enrol %Ln person…</numerusform>
            <numerusform>Enrol %Ln people…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmployeeActions</name>
    <message numerus="yes">
        <source>Write %Ln people to their terminals once more?</source>
        <translation>
            <numerusform>Write %Ln person to their terminals once more?</numerusform>
            <numerusform>Write %Ln people to their terminals once more?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln employees?</source>
        <translation>
            <numerusform>Delete %Ln employee?</numerusform>
            <numerusform>Delete %Ln employees?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln employees are deleted</source>
        <translation>
            <numerusform>%Ln employee is deleted</numerusform>
            <numerusform>%Ln employees are deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmployeeDetail</name>
    <message numerus="yes">
        <source>tried %Ln times</source>
        <translation>
            <numerusform>tried %Ln time</numerusform>
            <numerusform>tried %Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmployeeImportDialog</name>
    <message numerus="yes">
        <source>{0}: %Ln lines</source>
        <translation>
            <numerusform>{0}: %Ln line</numerusform>
            <numerusform>{0}: %Ln lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln made</source>
        <translation>
            <numerusform>%Ln made</numerusform>
            <numerusform>%Ln made</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln changed</numerusform>
            <numerusform>%Ln changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmployeeWords</name>
    <message numerus="yes">
        <source>%Ln fingers</source>
        <translation>
            <numerusform>%Ln finger</numerusform>
            <numerusform>%Ln fingers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces</source>
        <translation>
            <numerusform>%Ln face</numerusform>
            <numerusform>%Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln palms</source>
        <translation>
            <numerusform>%Ln palm</numerusform>
            <numerusform>%Ln palms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln waiting</numerusform>
            <numerusform>%Ln waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EndpointDetail</name>
    <message numerus="yes">
        <source>%n, while a rotation overlaps</source>
        <translation>
            <numerusform>%n, while a rotation overlaps</numerusform>
            <numerusform>%n, while a rotation overlaps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EndpointDialog</name>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EnrolDialog</name>
    <message numerus="yes">
        <source>Enrol %Ln people</source>
        <translation>
            <numerusform>Enrol %Ln person</numerusform>
            <numerusform>Enrol %Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are offline and are told when they call.</source>
        <translation>
            <numerusform>%Ln of them is offline and is told when it calls.</numerusform>
            <numerusform>%Ln of them are offline and are told when they call.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people are not active and are left out.</source>
        <translation>
            <numerusform>%Ln person is not active and is left out.</numerusform>
            <numerusform>%Ln people are not active and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln waiting</numerusform>
            <numerusform>%Ln waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting until it calls</source>
        <translation>
            <numerusform>%Ln waiting until it calls</numerusform>
            <numerusform>%Ln waiting until it calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FeedBar</name>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FeedFills</name>
    <message numerus="yes">
        <source>%Ln missing punches were put in</source>
        <translation>
            <numerusform>%Ln missing punch was put in</numerusform>
            <numerusform>%Ln missing punches were put in</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FeedPage</name>
    <message numerus="yes">
        <source>%Ln new, and what you see is kept no longer. Resume (End)</source>
        <translation>
            <numerusform>%Ln new, and what you see is kept no longer. Resume (End)</numerusform>
            <numerusform>%Ln new, and what you see is kept no longer. Resume (End)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new, resume (End)</source>
        <translation>
            <numerusform>%Ln new, resume (End)</numerusform>
            <numerusform>%Ln new, resume (End)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln punches a minute</source>
        <translation>
            <numerusform>%Ln punch a minute</numerusform>
            <numerusform>%Ln punches a minute</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln rows</source>
        <translation>
            <numerusform>Copy %Ln row</numerusform>
            <numerusform>Copy %Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FleetFigures</name>
    <message numerus="yes">
        <source>%n not on the map yet</source>
        <translation>
            <numerusform>%n not on the map yet</numerusform>
            <numerusform>%n not on the map yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FleetSheets</name>
    <message numerus="yes">
        <source>%n times the stream lost something</source>
        <translation>
            <numerusform>%n time the stream lost something</numerusform>
            <numerusform>%n times the stream lost something</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandoverWords</name>
    <message numerus="yes">
        <source>Still open: %Ln</source>
        <translation>
            <numerusform>Still open: %Ln</numerusform>
            <numerusform>Still open: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Over in this shift: %Ln</source>
        <translation>
            <numerusform>Over in this shift: %Ln</numerusform>
            <numerusform>Over in this shift: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Silenced: %Ln</source>
        <translation>
            <numerusform>Silenced: %Ln</numerusform>
            <numerusform>Silenced: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>• {0}: {1}, %Ln times, last at {2}</source>
        <translation>
            <numerusform>• {0}: {1}, %Ln time, last at {2}</numerusform>
            <numerusform>• {0}: {1}, %Ln times, last at {2}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HoverCard</name>
    <message numerus="yes">
        <source>Punches, last %n hours</source>
        <translation>
            <numerusform>Punches, last hour</numerusform>
            <numerusform>Punches, last %n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Hushing</name>
    <message numerus="yes">
        <source>{0}. %n alerts that it hides are told then.</source>
        <translation>
            <numerusform>{0}. %n alert that it hides is told then.</numerusform>
            <numerusform>{0}. %n alerts that it hides are told then.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobActions</name>
    <message numerus="yes">
        <source>Cancel %n jobs?</source>
        <translation>
            <numerusform>Cancel %n job?</numerusform>
            <numerusform>Cancel %n jobs?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terminals were spared.</source>
        <translation>
            <numerusform>%n terminal was spared.</numerusform>
            <numerusform>%n terminals were spared.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were too late: they had answered already.</source>
        <translation>
            <numerusform>%n was too late: it had answered already.</numerusform>
            <numerusform>%n were too late: they had answered already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were too late: they have fetched it already.</source>
        <translation>
            <numerusform>%n was too late: it has fetched it already.</numerusform>
            <numerusform>%n were too late: they have fetched it already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terminals</source>
        <translation>
            <numerusform>%n terminal</numerusform>
            <numerusform>%n terminals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taken back.</source>
        <translation>
            <numerusform>%n taken back.</numerusform>
            <numerusform>%n taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take %n commands back?</source>
        <translation>
            <numerusform>Take %n command back?</numerusform>
            <numerusform>Take %n commands back?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeysEditor</name>
    <message numerus="yes">
        <source>By %n commands, among them {0} and {1}.</source>
        <translation>
            <numerusform>By %n command, {0} and {1}.</numerusform>
            <numerusform>By %n commands, among them {0} and {1}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LivePane</name>
    <message numerus="yes">
        <source>%n terminals have done it.</source>
        <translation>
            <numerusform>%n terminal has done it.</numerusform>
            <numerusform>%n terminals have done it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terminals have not done it</source>
        <translation>
            <numerusform>%n terminal has not done it</numerusform>
            <numerusform>%n terminals have not done it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message numerus="yes">
        <source>This is not the PIN. Try again in %n s.</source>
        <translation>
            <numerusform>This is not the PIN. Try again in %n s.</numerusform>
            <numerusform>This is not the PIN. Try again in %n s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatrixActions</name>
    <message numerus="yes">
        <source>Push what differs of %Ln people?</source>
        <translation>
            <numerusform>Push what differs of %Ln person?</numerusform>
            <numerusform>Push what differs of %Ln people?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people become employees, on these terminals.</source>
        <translation>
            <numerusform>%Ln person becomes an employee, on these terminals.</numerusform>
            <numerusform>%Ln people become employees, on these terminals.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln employees are changed, and so on all of their terminals.</source>
        <translation>
            <numerusform>%Ln employee is changed, and so on all of their terminals.</numerusform>
            <numerusform>%Ln employees are changed, and so on all of their terminals.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over what terminals hold of %Ln people?</source>
        <translation>
            <numerusform>Take over what terminals hold of %Ln person?</numerusform>
            <numerusform>Take over what terminals hold of %Ln people?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln people from terminals?</source>
        <translation>
            <numerusform>Remove %Ln person from terminals?</numerusform>
            <numerusform>Remove %Ln people from terminals?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatrixPane</name>
    <message numerus="yes">
        <source>%Ln cells</source>
        <translation>
            <numerusform>%Ln cell</numerusform>
            <numerusform>%Ln cells</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewSilenceDialog</name>
    <message numerus="yes">
        <source>Hides %n alerts now</source>
        <translation>
            <numerusform>Hides %n alert now</numerusform>
            <numerusform>Hides %n alerts now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoFleet</name>
    <message numerus="yes">
        <source>%n terminals are waiting for approval</source>
        <translation>
            <numerusform>%n terminal is waiting for approval</numerusform>
            <numerusform>%n terminals are waiting for approval</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OrderWords</name>
    <message numerus="yes">
        <source>Restart %n terminals</source>
        <translation>
            <numerusform>Restart %n terminal</numerusform>
            <numerusform>Restart %n terminals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete the punches of %n terminals</source>
        <translation>
            <numerusform>Delete the punches of %n terminal</numerusform>
            <numerusform>Delete the punches of %n terminals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Empty %n terminals</source>
        <translation>
            <numerusform>Empty %n terminal</numerusform>
            <numerusform>Empty %n terminals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to %n terminals</source>
        <translation>
            <numerusform>Send to %n terminal</numerusform>
            <numerusform>Send to %n terminals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parts</source>
        <translation>
            <numerusform>%n part</numerusform>
            <numerusform>%n parts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ran out of time</source>
        <translation>
            <numerusform>%n ran out of time</numerusform>
            <numerusform>%n ran out of time</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taken back</source>
        <translation>
            <numerusform>%n taken back</numerusform>
            <numerusform>%n taken back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left alone</source>
        <translation>
            <numerusform>%n left alone</numerusform>
            <numerusform>%n left alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sent, no answer yet</source>
        <translation>
            <numerusform>%n sent, no answer yet</numerusform>
            <numerusform>%n sent, no answer yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%n queued</numerusform>
            <numerusform>%n queued</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not yet begun</source>
        <translation>
            <numerusform>%n not yet begun</numerusform>
            <numerusform>%n not yet begun</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxDesk</name>
    <message numerus="yes">
        <source>%Ln changes that waited were not made</source>
        <translation>
            <numerusform>%Ln change that waited was not made</numerusform>
            <numerusform>%Ln changes that waited were not made</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes that waited were made</source>
        <translation>
            <numerusform>%Ln change that waited was made</numerusform>
            <numerusform>%Ln changes that waited were made</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message numerus="yes">
        <source>and %n more sites</source>
        <translation>
            <numerusform>and %n more site</numerusform>
            <numerusform>and %n more sites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sites not on map</source>
        <translation>
            <numerusform>%n site not on map</numerusform>
            <numerusform>%n sites not on map</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlaceList</name>
    <message numerus="yes">
        <source>all of its %Ln terminals</source>
        <translation>
            <numerusform>all of its %Ln terminal</numerusform>
            <numerusform>all of its %Ln terminals</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecentChanges</name>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>Show all %n</numerusform>
            <numerusform>Show all %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReplayDialog</name>
    <message numerus="yes">
        <source>%n wait still: those are sent by themselves.</source>
        <translation>
            <numerusform>%n waits still: it is sent by itself.</numerusform>
            <numerusform>%n wait still: those are sent by themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries</source>
        <translation>
            <numerusform>%n delivery</numerusform>
            <numerusform>%n deliveries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n a second, behind what waits already.</source>
        <translation>
            <numerusform>At most %n a second, behind what waits already.</numerusform>
            <numerusform>At most %n a second, behind what waits already.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportParts</name>
    <message numerus="yes">
        <source>%Ln times away</source>
        <translation>
            <numerusform>%Ln time away</numerusform>
            <numerusform>%Ln times away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them acted on</source>
        <translation>
            <numerusform>%Ln of them acted on</numerusform>
            <numerusform>%Ln of them acted on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln came late</source>
        <translation>
            <numerusform>%Ln came late</numerusform>
            <numerusform>%Ln came late</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message numerus="yes">
        <source>%Ln read</source>
        <translation>
            <numerusform>%Ln read</numerusform>
            <numerusform>%Ln read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScopePane</name>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n chosen</numerusform>
            <numerusform>%n chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SecretDialog</name>
    <message numerus="yes">
        <source>Copied. It leaves the clipboard in %n s.</source>
        <translation>
            <numerusform>Copied. It leaves the clipboard in %n s.</numerusform>
            <numerusform>Copied. It leaves the clipboard in %n s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SilenceDetail</name>
    <message numerus="yes">
        <source>Hides %n alerts now</source>
        <translation>
            <numerusform>Hides %n alert now</numerusform>
            <numerusform>Hides %n alerts now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SilenceWords</name>
    <message numerus="yes">
        <source>%n alerts by name</source>
        <translation>
            <numerusform>%n alert by name</numerusform>
            <numerusform>%n alerts by name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} and %n more</source>
        <translation>
            <numerusform>{0} and %n more</numerusform>
            <numerusform>{0} and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SilencesList</name>
    <message numerus="yes">
        <source>%n alerts that it hides are told, if they are still so.</source>
        <translation>
            <numerusform>%n alert that it hides is told, if it is still so.</numerusform>
            <numerusform>%n alerts that it hides are told, if they are still so.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n silences?</source>
        <translation>
            <numerusform>End %n silence?</numerusform>
            <numerusform>End %n silences?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n silences</source>
        <translation>
            <numerusform>%n silence</numerusform>
            <numerusform>%n silences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SiteActions</name>
    <message numerus="yes">
        <source>%n terminals stay, without a site.</source>
        <translation>
            <numerusform>%n terminal stays, without a site.</numerusform>
            <numerusform>%n terminals stay, without a site.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n sites?</source>
        <translation>
            <numerusform>Delete %n site?</numerusform>
            <numerusform>Delete %n sites?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SiteCardDelegate</name>
    <message numerus="yes">
        <source>{0} and %n more</source>
        <translation>
            <numerusform>{0} and %n more</numerusform>
            <numerusform>{0} and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SiteSheet</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SiteWords</name>
    <message numerus="yes">
        <source>{0} online over %n days</source>
        <translation>
            <numerusform>{0} online over %n day</numerusform>
            <numerusform>{0} online over %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message numerus="yes">
        <source>⚠ %Ln changes were not made</source>
        <translation>
            <numerusform>⚠ %Ln change was not made</numerusform>
            <numerusform>⚠ %Ln changes were not made</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes wait</source>
        <translation>
            <numerusform>%Ln change waits</numerusform>
            <numerusform>%Ln changes wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TurnDelegate</name>
    <message numerus="yes">
        <source>{0} and %n more</source>
        <translation>
            <numerusform>{0} and %n more</numerusform>
            <numerusform>{0} and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndoToast</name>
    <message numerus="yes">
        <source>In %n s</source>
        <translation>
            <numerusform>In %n s</numerusform>
            <numerusform>In %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VerbBar</name>
    <message numerus="yes">
        <source>%n marked</source>
        <translation>
            <numerusform>%n marked</numerusform>
            <numerusform>%n marked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebhookActions</name>
    <message numerus="yes">
        <source>Pause %n webhooks?</source>
        <translation>
            <numerusform>Pause %n webhook?</numerusform>
            <numerusform>Pause %n webhooks?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n webhooks are paused</source>
        <translation>
            <numerusform>%n webhook is paused</numerusform>
            <numerusform>%n webhooks are paused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n webhooks are resumed</source>
        <translation>
            <numerusform>%n webhook is resumed</numerusform>
            <numerusform>%n webhooks are resumed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resume %n webhooks?</source>
        <translation>
            <numerusform>Resume %n webhook?</numerusform>
            <numerusform>Resume %n webhooks?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries that wait are cancelled.</source>
        <translation>
            <numerusform>%n delivery that waits is cancelled.</numerusform>
            <numerusform>%n deliveries that wait are cancelled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries are sent again</source>
        <translation>
            <numerusform>%n delivery is sent again</numerusform>
            <numerusform>%n deliveries are sent again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n deliveries again?</source>
        <translation>
            <numerusform>Send %n delivery again?</numerusform>
            <numerusform>Send %n deliveries again?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebhookWords</name>
    <message numerus="yes">
        <source>%n failures in a row</source>
        <translation>
            <numerusform>%n failure in a row</numerusform>
            <numerusform>%n failures in a row</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n events</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WindowDialog</name>
    <message numerus="yes">
        <source>Covers %n terminals now</source>
        <translation>
            <numerusform>Covers %n terminal now</numerusform>
            <numerusform>Covers %n terminals now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n s ago</source>
        <translation>
            <numerusform>%n s ago</numerusform>
            <numerusform>%n s ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sites</source>
        <translation>
            <numerusform>%n site</numerusform>
            <numerusform>%n sites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terminals</source>
        <translation>
            <numerusform>%n terminal</numerusform>
            <numerusform>%n terminals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n punches</source>
        <translation>
            <numerusform>%n punch</numerusform>
            <numerusform>%n punches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n offline</source>
        <translation>
            <numerusform>%n offline</numerusform>
            <numerusform>%n offline</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unstable</source>
        <translation>
            <numerusform>%n unstable</numerusform>
            <numerusform>%n unstable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n degraded</source>
        <translation>
            <numerusform>%n degraded</numerusform>
            <numerusform>%n degraded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without data</source>
        <translation>
            <numerusform>%n without data</numerusform>
            <numerusform>%n without data</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n online</source>
        <translation>
            <numerusform>%n online</numerusform>
            <numerusform>%n online</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n never seen</source>
        <translation>
            <numerusform>%n never seen</numerusform>
            <numerusform>%n never seen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n suspended</source>
        <translation>
            <numerusform>%n suspended</numerusform>
            <numerusform>%n suspended</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n online</source>
        <translation>
            <numerusform>%n online</numerusform>
            <numerusform>All %n online</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n offline</source>
        <translation>
            <numerusform>%n offline</numerusform>
            <numerusform>All %n offline</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of {0} come and go</source>
        <translation>
            <numerusform>%n of {0} comes and goes</numerusform>
            <numerusform>%n of {0} come and go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of {0} degraded</source>
        <translation>
            <numerusform>%n of {0} degraded</numerusform>
            <numerusform>%n of {0} degraded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sites need attention</source>
        <translation>
            <numerusform>%n site needs attention</numerusform>
            <numerusform>%n sites need attention</numerusform>
        </translation>
    </message>
</context>
</TS>
