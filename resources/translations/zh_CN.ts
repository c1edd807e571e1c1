<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AdviceColumn</name>
    <message>
        <source>Good to know</source>
        <translation>小提示</translation>
    </message>
    <message>
        <source>Show advice</source>
        <translation>展开提示</translation>
    </message>
    <message>
        <source>Hide advice</source>
        <translation>收起提示</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Automatic: {what}</source>
        <translation>自动：{what}</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>CleaningDialog</name>
    <message>
        <source>Clean up</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>Reports and trained models stay. What you tick is deleted for good.</source>
        <translation>报告和训练出的模型都会保留；勾选的内容将永久删除。</translation>
    </message>
    <message>
        <source>There is nothing to free.</source>
        <translation>没有可以释放的空间。</translation>
    </message>
    <message>
        <source>Free the space</source>
        <translation>释放空间</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ClosingDialog</name>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message numerus="yes">
        <source>%n training(s) still running</source>
        <translation>
            <numerusform>还有 %n 个训练正在进行</numerusform>
        </translation>
    </message>
    <message>
        <source>Training does not need this window. If it goes on, you find it here again, with its curve, when you come back. If you stop it, what it has learned so far is kept and can be used.</source>
        <translation>训练不依赖这个窗口。如果让它继续，你回来时会在这里看到它和它的曲线；如果停止，已经学到的会保留下来，可以使用。</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Stop training</source>
        <translation>停止训练</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>What the model learns from: texts, each with the right answer</source>
        <translation>模型学习的内容：文本，以及每条文本的正确答案</translation>
    </message>
    <message>
        <source>Next: model</source>
        <translation>下一步：模型</translation>
    </message>
    <message>
        <source>Open other data</source>
        <translation>打开其他数据</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>A folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>A data set of the hub</source>
        <translation>Hub 上的数据集</translation>
    </message>
    <message>
        <source>Save the data</source>
        <translation>保存数据</translation>
    </message>
    <message>
        <source>Correct how the file is read</source>
        <translation>更正文件的读取方式</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Reading {file}</source>
        <translation>正在读取 {file}</translation>
    </message>
</context>
<context>
    <name>DataStrip</name>
    <message>
        <source>Correct</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Correct how the file is read</source>
        <translation>更正文件的读取方式</translation>
    </message>
</context>
<context>
    <name>DataView</name>
    <message>
        <source>Say what the columns are</source>
        <translation>指定各列的用途</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>The first rows</source>
        <translation>前几行</translation>
    </message>
</context>
<context>
    <name>DatasetDialog</name>
    <message>
        <source>A data set of the hub</source>
        <translation>Hub 上的数据集</translation>
    </message>
    <message>
        <source>Its name as on the hub: owner/name. It is fetched to this computer once.</source>
        <translation>填写它在 Hub 上的名称：所有者/名称。数据只下载一次，保存在这台电脑上。</translation>
    </message>
    <message>
        <source>Name of the data set</source>
        <translation>数据集名称</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Open my own data</source>
        <translation>打开我的数据</translation>
    </message>
    <message>
        <source>Drop files here, click to pick some, or paste text with {keys}</source>
        <translation>把文件拖到这里，点击选择文件，或用 {keys} 粘贴文本</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>From the hub</source>
        <translation>从 Hub 获取</translation>
    </message>
    <message>
        <source>A data set of the hub, by its name</source>
        <translation>按名称打开 Hub 上的数据集</translation>
    </message>
</context>
<context>
    <name>Ending</name>
    <message>
        <source>It is still saving what it has learned: wait a little longer if you can.</source>
        <translation>它还在保存学到的内容，可以的话请再等一会儿。</translation>
    </message>
    <message>
        <source>What it did since its last checkpoint is lost: usually a minute of work at most. The checkpoint stays, and Continue goes on from there.</source>
        <translation>最近的检查点之后所做的会丢失，通常最多一分钟的工作。检查点会保留，点“继续”会从那里接着训练。</translation>
    </message>
    <message>
        <source>End this run now?</source>
        <translation>立即结束这次训练？</translation>
    </message>
    <message>
        <source>End now</source>
        <translation>立即结束</translation>
    </message>
