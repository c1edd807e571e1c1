## report

report-good_entities = 每 10 个实体大约能找出 { $found } 个，每标出 10 个大约有 { $right } 个正确：可以投入使用，偶尔抽查即可（F1 { $f1 }%）。
report-fair_entities = 每 10 个实体大约能找出 { $found } 个，每标出 10 个大约有 { $right } 个正确：适合先过一遍，再由人核对（F1 { $f1 }%）。
report-weak_entities = 每 10 个实体大约能找出 { $found } 个，每标出 10 个大约有 { $right } 个正确：目前还不能依赖它（F1 { $f1 }%）。
report-good_texts = { $examples } 条没见过的文本里有 { $f1 }% 分对了：可以投入使用，偶尔抽查即可。
report-fair_texts = { $examples } 条没见过的文本里有 { $f1 }% 分对了：适合先过一遍，再由人核对。
report-weak_texts = { $examples } 条没见过的文本里有 { $f1 }% 分对了：目前还不能依赖它。
report-beats_dictionary = 只靠记住训练数据里的实体能达到 { $baseline }%，这个模型达到 { $reached }%：它学到的不只是一份名单。
report-misses_dictionary = 只靠记住训练数据里的实体就有 { $baseline }%，这个模型是 { $reached }%：还没有超过一份简单的名单。
report-beats_most_frequent = 一律回答最常见的标签能对 { $baseline }%，这个模型能对 { $reached }%。
report-misses_most_frequent = 一律回答最常见的标签就能对 { $baseline }%，这个模型是 { $reached }%：它还没学会区分这些标签。
report-weakest = 最弱的一类是“{ $label }”（F1 { $f1 }%，{ $support } 个例子）。多补充这一类的例子最有帮助。
report-confused = 最常见的混淆：把“{ $gold }”当成“{ $predicted }”，共 { $count } 次。
report-few_examples = 以下类别在这里不到 { $few } 个例子，数字还不可靠：{ $labels }。
report-truncated = 有 { $count } 条文本超出模型能读的长度，只计算了开头部分。
report-stopped_early = 这次训练被你提前停止了；继续训练也许还会更好。

## model

model-absent = 这台电脑上还没有模型“{ $model }”。
    .why = 训练之前需要先下载一次。
    .fix = 打开“模型”页点“下载”，或者换一个已经在本机的模型。
model-unknown = 没有叫“{ $model }”的模型。
    .why = 它既不是目录里的名字，也不是模型站上的名字（作者/名称），也不是本机的文件夹。
    .fix = 从列表里选一个模型，或检查文件夹路径。
model-no_config = { $folder } 里没有 config.json。
    .why = 缺了它就无法知道这些文件是哪一种模型。
    .fix = 请选择同时含有 config.json、model.safetensors 和分词器文件的文件夹。
model-broken_config = 读不懂 { $folder } 里的 config.json。
    .why = 文件已损坏，或者不是语言模型的配置。
    .fix = 重新下载或复制这个模型。
model-has_code = { $folder } 要求运行它自带的程序代码。
    .why = 模型自带的代码可能在这台电脑上做任何事，所以 Moore Studio 从不运行。
    .fix = 请选择标准类型的模型，例如 BERT、RoBERTa 或 DeBERTa。
model-pickle_only = { $folder } 的权重只有不安全的格式。
    .why = 这类文件（pickle）可能藏有程序代码，所以 Moore Studio 只读取 safetensors。
    .fix = 换用带有 model.safetensors 的版本，或向作者索取。
model-no_weights = { $folder } 里没有权重。
    .why = 缺少 model.safetensors，可能是下载或复制中断了。
    .fix = 重新下载或复制这个模型。
model-no_tokenizer = { $folder } 里没有分词器。
    .why = 缺了它就无法把文本切成模型认识的片段。
    .fix = 把分词器文件（tokenizer.json 或 vocab.txt）也复制进这个文件夹。
model-broken = 无法加载模型“{ $model }”。
    .why = 文件之间不匹配，或者这类模型尚不支持。
    .fix = 重新下载，或换一个模型。
model-hash_differs = 起步模型被改动过。
    .why = 它的权重不是这个版本自带的那一份。
    .fix = 重新运行一次安装，就能恢复。

## cards of methods

