<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
    <name>DevicesPage</name>
    <message numerus="yes">
        <source>%n waiting for approval</source>
        <translation>
            <numerusform>%n waiting for approval</numerusform>
            <numerusform>%n waiting for approval</numerusform>
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
        <source>%n sites need attention</source>
        <translation>
            <numerusform>%n site needs attention</numerusform>
            <numerusform>%n sites need attention</numerusform>
        </translation>
    </message>
</context>
</TS>