</context>
<context>
    <name>ExampleEditor</name>
    <message>
        <source>The selected example</source>
        <translation>选中的样本</translation>
    </message>
    <message>
        <source>Text of the example</source>
        <translation>样本的文本</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>退格键</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>去掉</translation>
    </message>
    <message>
        <source>The model does not learn from this example; it can be taken back</source>
        <translation>模型不再学习这条样本；可以撤回</translation>
    </message>
    <message>
        <source>Drag over words or use Shift and arrows, then press a digit. Backspace clears.</source>
        <translation>拖动选中词，或用 Shift 加方向键，再按数字键。退格键清除。</translation>
    </message>
    <message>
        <source>A digit or a click gives a label or takes it away.</source>
        <translation>按数字键或点击，可以加上或去掉标签。</translation>
    </message>
    <message>
        <source>Wrong label? Press the digit of the right one, here or in the list.</source>
        <translation>标签不对？在这里或列表里按正确标签的数字键。</translation>
    </message>
</context>
<context>
    <name>ExamplesModel</name>
    <message>
        <source>{file}, row {row}</source>
        <translation>{file} 第 {row} 行</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Save the data</source>
        <translation>保存数据</translation>
    </message>
    <message>
        <source>Progress of saving</source>
        <translation>保存进度</translation>
    </message>
    <message>
        <source>Choose where …</source>
        <translation>选择位置……</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Saving {file}</source>
        <translation>正在保存 {file}</translation>
    </message>
    <message>
        <source>Cells that begin with = + - or @ get an apostrophe, so that no spreadsheet runs them.</source>
        <translation>以 =、+、- 或 @ 开头的单元格前会加一个撇号，避免电子表格把它当公式运行。</translation>
    </message>
    <message>
        <source>One example a line, with its labels.</source>
        <translation>每行一条样本，带标签。</translation>
    </message>
    <message>
        <source>A word and its tag on each line, IOB2.</source>
        <translation>每行一个词和它的标记，IOB2。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>cleaned</source>
        <translation>已整理</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>A new file with everything you corrected. The file you opened stays as it is.</source>
        <translation>写出一个包含全部改正的新文件。你打开的文件保持原样。</translation>
    </message>
    <message>
        <source>Which part</source>
        <translation>保存哪部分</translation>
    </message>
</context>
<context>
    <name>FileLabeller</name>
    <message>
        <source>Label a whole file</source>
        <translation>标注整个文件</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>{rows} rows labelled, saved as {file}</source>
        <translation>已标注 {rows} 行，保存为 {file}</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>A table or text file comes back with labels, saved beside it. It stays here.</source>
        <translation>表格或文本文件会加上标签，保存在原文件旁边，不会离开这台电脑。</translation>
    </message>
</context>
<context>
    <name>ForecastCard</name>
    <message>
        <source>What it will take</source>
        <translation>预计消耗</translation>
    </message>
    <message>
        <source>Measuring: a few steps on this computer take some seconds.</source>
        <translation>正在实测：在这台电脑上跑几步，需要几秒钟。</translation>
    </message>
    <message>
        <source>Not measured yet: a few steps on this computer will tell.</source>
        <translation>还没有测量：在这台电脑上试跑几步就知道了。</translation>
    </message>
</context>
<context>
    <name>GuideDialog</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>GuideLink</name>
    <message>
        <source>What happens when things go wrong</source>
        <translation>出了问题会怎样</translation>
    </message>