method-full = 训练全部参数
    .line = 模型的每一个权重都从你的数据中学习，通常效果最好。
method-lora = 只训练少量附加参数（LoRA）
    .line = 新增的小矩阵负责学习，模型本身不变。更省内存，精度略低。
method-frozen = 只训练最后一层
    .line = 模型负责阅读，只有最后一层学习。最快，适合先看看效果。

## cards of models

model-starter = 起步模型（MiniLM）
    .line = 小巧、快速，已在本机。能读英文，最适合第一次尝试。
model-scratch-tiny = 从零开始（微型）
    .line = 只从你自己的文本学起，什么语言都行。不用下载，但要有足够多的例子才会好。
model-distilbert = DistilBERT
    .line = 只有 BERT 一半大小，效果接近。英文任务可靠的进阶选择。
model-bert-base = BERT base（区分大小写）
    .line = 经典模型。区分大小写，有助于找人名地名。
model-bert-large = BERT large（区分大小写）
    .line = 是 BERT base 的三倍：难的文本更好，没有显卡会很慢。
model-roberta-base = RoBERTa base
    .line = 用更多文本训练更久的 BERT，英文通常略好。
model-modernbert-base = ModernBERT base
    .line = 较新的英文模型，能一次读很长的文本。
model-deberta-v3-small = DeBERTa v3 small
    .line = 同等大小中英文表现突出。
model-deberta-v3-base = DeBERTa v3 base
    .line = 普通电脑上英文效果往往最好，比 BERT 慢。
model-minilm-l12 = MiniLM（12 层）
    .line = 比起步模型深一倍，依然很快。
model-xlm-roberta-base = XLM-RoBERTa base
    .line = 能读上百种语言，混写也行。
model-xlm-roberta-large = XLM-RoBERTa large
    .line = 多语言里最强，最好有显卡。
model-distilbert-multilingual = DistilBERT 多语言
    .line = 轻量的百语模型。
model-bert-base-chinese = BERT 中文 base
    .line = 中文经典模型，逐字阅读。
model-macbert-base = MacBERT base
    .line = 训练得更好的中文 BERT，值得作为首选。
model-roberta-wwm-ext = RoBERTa-wwm-ext
    .line = 按整词训练的中文 BERT，擅长找实体。
model-roberta-wwm-ext-large = RoBERTa-wwm-ext large
    .line = 大号版本：难的中文文本更好，没有显卡会很慢。
model-rbt3 = RBT3
    .line = 三层的中文 RoBERTa：小而快。

## model downloads

model-not_on_hub = 模型站上没有“{ $model }”。
    .why = 名字写错了、模型已被删除，或者是私有模型。
    .fix = 检查名字（作者/名称）。私有模型请在“设置”里填写访问令牌。
model-gated = 模型“{ $model }”需要先同意条款才能获取。
    .why = 作者要求每个人先在模型站上确认。
    .fix = 用你的账号在模型站上同意条款，再在“设置”里填写访问令牌。
model-not_a_model_file = { $file } 不是模型文件夹，也不是 zip。
    .why = 模型应是一个文件夹或它的 zip，里面有 config.json 和 model.safetensors。
    .fix = 请选择那个文件夹或 zip。
model-archive_refused = 没有解压 { $file }。
    .why = 里面有不安全的内容：{ $reason }。
    .fix = 自己解压并检查后，再选择文件夹。
model-has_link = { $folder } 里有一个链接（{ $file }）。
    .why = 链接可能指向这台电脑的任何地方，所以不会跟随。
    .fix = 用真正的文件替换它。
computer-no_network = 连不上模型站。
    .why = 没有网络、被防火墙或代理挡住，或者模型站地址不对。
    .fix = 检查网络，以及“设置”里的模型站地址和代理。已下载的部分会保留，再点“下载”会接着下。
computer-disk_full = 磁盘空间不够。
    .why = { $needed ->
        [0] 磁盘已满。
       *[other] 需要 { NUMBER($needed, useGrouping: 1) } 字节，只剩 { NUMBER($free, useGrouping: 1) } 字节。
    }
    .fix = 腾出一些空间（例如用“训练记录”页的“清理”），再试一次。什么都没有丢。
download-progress = 正在下载 { $model }
import-progress = 正在复制 { $file }

