<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Banner</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>one more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClosingDialog</name>
    <message numerus="yes">
        <source>%n training(s) still running</source>
        <translation>
            <numerusform>One training is still running</numerusform>
            <numerusform>%n trainings are still running</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) wait for their turn</source>
        <translation>
            <numerusform>One run waits for its turn</numerusform>
            <numerusform>%n runs wait for their turn</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SplittingDialog</name>
    <message numerus="yes">
        <source>and %n more labels</source>
        <translation>
            <numerusform>and one more label</numerusform>
            <numerusform>and %n more labels</numerusform>
        </translation>
    </message>
</context>
</TS>