</context>
<context>
    <name>HealthPanel</name>
    <message>
        <source>More …</source>
        <translation>更多……</translation>
    </message>
    <message>
        <source>The checks begin when all rows are read.</source>
        <translation>全部读完后开始检查。</translation>
    </message>
    <message>
        <source>Texts and labels are checked once it is known which columns they stand in.</source>
        <translation>指明文本和标签在哪一列之后，才会检查它们。</translation>
    </message>
    <message>
        <source>Every row could be read</source>
        <translation>每一行都能读懂</translation>
    </message>
    <message>
        <source>Every row could be read, and the labels fit.</source>
        <translation>每一行都能读懂，标签也对得上。</translation>
    </message>
    <message>
        <source>Nothing to worry about</source>
        <translation>一切正常</translation>
    </message>
    <message>
        <source>Progress of the checks</source>
        <translation>检查进度</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Work from top to bottom of the list at the left: show your data, choose a model, train it, read the report, try it on your own text. You can go back at any time, and nothing you typed is lost.</source>
        <translation>按左侧列表从上到下进行：载入数据，选择模型，训练，阅读报告，再用自己的文本试一试。随时可以返回，输入的内容不会丢失。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>How to use this window</source>
        <translation>怎样使用这个窗口</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>What was done to the data</source>
        <translation>对数据做过的事</translation>
    </message>
    <message>
        <source>Nothing was changed yet. What you mend under Health, rename under Labels or correct in an example is listed here, and can be taken back at any time. Your file itself is never changed.</source>
        <translation>还没有改动。你在“数据检查”里处理的问题、在“标签”里改的名称、对样本的改正都会列在这里，随时可以撤回。你的文件本身不会被改动。</translation>
    </message>
    <message>
        <source>Take back the selected step</source>
        <translation>撤回选中的一步</translation>
    </message>
    <message>
        <source>Do the same on another file …</source>
        <translation>对另一个文件做同样的处理……</translation>
    </message>
    <message>
        <source>What was done to single examples stays with this file</source>
        <translation>针对单条样本的改动只属于这个文件</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>What should the computer learn?</source>
        <translation>想让电脑学会什么？</translation>
    </message>
    <message>
        <source>Begin with an example that is ready to train, or with texts of your own</source>
        <translation>从现成的例子开始，或使用你自己的文本</translation>
    </message>
    <message>
        <source>Recent runs</source>
        <translation>最近的训练</translation>
    </message>
    <message>
        <source>What you train appears here, with its result.</source>
        <translation>训练过的内容和结果会显示在这里。</translation>
    </message>
</context>
<context>
    <name>LabelKeys</name>
    <message>
        <source>Another label</source>
        <translation>其他标签</translation>
    </message>
</context>
<context>
    <name>LabelsView</name>
    <message>
        <source>A new name …</source>
        <translation>新名称……</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>去掉</translation>
    </message>
    <message>
        <source>Merge into one label</source>
        <translation>合并为一个标签</translation>
    </message>
    <message>
        <source>Name of the label</source>
        <translation>标签名称</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Find a label</source>
        <translation>查找标签</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>Merge …</source>
        <translation>合并……</translation>
    </message>
    <message>
        <source>F2, or a double click on the name</source>
        <translation>按 F2，或双击名称</translation>
    </message>
    <message>
        <source>Tick two labels or more that mean the same</source>
        <translation>勾选两个或更多意思相同的标签</translation>
    </message>
    <message>
        <source>Tick labels that mean the same to merge them. F2 renames.</source>
        <translation>勾选意思相同的标签即可合并。按 F2 改名。</translation>
    </message>
</context>
<context>
    <name>LibraryModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>ListBar</name>
    <message>
        <source>The first rows, as they stand in the file</source>
        <translation>文件中的前几行原样</translation>
    </message>
    <message>
        <source>How it is divided</source>
        <translation>划分方式</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Show all rows again</source>
        <translation>重新显示全部行</translation>
    </message>
    <message>
        <source>Reading about {rows} rows</source>
        <translation>正在读取约 {rows} 行</translation>
    </message>
    <message>
        <source>Reading all {rows} rows</source>
        <translation>正在读取全部 {rows} 行</translation>
    </message>
    <message>
        <source>Reading all rows</source>
        <translation>正在读取全部行</translation>
    </message>
</context>
<context>
    <name>LivePlot</name>
    <message>
        <source>Log scale</source>
        <translation>对数刻度</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Curves of the training</source>
        <translation>训练曲线</translation>
    </message>
</context>
<context>
    <name>MaskingDialog</name>
    <message>
        <source>Mask personal data</source>
        <translation>遮盖个人信息</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>遮盖</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>No example at hand shows these kinds.</source>
        <translation>手边没有包含这些种类的样本。</translation>
    </message>
    <message>
        <source>What is masked</source>
        <translation>遮盖哪些内容</translation>
    </message>
    <message>
        <source>Each one gives way to the name of its kind, such as [EMAIL]. Labels stay where they are, and the file on your disk is not touched.</source>
        <translation>每一处都换成它的种类，例如 [EMAIL]。标注位置不变，磁盘上的文件也不会改动。</translation>
    </message>
    <message>
        <source>In your data</source>
        <translation>在你的数据里</translation>
    </message>
    <message>
        <source>Leave names as they are where the model is to find them.</source>
        <translation>如果要让模型找人名，就不要遮盖人名。</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>遮盖前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>遮盖后</translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>Brought in by you.</source>
        <translation>由你导入。</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>已在本机</translation>
    </message>
    <message>
        <source>Advised</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>{done} of {total}, {speed} a second</source>
        <translation>{done} / {total}，每秒 {speed}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on with the download</source>
        <translation>继续下载</translation>
    </message>
    <message>
        <source>Download {size}</source>
        <translation>下载 {size}</translation>
    </message>
    <message>
        <source>Fits: needs about {needed}, you have {there}</source>
        <translation>放得下：约需 {needed}，本机有 {there}</translation>
    </message>
    <message>
        <source>Too large: needs about {needed}, you have {there}</source>
        <translation>太大：约需 {needed}，本机有 {there}</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>A model that has already read a lot, and now learns from your texts</source>
        <translation>已经读过大量文本的模型，现在向你的文本学习</translation>
    </message>
    <message>
        <source>Next: train</source>
        <translation>下一步：训练</translation>
    </message>
    <message>
        <source>Filter by name, language or licence</source>
        <translation>按名称、语言或许可证筛选</translation>
    </message>
    <message>
        <source>No model has these words. Clear the filter to see all.</source>
        <translation>没有符合的模型。清空筛选可查看全部。</translation>
    </message>
    <message>
        <source>Bring in a model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>A zip file…</source>
        <translation>zip 文件…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Looking which models are on this computer</source>
        <translation>正在查看本机有哪些模型</translation>
    </message>
    <message>
        <source>Folder of a model</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Zip of a model</source>
        <translation>模型的 zip 文件</translation>
    </message>
    <message>
        <source>Why {model}</source>
        <translation>为什么是{model}</translation>
    </message>
    <message>
        <source>{model} has read far more {language} and usually gets more right. Its download is {size}.</source>
        <translation>{model} 读过多得多的{language}文本，通常更准确。需下载 {size}。</translation>
    </message>
    <message>
        <source>A better start</source>
        <translation>更好的起点</translation>
    </message>
    <message>
        <source>Your texts are in another language than this model knows. It will learn little.</source>
        <translation>你的文本不是这个模型懂的语言，它学不到多少。</translation>
    </message>
    <message>
        <source>Another language</source>
        <translation>语言不符</translation>
    </message>
    <message>
        <source>Copy the model&apos;s folder or its zip from a stick with “Bring in a model”.</source>
        <translation>用“导入模型”从 U 盘复制模型的文件夹或 zip。</translation>
    </message>
    <message>
        <source>Without network</source>
        <translation>没有网络时</translation>
    </message>
</context>
<context>
    <name>Preparation</name>
    <message>
        <source>Data first</source>
        <translation>先选数据</translation>
    </message>
    <message>
        <source>Choose what the model learns from, on the Data page.</source>
        <translation>先在“数据”页选择模型要学习的内容。</translation>
    </message>
    <message>
        <source>Download it on the Model page, or choose one that is already here.</source>
        <translation>在“模型”页下载，或换一个已在本机的模型。</translation>
    </message>
    <message>
        <source>The model is not here yet</source>
        <translation>模型还不在本机</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>准备就绪</translation>
    </message>
    <message>
        <source>{model} learns from your examples.</source>
        <translation>{model} 将从你的样本中学习。</translation>
    </message>
    <message>
        <source>Leave the settings as they are for a first run. You can stop at any time and still try it.</source>
        <translation>第一次训练保持默认设置即可。随时可以停止，停止后也能试用。</translation>
    </message>
    <message>
        <source>The settings</source>
        <translation>关于设置</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>还没有数据</translation>
    </message>
    <message>
        <source>Choose what the model learns from. The settings then advise themselves.</source>
        <translation>先选择模型要学习的内容，设置会随之给出建议。</translation>
    </message>
    <message>
        <source>Choose data</source>
        <translation>选择数据</translation>
    </message>
</context>
<context>
    <name>ProblemDialog</name>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>One question</source>
        <translation>请确认</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>nothing yet</source>
        <translation>还没有内容</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>needs a look</source>
        <translation>需要看一下</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Project title</source>
        <translation>项目名称</translation>
    </message>
    <message>
        <source>Rename the project</source>
        <translation>给项目改名</translation>
    </message>
</context>
<context>
    <name>ReadingDialog</name>
    <message>
        <source>How the files are read</source>
        <translation>文件的读取方式</translation>
    </message>
    <message>
        <source>The examples made from them</source>
        <translation>由此得到的样本</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Nothing, as long as they cannot be read</source>
        <translation>无法读取时，学不到任何样本</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Columns are separated by</source>
        <translation>列分隔符</translation>
    </message>
    <message>
        <source>First row</source>
        <translation>第一行</translation>
    </message>
    <message>
        <source>Sheet or table</source>
        <translation>工作表或数据表</translation>
    </message>
    <message>
        <source>Tagging scheme</source>
        <translation>标注体系</translation>
    </message>
    <message>
        <source>Several labels in a cell, separated by</source>
        <translation>一格多个标签时的分隔符</translation>
    </message>
    <message>
        <source>The first rows</source>
        <translation>前几行</translation>
    </message>
    <message>
        <source>What the model learns from them</source>
        <translation>模型从中学到的样本</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>How good the model is on texts it has never seen</source>
        <translation>模型在从未见过的文本上表现如何</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Save as HTML</source>
        <translation>保存为 HTML</translation>
    </message>
    <message>
        <source>All mistakes</source>
        <translation>全部错例</translation>
    </message>
    <message>
        <source>No report yet</source>
        <translation>还没有报告</translation>
    </message>
    <message>
        <source>Train a model first. The report appears here as soon as it is done or stopped.</source>
        <translation>先训练一个模型。训练完成或停止后，报告就会出现在这里。</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>去训练</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
</context>
<context>
    <name>RowsTable</name>
    <message>
        <source>Select all rows</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>RunStrip</name>
    <message>
        <source>{time} left</source>
        <translation>还剩 {time}</translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>Epoch {epoch} of {epochs}</source>
        <translation>第 {epoch} 轮，共 {epochs} 轮</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>约剩 {time}</translation>
    </message>
    <message>
        <source>It was asked to stop and has not answered yet</source>
        <translation>已请它停止，还没有回应</translation>
    </message>
    <message>
        <source>just begun</source>
        <translation>刚刚开始</translation>
    </message>
    <message>
        <source>learning well</source>
        <translation>学得不错</translation>
    </message>
    <message>
        <source>hardly changing any more</source>
        <translation>几乎不再变化</translation>
    </message>
    <message>
        <source>getting worse at the moment</source>
        <translation>暂时变差</translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Everything you trained, with its curve and its result</source>
        <translation>你训练过的一切，附曲线和结果</translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation>搜索训练</translation>
    </message>
    <message>
        <source>Nothing trained yet</source>
        <translation>还没有训练过</translation>
    </message>
    <message>
        <source>Each training appears here and stays until you delete it.</source>
        <translation>每次训练都会留在这里，直到你删除它。</translation>
    </message>
    <message>
        <source>Go to Home</source>
        <translation>前往主页</translation>
    </message>
    <message>
        <source>Clean up</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Run again with changes</source>
        <translation>修改后重新训练</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Undo delete</source>
        <translation>撤销删除</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n 次训练</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) wait for their turn</source>
        <translation>
            <numerusform>%n 个训练在排队</numerusform>
        </translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>训练的名称</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Back to advised</source>
        <translation>恢复推荐值</translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>Fewer settings</source>
        <translation>收起设置</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>全部设置</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>How Moore Studio looks, where models come from, what it keeps</source>
        <translation>外观、模型来源，以及占用的空间</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Model downloads</source>
        <translation>模型下载</translation>
    </message>
    <message>
        <source>Hub address</source>
        <translation>模型库地址</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>访问令牌</translation>
    </message>
    <message>
        <source>Only for models that ask for one. It is kept in the system&apos;s keyring.</source>
        <translation>只有部分模型需要。令牌保存在系统的密钥环里。</translation>
    </message>
    <message>
        <source>Save support file</source>
        <translation>保存支持文件</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0. Nothing you do here leaves this computer.</source>
        <translation>自由软件，采用 Apache 2.0 许可。你在这里做的一切都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>None, for example http://10.0.0.1:8080</source>
        <translation>无，例如 http://10.0.0.1:8080</translation>
    </message>
    <message>
        <source>A token is kept</source>
        <translation>已保存令牌</translation>
    </message>
    <message>
        <source>No token</source>
        <translation>没有令牌</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>数据检查</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
</context>
<context>
    <name>SpaceCard</name>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Copies of your data</source>
        <translation>数据副本</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Temporary files</source>
        <translation>临时文件</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Space used</source>
        <translation>占用空间</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Empty trash</source>
        <translation>清空回收站</translation>
    </message>
</context>
<context>
    <name>SplitsBar</name>
    <message>
        <source>Divided into training, validation and test once all rows are read</source>
        <translation>读完全部行后再划分为训练、验证和测试</translation>
    </message>
    <message>
        <source>Drag a border, or use the arrow keys (with Shift for the second), to change the shares.</source>
        <translation>拖动分界线，或用方向键（第二条加 Shift）调整比例。</translation>
    </message>
    <message>
        <source>Your files say which examples are for what.</source>
        <translation>各部分用哪些样本，由你的文件决定。</translation>
    </message>
</context>
<context>
    <name>SplittingDialog</name>
    <message>
        <source>How it is divided</source>
        <translation>划分方式</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Divide</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>划分结果</translation>
    </message>
    <message>
        <source>Your files say which examples are for what: {splits}. Only the rest is divided here.</source>
        <translation>文件已经指定了一部分样本的用途：{splits}。这里只划分其余的样本。</translation>
    </message>
    <message>
        <source>Your files say which examples are for what, so there is nothing to divide.</source>
        <translation>文件已经指定了每条样本的用途，不需要再划分。</translation>
    </message>
    <message>
        <source>Training teaches the model, validation watches over it, test judges it at the end.</source>
        <translation>训练部分教模型，验证部分在训练中观察它，测试部分最后评判它。</translation>
    </message>
    <message>
        <source>Dividing …</source>
        <translation>正在划分……</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>The same seed divides the same data in the same way, on every computer.</source>
        <translation>种子相同，同样的数据在任何电脑上都会划分得一样。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>样本</translation>
    </message>
    <message numerus="yes">
        <source>and %n more labels</source>
        <translation>
            <numerusform>还有 %n 个标签</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Teaching</name>
    <message>
        <source>To sort texts</source>
        <translation>给文本分类</translation>
    </message>
    <message>
        <source>A table: a text and its label in each row.</source>
        <translation>一张表格：每行一条文本和它的标签。</translation>
    </message>
    <message>
        <source>text,label
Where is my parcel?,delivery
I want my money back,refund
Great service,praise</source>
        <translation>text,label
我的包裹到哪儿了？,物流
我要退款,退款
服务很好,表扬</translation>
    </message>
    <message>
        <source>To find names and terms</source>
        <translation>找出名称和术语</translation>
    </message>
    <message>
        <source>A word and its tag on each line, an empty line between sentences.</source>
        <translation>每行一个词和它的标记，句子之间空一行。</translation>
    </message>
    <message>
        <source>Mara B-PER
Lindqvist I-PER
visited O
Paris B-LOC</source>
        <translation>林 B-PER
晓 I-PER
到 O
杭州 B-LOC</translation>
    </message>
</context>
<context>
    <name>TemplateChoice</name>
    <message>
        <source>about {time}</source>
        <translation>约 {time}</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>The model reads your examples again and again, and learns</source>
        <translation>模型一遍遍读你的样本，从中学习</translation>
    </message>
    <message>
        <source>New run with other settings</source>
        <translation>换设置再训练</translation>
    </message>
    <message>
        <source>Save support file</source>
        <translation>保存支持文件</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Save recipe</source>
        <translation>保存配方</translation>
    </message>
    <message>
        <source>Load recipe</source>
        <translation>载入配方</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>TryPage</name>
    <message>
        <source>Try</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Type a text and see at once what the model makes of it</source>
        <translation>输入一段文本，立刻看到模型的判断</translation>
    </message>
    <message>
        <source>No model to try yet</source>
        <translation>还没有可以试用的模型</translation>
    </message>
    <message>
        <source>Train one first. Also a run you stopped can be tried.</source>
        <translation>先训练一个。中途停止的训练也能试用。</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>去训练</translation>
    </message>
    <message>
        <source>Type or paste a text here</source>
        <translation>在这里输入或粘贴文本</translation>
    </message>
    <message>
        <source>From your data:</source>
        <translation>来自你的数据：</translation>
    </message>
    <message>
        <source>Loading the model. The first answer takes a few seconds.</source>
        <translation>正在加载模型，第一次回答需要几秒。</translation>
    </message>
    <message>
        <source>Nothing found in this text.</source>
        <translation>这段文本里什么也没找到。</translation>
    </message>
    <message>
        <source>The model is not sure about this text.</source>
        <translation>模型对这段文本没有把握。</translation>
    </message>
    <message>
        <source>The answer appears here as you type.</source>
        <translation>边输入，边出结果。</translation>
    </message>
    <message>
        <source>“{title}” of {date}</source>
        <translation>{date} 的“{title}”</translation>
    </message>
    <message>
        <source>The model in use</source>
        <translation>正在使用的模型</translation>
    </message>
    <message>
        <source>How sure?</source>
        <translation>有多确定？</translation>
    </message>
    <message>
        <source>The percentages say how sure the model is, not how right it is.</source>
        <translation>百分比表示模型有多确定，不代表一定正确。</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Your text stays on this computer.</source>
        <translation>你的文本不会离开这台电脑。</translation>
    </message>
</context>
<context>
    <name>_LabelDelegate</name>
    <message>
        <source>New name of the label</source>
        <translation>标签的新名称</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>Home</source>
        <translation>主页</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Open my own data</source>
        <translation>打开我的数据</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Save recipe</source>
        <translation>保存配方</translation>
    </message>
    <message>
        <source>Load recipe</source>
        <translation>载入配方</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>End now</source>
        <translation>立即结束</translation>
    </message>
    <message>
        <source>Run next</source>
        <translation>下一个运行</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Take out of the queue</source>
        <translation>移出队列</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Data files</source>
        <translation>数据文件</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
</context>
</TS>
